import { type Account, accountOf, type ValidFixture } from '../accounts/account-fixture';
import { type AccountData, mergedData, type SeededEntry, seededFixture } from '../accounts/seed-data';
import type { SessionApp } from '../rules/app';
import { Refusal } from '../rules/refusal';
import { isObject } from '../util/json';

/** An account as it is served at one moment. Immutable: a seed replaces it. */
export interface AccountVersion {
  readonly account: Account;
  /** All data seeded since the start, merged; undefined if there is none. */
  readonly seeded: AccountData | undefined;
  /** The session apps made for it. */
  readonly apps: readonly SessionApp[];
}

/** The account being served: its fixture plus seeded data. */
export interface ServedAccount {
  readonly current: AccountVersion;
  /** The fixture without seeded data. */
  readonly original: AccountVersion;
  /** Another fixture of the same account takes its place; seeded data stays. @throws Refusal if it does not fit */
  replace(fixture: ValidFixture): void;
  /**
   * The current version with more data, and the outcome for each entry. It is not served yet.
   * @param place where the data is, for messages
   * @throws Refusal CONTROL_INPUT_INVALID with all problems, one per line
   */
  with(
    data: unknown,
    place: string,
  ): { readonly version: AccountVersion; readonly entries: readonly SeededEntry[] };
  /** The fixture with this seeded data and no other, as a snapshot holds it. @throws Refusal CONTROL_INPUT_INVALID */
  withOnly(data: unknown, place: string): AccountVersion;
  serve(version: AccountVersion): void;
  /** Serves it with new session apps, which have nothing in their caches. @returns what is served now */
  serveAnew(version: AccountVersion): AccountVersion;
}

/** They are checked in one turn of the event loop, which takes about 30 µs for each shopper. */
const maxSeeded = 5000;

/** The elements of all arrays in it. */
function entriesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Object.values(value).reduce((sum: number, inside) => sum + entriesIn(inside), own);
}

export interface ServedAccountWorld {
  readonly fixture: ValidFixture;
  /** Called for each version. */
  readonly appsOf: (account: Account) => readonly SessionApp[];
}

export function servedAccount(
  { fixture: first, appsOf }: ServedAccountWorld,
  onServed: (apps: readonly SessionApp[]) => void,
): ServedAccount {
  const versionOf = (written: ValidFixture, seeded: AccountData | undefined): AccountVersion => {
    const account = accountOf(written);
    return { account, seeded, apps: appsOf(account) };
  };
  let fixture = first;
  let original = versionOf(fixture, undefined);
  let current = original;
  /** The fixture with the seeded data: entries equal to it are reported as unchanged. */
  const writtenOf = ({ seeded }: AccountVersion): ValidFixture =>
    seeded === undefined ? fixture : { ...fixture, ...mergedData({ ...fixture }, seeded) };

  const withMore = (before: AccountVersion, data: unknown, place: string) => {
    const seeded = { ...before.seeded, ...mergedData({ ...before.seeded }, isObject(data) ? data : {}) };
    const count = entriesIn(seeded);
    if (count > maxSeeded) {
      const problem = `makes ${count} entries of seeded data, lists within them included, and ${maxSeeded} is the most`;
      throw new Refusal('CONTROL_INPUT_INVALID', `${place} ${problem}: put them into the file of --account`);
    }
    const result = seededFixture(writtenOf(before), data);
    if (result.fixture === undefined) {
      const lines = result.problems.map(
        ({ path, message, hint }) => `${path === '' ? place : `${place}.${path}`} ${message}: ${hint}`,
      );
      throw new Refusal('CONTROL_INPUT_INVALID', lines);
    }
    const { entries } = result;
    if (entries.every(({ outcome }) => outcome === 'unchanged')) return { version: before, entries };
    return { version: versionOf(result.fixture, seeded), entries };
  };

  const serve = (version: AccountVersion) => {
    if (version === current) return;
    current = version;
    onServed(version.apps);
  };

  const withOnly: ServedAccount['withOnly'] = (data, place) =>
    data === undefined ? original : withMore(original, data, place).version;

  return {
    get current() {
      return current;
    },
    get original() {
      return original;
    },
    replace(next) {
      const before = { fixture, original };
      fixture = next;
      original = versionOf(next, undefined);
      try {
        serve(withOnly(current.seeded, 'seeded data'));
      } catch (error) {
        ({ fixture, original } = before);
        throw error;
      }
    },
    with: (data, place) => withMore(current, data, place),
    withOnly,
    serve,
    serveAnew(version) {
      const emptied = { ...version, apps: appsOf(version.account) };
      if (version === original) original = emptied;
      serve(emptied);
      return emptied;
    },
  };
}
