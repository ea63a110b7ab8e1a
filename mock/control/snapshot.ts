import { Refusal } from '../rules/refusal';
import { type Entry, maxNesting, type Namespace, type Session } from '../rules/session';
import { unverifiedSessionId } from '../rules/token';
import { pace } from '../util/event-loop';
import { PartsError, readParts } from '../util/json-parts';
import type { ClockPosition } from './clock';
import { listAt, objectAt, quoted, refusedInput, textAt, valueAt, wrongInput } from './input';
import { instantOf } from './instant';

/**
 * Everything that the emulator stores, as JSON. It holds credentials: session tokens, and the login cookies in
 * sessions. Older tokens of a session, and logins, are valid only with the same signing key.
 */
export interface Snapshot {
  readonly version: 1;
  readonly account: string;
  /** ISO 8601. */
  readonly takenAt: string;
  /** How far the clock has been moved. */
  readonly clock: ClockPosition;
  /** Account data that was seeded, list by list; absent when there is none. */
  readonly seeded?: { readonly [list: string]: readonly object[] };
  /** OpenAPI documents that were added; absent when there is none. */
  readonly sources?: readonly object[];
  /** The most recently used one last. */
  readonly sessions: readonly SnapshotSession[];
}

/** Namespaces and keys are lists of pairs: their order matters, and JSON objects do not keep it. */
export interface SnapshotSession {
  readonly id: string;
  readonly version: number;
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly namespaces: readonly (readonly [string, readonly (readonly [string, Entry])[]])[];
}

/** What a snapshot restores. */
export interface Stored {
  /** By id, the most recently used one last. Never changed, so that it can be restored as it is. */
  readonly sessions: ReadonlyMap<string, Session>;
  readonly clock: ClockPosition;
}

/** A checked snapshot, except for the seeded account data and the documents, which their own rooms check. */
export interface ReadSnapshot extends Stored {
  readonly seeded: unknown;
  readonly sources: readonly unknown[];
}

export const snapshotLimits = { levels: maxNesting + 10, characters: 16 * 1_048_576 };

/**
 * @param snapshot as an object, or as JSON text in parts
 * @param maxSessions beyond it, the least recently used ones are left out
 * @throws Refusal CONTROL_INPUT_INVALID with the JSON path, unless it is a snapshot of this account; BODY_NOT_JSON,
 * BODY_TOO_DEEP, SNAPSHOT_TOO_LARGE
 */
export async function readSnapshot(
  snapshot: unknown,
  account: string,
  maxSessions: number,
): Promise<ReadSnapshot> {
  const sessions = new Map<string, Session>();
  const byAge = sessions.keys();
  const sources: unknown[] = [];
  const sessionAt = sessionReader();
  const take = (list: string, element: unknown, index: number) => {
    if (list === 'sources') return void sources.push(element);
    const session = sessionAt(`$.sessions[${index}]`, element);
    if (sessions.has(session.id))
      throw refusedInput(`$.sessions[${index}].id`, 'is repeated: ids must be unique');
    sessions.set(session.id, session);
    if (sessions.size > maxSessions) sessions.delete(byAge.next().value as string);
  };
  const isText = Symbol.asyncIterator in Object(snapshot);
  const given = isText
    ? await readParts(snapshot as SnapshotChunks, ['sources', 'sessions'], snapshotLimits, take).catch(refuse)
    : snapshot;
  const read = objectAt('$', given, [
    'version',
    'account',
    'takenAt',
    'clock',
    'seeded',
    'sources',
    'sessions',
  ]);
  if (read['version'] !== 1) throw wrongInput('$.version', '1', read['version']);
  if (read['account'] !== account)
    throw wrongInput('$.account', `${quoted(account)}, the account served here`, read['account']);
  instantOf(read['takenAt'], '$.takenAt');
  const work = pace();
  for (const list of ['sources', 'sessions'] as const) {
    if (list === 'sources' && read[list] === undefined) continue;
    for (const [index, element] of listAt(`$.${list}`, read[list]).entries()) {
      take(list, element, index);
      if (work.isDue()) await work.turn();
    }
  }
  return { sessions, clock: positionAt('$.clock', read['clock']), seeded: read['seeded'], sources };
}

/** JSON text in parts. */
export type SnapshotChunks = AsyncIterable<Uint8Array | string>;

function refuse(error: unknown): never {
  if (!(error instanceof PartsError)) throw error;
  const { problem, path } = error;
  if (problem === 'not JSON') throw new Refusal('BODY_NOT_JSON', `${path} is not valid JSON in UTF-8`);
  if (problem === 'changed number')
    throw new Refusal(
      'BODY_NOT_JSON',
      `${path} holds a number that a double cannot hold: write it as a string`,
    );
  if (problem === 'too large') throw tooLarge(path);
  throw new Refusal(
    'BODY_TOO_DEEP',
    `The body is nested over ${snapshotLimits.levels} levels deep: send flatter values`,
  );
}

export function tooLarge(path: string): Refusal {
  return new Refusal(
    'SNAPSHOT_TOO_LARGE',
    `${path} is over ${snapshotLimits.characters} characters of JSON: make it smaller`,
  );
}

function positionAt(path: string, value: unknown): ClockPosition {
  const { ahead, frozenAt } = objectAt(path, value, ['ahead', 'frozenAt']);
  const position = { ahead: numberAt(`${path}.ahead`, ahead) };
  return frozenAt === undefined
    ? position
    : { ...position, frozenAt: instantOf(numberAt(`${path}.frozenAt`, frozenAt), `${path}.frozenAt`) };
}

/** Sessions have most of their content in common, so that equal namespaces are stored once. */
function sessionReader(): (path: string, value: unknown) => Session {
  const known = new Map<string, Namespace>();
  const namespaceAt = (keys: unknown, path: string): Namespace => {
    const text = JSON.stringify(keys) ?? '';
    const shared = known.get(text);
    if (shared !== undefined) return shared;
    const namespace = pairsAt(path, keys, entryAt);
    if (known.size < 10_000 && text.length < 1000) known.set(text, namespace);
    return namespace;
  };
  return (path, value) => sessionAt(path, value, namespaceAt);
}

function sessionAt(
  path: string,
  value: unknown,
  namespaceAt: (keys: unknown, path: string) => Namespace,
): Session {
  const read = objectAt(path, value, ['id', 'version', 'token', 'expiresAt', 'namespaces']);
  const [id, token] = [textAt(`${path}.id`, read['id']), textAt(`${path}.token`, read['token'])];
  const version = numberAt(`${path}.version`, read['version']);
  if (!Number.isInteger(version) || version < 2)
    throw refusedInput(`${path}.version`, 'must be a whole number from 2');
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) || unverifiedSessionId(token) !== id) {
    throw refusedInput(`${path}.token`, 'must be a session token of this session'); // not quoted, since it is a secret
  }
  const expiresAt = expiryAt(`${path}.expiresAt`, textAt(`${path}.expiresAt`, read['expiresAt']));
  const namespaces = pairsAt(`${path}.namespaces`, read['namespaces'], namespaceAt);
  return { id, version, token, expiresAt, namespaces };
}

/** As a snapshot writes it: a session of the last days of 9999 ends in the year +010000. */
function expiryAt(path: string, text: string): number {
  const time = Date.parse(text);
  if (!Number.isNaN(time) && new Date(time).toISOString() === text) return time;
  return instantOf(text, path);
}

function pairsAt<T>(path: string, value: unknown, read: (value: unknown, path: string) => T): Map<string, T> {
  const pairs = listAt(path, value).map((pair, index): [string, T] => {
    const at = `${path}[${index}]`;
    const [name, inside, ...others] = listAt(at, pair);
    if (typeof name !== 'string' || others.length > 0)
      throw refusedInput(at, 'must be a pair of a name and its content');
    return [name, read(inside, `${at}[1]`)];
  });
  return new Map(pairs);
}

function entryAt(entry: unknown, path: string): Entry {
  const read = objectAt(path, entry, ['value', 'keepAlive']);
  const value = valueAt(path, read);
  const { keepAlive } = read;
  if (keepAlive !== undefined && keepAlive !== true)
    throw refusedInput(`${path}.keepAlive`, 'must be true or absent');
  return keepAlive === true ? { value, keepAlive } : { value };
}

function numberAt(path: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrongInput(path, 'a number', value);
}
