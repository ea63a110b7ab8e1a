import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';
import { shippedApps } from './account';
import type { ValidFixture } from './account-fixture';
import { loadAccount } from './load-account';
import { shippedFixtures } from './shipped';
import { validateFixture } from './validate-fixture';

const folder = join(__dirname, '../../fixtures/accounts');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
const fixtureIn = (file: string): ValidFixture => JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe('the schema', () => {
  interface Node {
    readonly type?: string;
    readonly description?: string;
    readonly 'x-mend'?: string;
    readonly additionalProperties?: boolean;
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node | readonly Node[];
  }
  const nodesOf = (path: string, node: Node): [string, Node][] => [
    [path, node],
    ...[node.items ?? []].flat().flatMap((item) => nodesOf(`${path}[]`, item)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => nodesOf(`${path}.${key}`, child)),
  ];
  const nodes = nodesOf('fixture', schema as Node);

  test('is a valid draft-07 schema, by the strictest reading', () => {
    const strict = new Ajv({ strict: true }).addVocabulary(['x-mend']);
    expect(strict.validateSchema(schema)).toBe(true);
    expect(() => strict.compile(schema)).not.toThrow();
  });

  test.each(nodes.slice(1))('%s has a tooltip with an example, and says how to mend it', (_, node) => {
    expect(node.description).toMatch(/\. Example: .+\.$/);
    expect(node['x-mend']).toMatch(/^(write|list) /);
  });

  test.each(nodes.filter(([, { type }]) => type === 'object'))('%s takes known keys only', (path, node) => {
    const takesAll = path === 'fixture.personas[].public';
    expect(node.additionalProperties).toBe(takesAll);
  });

  test('knows the apps that ship, all of them', () => {
    expect(schema.properties.sessionApps.items.enum).toEqual(shippedApps);
    const installed = loadAccount('acme').sessionApps;
    expect(schema.properties.sessionApps.default).toEqual(installed);
    expect(shippedApps.filter((app) => !installed.includes(app))).toEqual([
      'impersonate-session',
      'shopper-session',
    ]);
  });
});

test('every fixture file is shipped by its name, and nothing else is', () => {
  expect([...shippedFixtures.keys()].map((name) => `${name}.json`).sort()).toEqual([...files].sort());
});

describe.each(files)('%s', (file) => {
  const fixture = fixtureIn(file);

  test('is the account that its name promises', () => {
    expect(`${fixture.account}.json`).toBe(file);
    expect(shippedFixtures.get(fixture.account)).toEqual(fixture);
  });

  test('is valid', () => {
    expect(validateFixture(fixture).problems).toEqual([]);
  });

  test('names its schema, so that editors help whoever copies it', () => {
    expect(fixture.$schema).toBe('./account.schema.json');
  });

  test('says its default trade policy', () => {
    expect(fixture.defaultTradePolicy).toBe(loadAccount(fixture.account).defaultTradePolicy);
  });

  test('lists every shopper of its private policies', () => {
    const emails = fixture.shoppers?.map(({ email }) => email);
    expect(emails).toEqual(
      expect.arrayContaining(fixture.tradePolicies.flatMap(({ shoppers = [] }) => shoppers)),
    );
  });

  test('gives private policies to somebody, and only those', () => {
    for (const { privacy = 'public', shoppers = [] } of fixture.tradePolicies) {
      expect(shoppers.length > 0).toBe(privacy === 'private');
    }
  });
});

test('a currency has one symbol in all fixtures, and the euro has its own', () => {
  const symbols = new Map<string, Set<string>>();
  for (const { currencyCode, currencySymbol } of files.flatMap((file) => fixtureIn(file).tradePolicies)) {
    symbols.set(currencyCode, (symbols.get(currencyCode) ?? new Set()).add(currencySymbol));
  }
  expect(Object.fromEntries(symbols)).toEqual({
    BRL: new Set(['R$']),
    USD: new Set(['$']),
    EUR: new Set(['\u20ac']),
    GBP: new Set(['\u00a3']),
  });
});
