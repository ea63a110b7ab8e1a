/** The data of an account that may be added and changed while the account is served. */
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../util/json';
import { nearest } from '../util/messages';
import type { FixtureProblem, ValidFixture } from './account-fixture';

/** The lists of a fixture whose entries have ids. The rest identifies the account and cannot change. */
export const seededLists = [
  'tradePolicies',
  'bindings',
  'sellers',
  'shoppers',
  'operators',
  'campaigns',
  'organizations',
  'personas',
] as const;

export type SeededList = (typeof seededLists)[number];

type EntryOf<List extends SeededList> = NonNullable<ValidFixture[List]>[number];

/** Entries as in a fixture. An entry whose id exists needs only the members that change. */
export type AccountData = {
  readonly [List in SeededList]?: readonly (Partial<EntryOf<List>> & { readonly id: string })[];
};

/** The outcome for one entry. */
export interface SeededEntry {
  readonly list: SeededList;
  readonly id: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
}

export type SeededFixture =
  | {
      /** The fixture with the data merged in. */
      readonly fixture: ValidFixture;
      readonly entries: readonly SeededEntry[];
      readonly problems: readonly [];
    }
  | { readonly fixture?: never; readonly problems: readonly FixtureProblem[] };

type Entry = Readonly<Record<string, unknown>>;
type Lists = Readonly<Record<string, unknown>>;

/** @param data unchecked; the paths of `problems` are paths in it */
export function seededFixture(before: ValidFixture, data: unknown): SeededFixture {
  if (!isObject(data)) {
    const hint = 'give lists of an account fixture, such as {"shoppers": […]}';
    return { problems: [{ path: '', message: 'must be an object', hint }] };
  }
  const keyProblems = [...unknownKeys(data, before), ...repeatedIds(data)];
  if (keyProblems.length > 0) return { problems: keyProblems };
  const merged = { ...before, ...mergedData(before as unknown as Lists, data) };
  const { validateFixture } = require('./validate') as typeof import('./validate');
  const { fixture, problems } = validateFixture(merged);
  if (fixture === undefined)
    return { problems: problems.map((problem) => withPathIn(problem, data, merged)) };
  return { fixture, entries: entriesOf(data, before as unknown as Lists, merged), problems: [] };
}

/** The lists of `data`, merged into those of `before`. Associative: merging one after the other is merging both. */
export function mergedData(before: Lists, data: Lists): Lists {
  return Object.fromEntries(
    Object.entries(data).map(([list, given]) => {
      const there = before[list] ?? [];
      return [list, Array.isArray(given) && Array.isArray(there) ? mergedList(there, given) : given];
    }),
  );
}

function mergedList(before: readonly unknown[], given: readonly unknown[]): readonly unknown[] {
  const merged = [...before];
  const places = new Map(merged.map((entry, index) => [idOf(entry), index]));
  for (const entry of given) {
    const id = idOf(entry);
    const at = id === undefined ? undefined : places.get(id);
    if (at === undefined) places.set(id, merged.push(entry) - 1);
    else merged[at] = { ...(merged[at] as Entry), ...(entry as Entry) };
  }
  return merged;
}

function indexOf(list: readonly unknown[], entry: unknown): number {
  const id = idOf(entry);
  return id === undefined ? list.indexOf(entry) : list.findIndex((one) => idOf(one) === id);
}

function idOf(entry: unknown): string | undefined {
  const id = isObject(entry) ? entry['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function unknownKeys(data: Lists, before: ValidFixture): FixtureProblem[] {
  const others = Object.keys(data).filter((key) => !(seededLists as readonly string[]).includes(key));
  return others.map((path) => {
    if (path in before || path === 'sessionApps' || path === 'defaultTradePolicy') {
      const hint = 'start the emulator with another account fixture';
      return { path, message: 'cannot be changed while the account is served', hint };
    }
    const similar = nearest(path, seededLists);
    const hint = similar === undefined ? `give ${seededLists.join(', ')}` : `did you mean "${similar}"?`;
    return { path, message: 'is not a known key', hint };
  });
}

function repeatedIds(data: Lists): FixtureProblem[] {
  return Object.entries(data).flatMap(([list, given]) => {
    const ids = Array.isArray(given) ? given.map(idOf) : [];
    const seen = new Set<string>();
    return ids.flatMap((id, index) => {
      if (id === undefined || seen.size < seen.add(id).size) return [];
      const path = `${list}[${index}].id`;
      return [{ path, message: `"${id}" is given twice`, hint: 'give each entry once' }];
    });
  });
}

/** The problem with its path in `data`. A problem elsewhere is in an older entry that conflicts with `data`. */
function withPathIn({ path, message, hint }: FixtureProblem, data: Lists, merged: Lists): FixtureProblem {
  const [, list = path, number, rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(path) ?? [];
  if (path === '' || (number === undefined && list in data)) return { path, message, hint };
  const given = data[list];
  const entry = (merged[list] as readonly unknown[] | undefined)?.[Number(number)];
  const at = Array.isArray(given) ? indexOf(given, entry) : -1;
  if (at !== -1) return { path: `${list}[${at}]${rest}`, message, hint };
  return { path: '', message: `conflicts with the rest of the account: ${path} ${message}`, hint };
}

function entriesOf(data: Lists, before: Lists, merged: Lists): SeededEntry[] {
  return seededLists.flatMap((list) => {
    const [old, now] = [before, merged].map(
      (lists) => new Map(((lists[list] ?? []) as readonly Entry[]).map((one) => [idOf(one), one])),
    ) as [Map<unknown, Entry>, Map<unknown, Entry>];
    return ((data[list] ?? []) as readonly Entry[]).map((entry) => {
      const id = idOf(entry) as string;
      const isSame = isDeepStrictEqual(old.get(id), now.get(id));
      return { list, id, outcome: !old.has(id) ? 'created' : isSame ? 'unchanged' : 'changed' };
    });
  });
}
