import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../util/nearest';
import type { Account } from './account';
import type { AccountFixture, ValidFixture } from './account-fixture';
import { AccountFixtureError } from './account-fixture-error';
import { normalised } from './normalise';
import { shippedFixtures } from './shipped';
import { validateFixture } from './validate-fixture';

/** The account to serve: a shipped fixture by name, a fixture file by path, or a fixture as an object. */
export function loadAccount(source?: string | AccountFixture): Account {
  return normalised(loadFixture(source));
}

/** The same as its fixture writes it. */
export function loadFixture(source: string | AccountFixture = 'acme'): ValidFixture {
  if (typeof source !== 'string') return validOf('(inline)', source);
  return isPath(source) ? validOf(source, readJson(source)) : shippedFixture(source);
}

function isPath(source: string): boolean {
  return /[/\\]|\.json$/.test(source);
}

function shippedFixture(name: string): ValidFixture {
  const fixture = shippedFixtures.get(name);
  if (fixture !== undefined) return fixture;
  const names = [...shippedFixtures.keys()];
  const meant = nearest(name, names);
  const message = `no account of this name is shipped, only ${names.join(', ')}`;
  const aPath = 'a path, which has a slash or ends in .json';
  const mend =
    meant === undefined ? `give a shipped name or ${aPath}` : `did you mean "${meant}"? Or give ${aPath}`;
  throw new AccountFixtureError(name || '""', [{ path: '', message, mend }]);
}

function validOf(file: string, data: unknown): ValidFixture {
  const { fixture, problems } = validateFixture(data);
  if (fixture === undefined) throw new AccountFixtureError(file, problems);
  return fixture;
}

function readJson(file: string): unknown {
  const text = readText(file).replace(/^\uFEFF/, ''); // some Windows editors begin a file with a byte order mark
  try {
    return JSON.parse(text);
  } catch (error) {
    const mend = 'write plain JSON, without comments and trailing commas';
    throw new AccountFixtureError(file, [
      { path: '', message: `is not JSON${placeOf(error as SyntaxError, text)}`, mend },
    ]);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = code === 'ENOENT' ? `does not exist (${resolve(file)})` : `cannot be read (${code})`;
    throw new AccountFixtureError(file, [
      { path: '', message, mend: 'give the path of a fixture file, from the working directory' },
    ]);
  }
}

/** V8 tells an offset, and only for some mistakes; people look for a line and a column. */
function placeOf({ message }: SyntaxError, text: string): string {
  const [whole, position] = / in JSON at position (\d+).*$/.exec(message) ?? [];
  if (whole === undefined) return `: ${message.replace(/\s+/g, ' ')}`;
  const before = text.slice(0, Number(position)).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return ` at line ${before.length}, column ${column}: ${message.slice(0, -whole.length)}`;
}
