/**
 * How VTEX's own apps read and answer values. The ledger tells it of a few keys only; of the others the
 * nearest of these holds.
 *
 * - A flag is the string `"true"` or `"false"`.
 * - `null` says "no value". It leaves unset what was never set, and takes the place of what was: an app
 *   answers all its keys, so that nothing of a former visitor stays. Clients expect nulls in such
 *   keys, and the segment shows them.
 * - `""` is answered where it was seen: in `search.facets`, and in what `impersonate` clears.
 * - On reading, `""`, null and unset are the same: no value.
 */
import { type Entry, entryAt, type JsonValue, type Namespaces, valueText } from '../rules/session';

/** A value as text; undefined where there is none. */
export function textAt(input: Namespaces, namespace: string, key: string): string | undefined {
  const value = entryAt(input, { namespace, key })?.value;
  return value === undefined || value === null || value === '' ? undefined : valueText(value);
}

/** Namespaces as plain objects tell them: `{ search: { facets: '' } }`. */
export function namespacesFrom(
  plain: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>,
): Namespaces {
  return new Map(
    Object.entries(plain).map(([name, values]) => [
      name,
      new Map(Object.entries(values).map(([key, value]): [string, Entry] => [key, { value }])),
    ]),
  );
}
