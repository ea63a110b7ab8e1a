import { existsSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readText } from '../mock/util/watched-file';
import { exitCodes, Failure } from './failure';
import { usualName as configName } from './resolve-settings';
import type { World } from './world';

const accountName = 'vtex-account.jsonc';

/** Writes an account file and a config file to edit. A file that exists is left as it is. */
export function init(world: World): void {
  const { cwd, packageFolder, stdout } = world;
  const named = `"account": "./${accountName}"`;
  const config = `{
  "$schema": "${schemaPath('dist/config.schema.json', world)}",
  ${named}
}
`;
  const account = accountText(schemaPath('fixtures/accounts/account.schema.json', world));
  const line = (name: string, text: string, holds: string) =>
    stdout.write(
      written(join(cwd, name), text) ? `wrote ${name}: ${holds}\n` : `${name} exists, and stays\n`,
    );
  line(accountName, account, 'an account with trade policies, sellers, shoppers and personas');
  line(configName, config, 'settings for each start in this folder');
  if (!readText(join(cwd, configName)).text?.includes(accountName))
    stdout.write(`To serve the account, write ${named} into ${configName}.\n`);
  const start = cwd === packageFolder ? 'npm start' : 'npx vtex-session-mock';
  stdout.write(`Next: ${start}, then log in at http://localhost:9910/_mock/login\n`);
}

/** False if the file exists. */
function written(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new Failure(exitCodes.unexpected, [
      `${path} cannot be written (${code}). Run init in another folder.`,
    ]);
  }
}

/** Where an editor finds a schema of this package from a file in the working directory. */
function schemaPath(file: string, { cwd, packageFolder }: World): string {
  const installed = `node_modules/vtex-session-mock/${file}`;
  if (existsSync(join(cwd, installed))) return `./${installed}`;
  const path = relative(cwd, join(packageFolder, file));
  if (isAbsolute(path)) return pathToFileURL(path).href; // on another drive
  return (path.startsWith('.') ? path : `./${path}`).replaceAll('\\', '/');
}

const accountText = (schema: string) => `{
  // An account of vtex-session-mock, read again when it changes. Editors complete and check it by this schema.
  "$schema": "${schema}",

  // The name in {account}.vtexcommercestable.com.br, and any UUID. These two cannot change while it runs.
  "account": "my-store",
  "id": "0e000000-0000-4000-8000-000000000001",

  // Sales channels. A visitor has the first public one, or what they ask for: POST /api/sessions?sc=2
  "tradePolicies": [
    { "id": "1", "currencyCode": "BRL", "currencySymbol": "R$", "countryCode": "BRA", "cultureInfo": "pt-BR" },
    { "id": "2", "currencyCode": "USD", "currencySymbol": "$", "countryCode": "USA", "cultureInfo": "en-US" }
  ],

  // Where sellers deliver. They make the region of a visitor: POST /api/sessions?country=BRA&postalCode=01310-100
  "sellers": [
    { "id": "seller1", "areas": [{ "country": "BRA", "postalCodes": [["01000000", "05999999"]] }] }
  ],

  // Who can log in. Invent the addresses.
  "shoppers": [
    {
      "id": "5e000000-0000-4000-8000-000000000001",
      "email": "ann@example.com",
      "firstName": "Ann",
      "lastName": "Example",
      "priceTables": ["wholesale"]
    }
  ],

  // Visitors to start as: buttons of /_mock/login, and manager.persona("shopper") in tests.
  "personas": [
    { "id": "anonymous", "description": "An anonymous visitor" },
    { "id": "shopper", "description": "Logged in, with a price table", "shopper": "ann@example.com" },
    {
      "id": "shopper-in-region",
      "description": "Logged in, at a postal code that seller1 serves",
      "shopper": "ann@example.com",
      "public": { "country": "BRA", "postalCode": "01310100" }
    }
  ]
}
`;
