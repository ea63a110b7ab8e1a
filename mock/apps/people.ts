/** Shoppers and operators of an account, found by id or by e-mail. */

export interface Directory<Person> {
  byId(id: string | undefined): Person | undefined;
  /** Capitals do not count. */
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
