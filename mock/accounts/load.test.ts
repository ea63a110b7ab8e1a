import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import b2b from '../../fixtures/accounts/b2b.json';
import b2cBrazil from '../../fixtures/accounts/b2c-brazil.json';
import type { Account } from './account-fixture';
import { type AccountFixture, AccountFixtureError } from './account-fixture';
import { loadAccount } from './load';

const brazil = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
};
const spain = { id: '3', currencyCode: 'EUR', currencySymbol: '€', countryCode: 'ESP', cultureInfo: 'es-ES' };
const id = '0e000000-0000-4000-8000-00000000000b';
const globex = { account: 'globex', id, tradePolicies: [brazil, spain] };
const normalisedGlobex: Account = {
  name: 'globex',
  id,
  anonymousProfile: true,
  tradePolicies: [brazil, spain].map((policy) => ({ ...policy, privacy: 'public', shoppers: [] })),
  defaultTradePolicy: '1',
  bindings: [],
  sessionApps: [
    'store-session',
    'authentication-session',
    'profile-session',
    'rnb-session',
    'checkout-session',
    'search-session',
  ],
  regionIdFormat: 2,
  sellers: [],
  shoppers: [],
  operators: [],
  campaigns: [],
  organizations: [],
  personas: [],
};

const knownKeys =
  '$schema, account, id, tradePolicies, defaultTradePolicy, bindings, sessionApps, regionIdFormat, anonymousProfile, sellers, ' +
  'shoppers, operators, campaigns, organizations, personas';

const [previous, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'accounts-'))];
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(previous));
afterAll(() => rmSync(folder, { recursive: true }));

/** Jest compares the whole message with an error, and a part of it with a text. */
function expectRefusal(source: Parameters<typeof loadAccount>[0], ...lines: string[]): void {
  expect(() => loadAccount(source)).toThrow(AccountFixtureError);
  expect(() => loadAccount(source)).toThrow(new Error(lines.join('\n')));
}

describe('an account is loaded from', () => {
  test('the fixture acme by default', () => {
    const account = loadAccount(undefined);
    expect(account).toEqual(loadAccount('acme'));
    expect(account).toMatchObject({ name: 'acme', defaultTradePolicy: '1' });
    expect(account.tradePolicies.map((policy) => [policy.id, policy.privacy, policy.shoppers])).toEqual([
      ['1', 'public', []],
      ['2', 'public', []],
      ['3', 'public', []],
      ['4', 'private', ['ann@example.com']],
    ]);
  });

  test.each([
    ['a path in the working directory', 'globex.json', JSON.stringify(globex)],
    ['a path with a slash and another ending', './globex.fixture', JSON.stringify(globex)],
    ['a file that begins with a byte order mark', 'windows.json', `\uFEFF${JSON.stringify(globex)}`],
  ])('%s', (_, file, text) => {
    writeFileSync(file, text);
    expect(loadAccount(file)).toEqual(normalisedGlobex);
  });

  test('an object', () => {
    expect(loadAccount(globex)).toEqual(normalisedGlobex);
  });

  test('an object that TypeScript knows as an imported JSON file', () => {
    expect(loadAccount({ ...b2b, account: 'globex' }).sessionApps).toEqual(b2b.sessionApps);
    expect(loadAccount(b2cBrazil)).toEqual(loadAccount('b2c-brazil'));
  });
});

describe('defaults of a fixture', () => {
  const closed = { ...brazil, privacy: 'private' };
  const triangle = [
    [-46.7, -23.6],
    [-46.6, -23.6],
    [-46.6, -23.5],
  ];

  test.each([
    ['the default is the first public policy', { tradePolicies: [closed, spain] }],
    ['the fixture may choose another default', { defaultTradePolicy: '3' }],
  ])('%s', (_, change) => {
    expect(loadAccount({ ...globex, ...change }).defaultTradePolicy).toBe('3');
  });

  test('a private policy may have no shoppers (R-285)', () => {
    const [policy] = loadAccount({ ...globex, tradePolicies: [closed, spain] }).tradePolicies;
    expect(policy).toEqual({ ...closed, shoppers: [] });
  });

  test('optional members of sellers, shoppers, operators and personas get their defaults', () => {
    const account = loadAccount({
      ...globex,
      sellers: [{ id: 'seller1', areas: [{ country: 'BRA', polygon: triangle }] }],
      shoppers: [{ id, email: 'ann@example.com' }],
      operators: [{ id, email: 'olga@example.com' }],
      personas: [{ id: 'anonymous', description: 'Anonymous' }],
    });
    expect(account).toEqual({
      ...normalisedGlobex,
      sellers: [{ id: 'seller1', areas: [{ country: 'BRA', polygon: triangle, postalCodes: [] }] }],
      shoppers: [{ id, email: 'ann@example.com', priceTables: [], addresses: [] }],
      operators: [{ id, email: 'olga@example.com', mayImpersonate: false }],
      personas: [{ id: 'anonymous', description: 'Anonymous', public: {} }],
    });
  });

  test('given values replace the defaults', () => {
    const given = {
      sessionApps: ['store-session'],
      regionIdFormat: 1,
      operators: [{ id, email: 'olga@example.com', mayImpersonate: true }],
    };
    expect(loadAccount({ ...globex, ...given })).toEqual({ ...normalisedGlobex, ...given });
  });

  test('price tables joined by commas are split (R-320)', () => {
    const shoppers = [{ id, email: 'ann@example.com', priceTables: ['gold', 'silver,bronze'] }];
    const [ann] = loadAccount({ ...globex, shoppers }).shoppers;
    expect(ann?.priceTables).toEqual(['gold', 'silver', 'bronze']);
  });

  test.each([1, 2] as const)('a fixture file sets the format of region ids: %d (R-306)', (regionIdFormat) => {
    writeFileSync('region.json', JSON.stringify({ ...b2cBrazil, regionIdFormat }));
    expect(loadAccount('region.json')).toEqual({ ...loadAccount('b2c-brazil'), regionIdFormat });
  });
});

describe('a fixture with problems', () => {
  test('reports all problems at once, one per line', () => {
    const tradePolicies = [brazil, { ...spain, id: '1', currencyCode: 'euro' }];
    writeFileSync(
      'wrong.json',
      JSON.stringify({ ...globex, nmae: 'x', tradePolicies, defaultTradePolicy: '2' }),
    );
    expectRefusal(
      'wrong.json',
      `wrong.json: nmae is not a known key: the known keys are ${knownKeys}`,
      'wrong.json: tradePolicies[1].currencyCode "euro" must match ^[A-Z]{3}$: write an ISO 4217 code such as "BRL"',
      'wrong.json: tradePolicies[1].id "1" is already the id of tradePolicies[0]: give each trade policy its own id',
      'wrong.json: defaultTradePolicy "2" is not the id of a trade policy: name a public policy, such as "1"',
    );
  });

  test('reports its problems as data', () => {
    const path = 'tradePolicies[0].countryCode';
    const hint = 'write an ISO 3166 code of three letters, such as "BRA"';
    expect(() => loadAccount({ ...globex, tradePolicies: [{ ...brazil, countryCode: 'BR' }] })).toThrow(
      expect.objectContaining({
        name: 'AccountFixtureError',
        code: 'ACCOUNT_FIXTURE_INVALID',
        file: '(inline)',
        problems: [{ path, message: '"BR" must match ^[A-Z]{3}$', hint }],
      }),
    );
  });

  test('a loaded account is not accepted as a fixture', () => {
    const { name, ...rest } = normalisedGlobex;
    expectRefusal(
      { ...rest, name } as unknown as AccountFixture,
      '(inline): account is missing: write the account\'s name in lower case, such as "acme"',
      `(inline): name is not a known key: the known keys are ${knownKeys}`,
    );
  });
});

describe('a source without a fixture is refused', () => {
  test.each([
    ['acne', 'acne', 'did you mean "acme"? Or give a path, which contains a slash or ends in .json'],
    ['constructor', 'constructor', 'give a shipped name or a path, which contains a slash or ends in .json'],
    ['', '""', 'give a shipped name or a path, which contains a slash or ends in .json'],
  ])('the name %j', (name, label, hint) => {
    expectRefusal(
      name,
      `${label}: is not the name of a shipped account (acme, b2c-brazil, multi-currency, b2b): ${hint}`,
    );
  });

  const pathHint = 'give the path of a fixture file, relative to the working directory';

  test.each(['missing.json', 'no/such/account', '.\\acme'])('the path %s, which does not exist', (file) => {
    expectRefusal(file, `${file}: does not exist (${join(process.cwd(), file)}): ${pathHint}`);
  });

  test('an absolute path, which does not exist', () => {
    const file = join(process.cwd(), 'missing.json');
    expectRefusal(file, `${file}: does not exist: ${pathHint}`);
  });

  test('a folder', () => {
    mkdirSync('folder.json');
    expectRefusal('folder.json', `folder.json: cannot be read (EISDIR): ${pathHint}`);
  });

  test.each([
    ['{\n  "account": "acme",\n  }', ' at line 3, column 3: Expected double-quoted property name'],
    ['{\n  "account": [1,\n]}', " at line 3, column 1: Unexpected token ']'"],
    ['{"account":', ' at line 1, column 12: Unexpected end of JSON input'],
    [
      '{"account": 9007199254740993}',
      ' at line 1, column 13: A double cannot hold this number, so write it as a string',
    ],
  ])('the text %j', (text, reason) => {
    writeFileSync('broken.json', text);
    expectRefusal(
      'broken.json',
      `broken.json: is not JSON${reason}: write JSON; comments are allowed, trailing commas are not`,
    );
  });
});
