import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import acme from '../../fixtures/accounts/acme.json';
import b2b from '../../fixtures/accounts/b2b.json';
import b2cBrazil from '../../fixtures/accounts/b2c-brazil.json';
import multiCurrency from '../../fixtures/accounts/multi-currency.json';
import { parseJson, syntaxErrorText, withoutComments } from '../util/json';
import { nearest } from '../util/messages';
import { type FileContent, readText, type WatchedFile, watchFile } from '../util/watched-file';
import {
  type Account,
  type AccountFixture,
  AccountFixtureError,
  accountOf,
  problemText,
  type ValidFixture,
} from './account-fixture';

const shipped = {
  acme: valid(acme),
  'b2c-brazil': valid(b2cBrazil),
  'multi-currency': valid(multiCurrency),
  b2b: valid(b2b),
};

/** The personas of the shipped accounts, whose literals TypeScript does not read from JSON. */
export type ShippedPersona =
  | ('anonymous' | 'shopper' | 'shopper-in-region' | 'two-campaigns')
  | ('b2b-representative' | 'b2b-representative-empty-profile' | 'b2b-300-price-tables')
  | 'call-center-impersonating';

/** The id of a persona. Editors complete those of the shipped accounts. */
export type PersonaId = ShippedPersona | (string & Record<never, never>);

/** A shipped account fixture's name, which editors complete, or the path of a fixture file. */
export type AccountName = keyof typeof shipped | (string & Record<never, never>);

/**
 * The account fixtures of the package, by name. They are modules, so a start reads no files, and shipped.test.ts
 * validates them, so a start does not.
 */
export const shippedFixtures: ReadonlyMap<string, ValidFixture> = new Map(Object.entries(shipped));

function valid(fixture: AccountFixture): ValidFixture {
  return fixture as unknown as ValidFixture;
}

/** The account to serve: a shipped fixture by name, a fixture file by path, or a fixture as an object. */
export function loadAccount(source?: string | AccountFixture): Account {
  return accountOf(loadFixture(source));
}

/** The same, as the fixture describes it. */
export function loadFixture(source: string | AccountFixture = 'acme'): ValidFixture {
  if (typeof source !== 'string') return validOf('(inline)', source);
  return isFixturePath(source) ? fixtureIn(source, readText(source)) : shippedFixture(source);
}

/** Whether a text is the path of a fixture file; otherwise it is the name of a shipped fixture. */
export function isFixturePath(source: string): boolean {
  return /[/\\]|\.jsonc?$/.test(source);
}

function shippedFixture(name: string): ValidFixture {
  const fixture = shippedFixtures.get(name);
  if (fixture !== undefined) return fixture;
  const names = [...shippedFixtures.keys()];
  const similar = nearest(name, names);
  const message = `is not the name of a shipped account (${names.join(', ')})`;
  const path = 'a path, which contains a slash or ends in .json';
  const hint =
    similar === undefined ? `give a shipped name or ${path}` : `did you mean "${similar}"? Or give ${path}`;
  throw new AccountFixtureError(name || '""', [{ path: '', message, hint }]);
}

function validOf(file: string, data: unknown): ValidFixture {
  // Late, since its validator is as large as the rest of a start.
  const { validateFixture } = require('./validate') as typeof import('./validate');
  const { fixture, problems } = validateFixture(data);
  if (fixture === undefined) throw new AccountFixtureError(file, problems);
  return fixture;
}

/** @throws AccountFixtureError */
function fixtureIn(file: string, { text, problem }: FileContent): ValidFixture {
  if (problem !== undefined) {
    const path = resolve(file);
    const message = problem === 'does not exist' && path !== file ? `${problem} (${path})` : problem;
    const hint = 'give the path of a fixture file, relative to the working directory';
    throw new AccountFixtureError(file, [{ path: '', message, hint }]);
  }
  return validOf(file, jsonIn(file, withoutComments(text)));
}

function jsonIn(file: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const message = `is not JSON${syntaxErrorText(error as SyntaxError, text)}`;
    const hint = 'write JSON; comments are allowed, trailing commas are not';
    throw new AccountFixtureError(file, [{ path: '', message, hint }]);
  }
}

/**
 * Reads the fixture file of an account again whenever it changes.
 * @param fixture what the file held at the start
 * @param serve gets each other valid content. What it throws is a problem of the file too
 */
export function accountFile(
  path: string,
  fixture: ValidFixture,
  serve: (fixture: ValidFixture) => void,
  onNotice: (message: string) => void,
): WatchedFile {
  let served = fixture;
  let isBroken = false;
  return watchFile(path, (content) => {
    try {
      const now = fixtureIn(path, content);
      if (isDeepStrictEqual(now, served) && !isBroken) return;
      serve(now);
      served = now;
      isBroken = false;
      onNotice(`${path} was re-read`);
    } catch (error) {
      isBroken = true;
      const isInvalid = error instanceof AccountFixtureError;
      const problems = isInvalid ? error.problems.map(problemText) : [(error as Error).message];
      onNotice(`${path} is invalid, its last valid content stays active: ${problems.join('; ')}`);
    }
  });
}
