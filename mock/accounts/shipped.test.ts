import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';
import type { ValidFixture } from './account-fixture';
import { loadAccount, shippedFixtures } from './load';
import { validateFixture } from './validate';

const folder = join(__dirname, '../../fixtures/accounts');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
const fixtureIn = (file: string): ValidFixture => JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe('the schema', () => {
  interface Node {
    readonly type?: string;
    readonly description?: string;
    readonly 'x-hint'?: string;
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

  test('is a valid draft-07 schema in strict mode', () => {
    const strict = new Ajv({ strict: true }).addVocabulary(['x-hint']);
    expect(strict.validateSchema(schema)).toBe(true);
    expect(() => strict.compile(schema)).not.toThrow();
  });

  test.each(nodes.slice(1))('%s has a description with an example, and a hint', (_, node) => {
    expect(node.description).toMatch(/\. Example: .+\.$/);
    expect(node['x-hint']).toMatch(/^(write|list) /);
  });

  test.each(nodes.filter(([, { type }]) => type === 'object'))('%s accepts known keys only', (path, node) => {
    const acceptsAll = path === 'fixture.personas[].public';
    expect(node.additionalProperties).toBe(acceptsAll);
  });
});

test('the shipped fixtures are exactly the fixture files', () => {
  expect([...shippedFixtures.keys()].map((name) => `${name}.json`).sort()).toEqual([...files].sort());
});

describe.each(files)('%s', (file) => {
  const fixture = fixtureIn(file);

  test('describes the account of its file name', () => {
    expect(`${fixture.account}.json`).toBe(file);
    expect(shippedFixtures.get(fixture.account)).toEqual(fixture);
  });

  test('is valid', () => {
    expect(validateFixture(fixture).problems).toEqual([]);
  });

  test('names its schema, for editors', () => {
    expect(fixture.$schema).toBe('./account.schema.json');
  });

  test('states its default trade policy', () => {
    expect(fixture.defaultTradePolicy).toBe(loadAccount(fixture.account).defaultTradePolicy);
  });

  test('lists every shopper of its private policies', () => {
    const emails = fixture.shoppers?.map(({ email }) => email);
    expect(emails).toEqual(
      expect.arrayContaining(fixture.tradePolicies.flatMap(({ shoppers = [] }) => shoppers)),
    );
  });

  test('names shoppers for its private policies, and only for those', () => {
    for (const { privacy = 'public', shoppers = [] } of fixture.tradePolicies) {
      expect(shoppers.length > 0).toBe(privacy === 'private');
    }
  });
});

test('a currency has the same symbol in all fixtures', () => {
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

test('fixtures contain only invented people', () => {
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const emails = text.match(/[^"\s]+@[^"\s]+/g) ?? [];
    expect(emails.filter((email) => !email.endsWith('@example.com'))).toEqual([]);
  }
  const phones = files.flatMap((file) => fixtureIn(file).shoppers ?? []).flatMap(({ phone = [] }) => phone);
  expect(phones.filter((phone) => !/ (5550|555|7946) 01\d\d$/.test(phone))).toEqual([]);
});

test('the persona with 300 price tables has more of them than a cookie can hold', () => {
  const { personas, shoppers } = loadAccount('b2b');
  const email = personas.find(({ id }) => id === 'b2b-300-price-tables')?.shopper;
  const tables = shoppers.find((shopper) => shopper.email === email)?.priceTables ?? [];
  expect(new Set(tables).size).toBe(300);
  expect(Buffer.from(tables.join(',')).toString('base64url').length).toBeGreaterThan(4096);
});
