/**
 * How VTEX's own apps read and answer values. The evidence covers a few keys only; the other keys follow the
 * nearest of these rules.
 *
 * - A flag is the string `"true"` or `"false"`.
 * - `null` means "no value". A key that was never set stays unset; a key that was set becomes null. An app answers
 *   all its keys, so that nothing of the previous visitor remains. Clients expect nulls in such keys
 *   and the segment shows them.
 * - `""` is answered where it was observed: in `search.facets`, and in what `impersonate` clears. An
 *   entry with `clears` leaves a key unset that was never set, as null does.
 * - On reading, `""`, null and unset are the same: no value.
 */
import { type Entry, entryAt, type JsonValue, type Namespaces, valueText } from '../rules/session';

/** A value as text; undefined if there is none. */
export function textAt(input: Namespaces, namespace: string, key: string): string | undefined {
  const value = entryAt(input, { namespace, key })?.value;
  return value === undefined || value === null || value === '' ? undefined : valueText(value);
}

/** Namespaces from plain objects: `{ search: { facets: '' } }`. */
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

/** Shoppers or operators of an account. */
export interface Directory<Person> {
  byId(id: string | undefined): Person | undefined;
  /** Case does not matter. */
  byEmail(email: string | undefined): Person | undefined;
}

export function directoryOf<Person extends { readonly id: string; readonly email: string }>(
  people: readonly Person[],
): Directory<Person> {
  const ids = new Map(people.map((person) => [person.id, person]));
  const emails = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  return {
    byId: (id) => (id === undefined ? undefined : ids.get(id)),
    byEmail: (email) => (email === undefined ? undefined : emails.get(email.toLowerCase())),
  };
}
