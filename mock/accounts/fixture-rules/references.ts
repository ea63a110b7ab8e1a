import { nearest } from '../../util/nearest';
import type { FixtureProblem } from '../account-fixture-error';

/** What may be referred to; undefined when a part of it cannot be read, and no reference can be judged. */
export type Known = readonly string[] | undefined;

/** The names in a list; a list left out has none. */
export function namesIn<T>(
  list: readonly (T | null)[] | null | undefined,
  nameOf: (entry: T) => string | null | undefined,
): Known {
  if (list === null) return undefined;
  const names: string[] = [];
  for (const entry of list ?? []) {
    const name = entry === null ? null : nameOf(entry);
    if (typeof name !== 'string') return undefined;
    names.push(name);
  }
  return names;
}

export interface Reference {
  readonly path: string;
  readonly name: string | null | undefined;
  /** `the id of a trade policy` */
  readonly meant: string;
  /** The key of the fixture that lists them. */
  readonly listedIn: string;
}

/** A problem, when a name is given that nothing bears. */
export function referenceProblems(
  { path, name, meant, listedIn }: Reference,
  known: Known,
): FixtureProblem[] {
  if (typeof name !== 'string' || known === undefined || known.includes(name)) return [];
  const slip = nearest(name, known);
  const mend =
    slip !== undefined
      ? `did you mean "${slip}"?`
      : `${known[0] === undefined ? '' : `write another, such as "${known[0]}", or `}list it in ${listedIn}`;
  return [{ path, message: `"${name}" is not ${meant}`, mend }];
}
