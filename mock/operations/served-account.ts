import type { Account } from '../accounts/account';
import { accountOf, type ValidFixture } from '../accounts/account-fixture';
import { type AccountData, mergedData, type SeededEntry, seededFixture } from '../accounts/seed-data';
import type { SessionApp } from '../rules/app';
import { badRequest } from '../rules/refusal';

/** An account as it is served at one moment. Never changed: another one takes its place. */
export interface AccountVersion {
  readonly account: Account;
  /** What was seeded since the start, in one; undefined when nothing was. */
  readonly seeded: AccountData | undefined;
  /** The session apps that know it. */
  readonly apps: readonly SessionApp[];
}

/** The account being served: as its fixture says, with what was seeded. Nobody else remembers a version for long. */
export interface ServedAccount {
  readonly current: AccountVersion;
  /** As its fixture says. */
  readonly original: AccountVersion;
  /**
   * What it would be with more data in it, and what that did to each entry.
   * @param place where the data stands, for messages
   * @throws Refusal CONTROL_INPUT_INVALID that names all that is wrong, a line each
   */
  with(
    data: unknown,
    place: string,
  ): { readonly version: AccountVersion; readonly entries: readonly SeededEntry[] };
  /** What it would be with this data alone, as a snapshot holds it. @throws Refusal CONTROL_INPUT_INVALID */
  withOnly(data: unknown, place: string): AccountVersion;
  serve(version: AccountVersion): void;
}

export interface ServedAccountWorld {
  readonly fixture: ValidFixture;
  /** Made anew for each version. */
  readonly appsOf: (account: Account) => readonly SessionApp[];
}

export function servedAccount(
  { fixture, appsOf }: ServedAccountWorld,
  onServed: (apps: readonly SessionApp[]) => void,
): ServedAccount {
  const versionOf = (written: ValidFixture, seeded: AccountData | undefined): AccountVersion => {
    const account = accountOf(written);
    return { account, seeded, apps: appsOf(account) };
  };
  const original = versionOf(fixture, undefined);
  let current = original;
  /** The fixture with what was seeded, of which entries are told that nothing changed. */
  const writtenOf = ({ seeded }: AccountVersion): ValidFixture =>
    seeded === undefined ? fixture : { ...fixture, ...mergedData({ ...fixture }, seeded) };

  const withMore = (before: AccountVersion, data: unknown, place: string) => {
    const result = seededFixture(writtenOf(before), data);
    if (result.fixture === undefined) {
      const lines = result.problems.map(
        ({ path, message, hint }) => `${path === '' ? place : `${place}.${path}`} ${message}: ${hint}`,
      );
      throw badRequest('CONTROL_INPUT_INVALID', lines.join('\n'));
    }
    const { entries } = result;
    if (entries.every(({ outcome }) => outcome === 'unchanged')) return { version: before, entries };
    const seeded = { ...before.seeded, ...mergedData({ ...before.seeded }, data as AccountData) };
    return { version: versionOf(result.fixture, seeded), entries };
  };

  return {
    get current() {
      return current;
    },
    original,
    with: (data, place) => withMore(current, data, place),
    withOnly: (data, place) => (data === undefined ? original : withMore(original, data, place).version),
    serve(version) {
      if (version === current) return;
      current = version;
      onServed(version.apps);
    },
  };
}
