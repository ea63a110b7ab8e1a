import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf } from '../legible';
import type { FixtureRule } from './rule';

/** No two things of a kind share an id, or an e-mail: there capitals do not count. */
export const ownIds: FixtureRule = (fixture) => [
  ...shared('trade policy', 'id', entriesOf(fixture.tradePolicies, 'tradePolicies')),
  ...shared('binding', 'id', entriesOf(fixture.bindings, 'bindings')),
  ...shared('seller', 'id', entriesOf(fixture.sellers, 'sellers')),
  ...shared('shopper', 'id', entriesOf(fixture.shoppers, 'shoppers')),
  ...shared('shopper', 'email', entriesOf(fixture.shoppers, 'shoppers')),
  ...entriesOf(fixture.shoppers, 'shoppers').flatMap(([{ addresses }, path]) =>
    shared('address', 'id', entriesOf(addresses, `${path}.addresses`)),
  ),
  ...shared('operator', 'id', entriesOf(fixture.operators, 'operators')),
  ...shared('operator', 'email', entriesOf(fixture.operators, 'operators')),
  ...shared('campaign', 'id', entriesOf(fixture.campaigns, 'campaigns')),
  ...shared('organization', 'id', entriesOf(fixture.organizations, 'organizations')),
  ...shared(
    'contract',
    'id',
    // Shoppers name contracts by id alone, so contracts of two organizations differ as well.
    entriesOf(fixture.organizations, 'organizations').flatMap(([{ contracts }, path]) =>
      entriesOf(contracts, `${path}.contracts`),
    ),
  ),
  ...shared('persona', 'id', entriesOf(fixture.personas, 'personas')),
];

function shared<Key extends 'id' | 'email'>(
  kind: string,
  key: Key,
  entries: readonly [entry: { readonly [K in Key]?: string | null }, path: string][],
): FixtureProblem[] {
  const word = key === 'email' ? 'e-mail' : key;
  const firstPaths = new Map<string, string>();
  return entries.flatMap(([entry, path]) => {
    const value = entry[key];
    if (typeof value !== 'string') return [];
    const name = key === 'email' ? value.toLowerCase() : value;
    const first = firstPaths.get(name);
    if (first === undefined) {
      firstPaths.set(name, path);
      return [];
    }
    const message = `"${value}" is the ${word} of ${first} too`;
    return [{ path: `${path}.${key}`, message, mend: `give each ${kind} its own ${word}` }];
  });
}
