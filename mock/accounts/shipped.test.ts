import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';
import { loadAccount } from './load-account';
import { shippedFixtures } from './shipped';
import { type AccountFixture, validateFixture } from './validate-fixture';

const folder = join(__dirname, '../../fixtures/accounts');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
const fixtureIn = (file: string): AccountFixture => JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe('the schema', () => {
  interface Node {
    readonly type: string;
    readonly description?: string;
    readonly 'x-mend'?: string;
    readonly additionalProperties?: boolean;
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node;
  }
  const nodesOf = (path: string, node: Node): [string, Node][] => [
    [path, node],
    ...(node.items ? nodesOf(`${path}[]`, node.items) : []),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => nodesOf(`${path}.${key}`, child)),
  ];
  const nodes = nodesOf('fixture', schema);

  test('is a valid draft-07 schema, by the strictest reading', () => {
    const strict = new Ajv({ strict: true }).addVocabulary(['x-mend']);
    expect(strict.validateSchema(schema)).toBe(true);
    expect(() => strict.compile(schema)).not.toThrow();
  });

  test.each(nodes.slice(1))('%s has a tooltip with an example, and says how to mend it', (_, node) => {
    expect(node.description).toMatch(/\. Example: .+\.$/);
    expect(node['x-mend']).toMatch(/^(write|list) /);
  });

  test.each(nodes.filter(([, { type }]) => type === 'object'))('%s takes no unknown keys', (_, node) => {
    expect(node.additionalProperties).toBe(false);
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
  });
});
