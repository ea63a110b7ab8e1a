import {
  type Entry,
  isNestedTooDeep,
  type JsonValue,
  maxNesting,
  type Namespace,
  type Namespaces,
  type Session,
} from '../rules/session';
import { unverifiedSessionId } from '../rules/token';
import type { ClockPosition } from './clock';
import { type JsonObject, objectAt, refusedInput, shown } from './input';
import { instantOf } from './instant';

/**
 * All that the emulator keeps, as JSON. It holds credentials: session tokens, and the login cookies in sessions.
 * Older tokens of a session and logins are good where the signing key is the same.
 */
export interface Snapshot {
  readonly version: 1;
  readonly account: string;
  /** ISO 8601. */
  readonly takenAt: string;
  /** How far the clock was moved. */
  readonly clock: ClockPosition;
  /** What was seeded of the account, list by list; absent when nothing was. */
  readonly seeded?: { readonly [list: string]: readonly object[] };
  /** The one used last at the end. */
  readonly sessions: readonly SnapshotSession[];
}

/** Namespaces and keys are lists of pairs, since they have an order that JSON's objects do not keep. */
export interface SnapshotSession {
  readonly id: string;
  readonly version: number;
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly namespaces: readonly (readonly [
    name: string,
    keys: readonly (readonly [key: string, entry: Entry])[],
  ])[];
}

/** What a snapshot brings back. */
export interface Kept {
  /** By their ids, the one used last at the end. Never changed, so that it can be put back as it is. */
  readonly sessions: ReadonlyMap<string, Session>;
  readonly clock: ClockPosition;
}

/** @param seeded what was seeded of the account, undefined for nothing */
export function snapshotOf(
  { sessions, clock }: Kept,
  seeded: Snapshot['seeded'],
  account: string,
  now: number,
): Snapshot {
  return {
    version: 1,
    account,
    takenAt: new Date(now).toISOString(),
    clock,
    ...(seeded !== undefined && { seeded }),
    sessions: Array.from(sessions.values(), ({ id, version, token, expiresAt, namespaces }) => ({
      id,
      version,
      token,
      expiresAt: new Date(expiresAt).toISOString(),
      namespaces: Array.from(namespaces, ([name, keys]) => [name, [...keys]] as const),
    })),
  };
}

/** A snapshot, checked but for what was seeded of the account: that is for the account to judge. */
export interface ReadSnapshot extends Kept {
  readonly seeded: unknown;
}

/** @throws Refusal CONTROL_INPUT_INVALID for what is no snapshot of this account, with the place */
export function readSnapshot(snapshot: unknown, account: string): ReadSnapshot {
  const read = objectAt('$', snapshot, ['version', 'account', 'takenAt', 'clock', 'seeded', 'sessions']);
  if (read['version'] !== 1) throw refusedInput('$.version', `must be 1, not ${shown(read['version'])}`);
  if (read['account'] !== account) {
    throw refusedInput(
      '$.account',
      `must be ${shown(account)}, which is served here, not ${shown(read['account'])}`,
    );
  }
  instantOf(read['takenAt'], '$.takenAt');
  const sessions = new Map<string, Session>();
  for (const [index, one] of listAt('$.sessions', read['sessions']).entries()) {
    const session = sessionAt(`$.sessions[${index}]`, one);
    if (sessions.has(session.id)) throw refusedInput(`$.sessions[${index}].id`, 'stands twice');
    sessions.set(session.id, session);
  }
  return { sessions, clock: positionAt('$.clock', read['clock']), seeded: read['seeded'] };
}

function positionAt(place: string, value: unknown): ClockPosition {
  const { ahead, frozenAt } = objectAt(place, value, ['ahead', 'frozenAt']);
  const position = { ahead: numberAt(`${place}.ahead`, ahead) };
  return frozenAt === undefined
    ? position
    : { ...position, frozenAt: instantOf(numberAt(`${place}.frozenAt`, frozenAt), `${place}.frozenAt`) };
}

function sessionAt(place: string, value: unknown): Session {
  const read = objectAt(place, value, ['id', 'version', 'token', 'expiresAt', 'namespaces']);
  const [id, token] = [textAt(place, read, 'id'), textAt(place, read, 'token')];
  const version = numberAt(`${place}.version`, read['version']);
  if (!Number.isInteger(version) || version < 2)
    throw refusedInput(`${place}.version`, 'must be a whole number from 2');
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) || unverifiedSessionId(token) !== id) {
    throw refusedInput(`${place}.token`, 'must be a session token of this session'); // not quoted: it is a secret
  }
  const expiresAt = instantOf(textAt(place, read, 'expiresAt'), `${place}.expiresAt`);
  return {
    id,
    version,
    token,
    expiresAt,
    namespaces: namespacesAt(`${place}.namespaces`, read['namespaces']),
  };
}

function namespacesAt(place: string, value: unknown): Namespaces {
  return pairsAt(place, value, (keys, at): Namespace => pairsAt(at, keys, entryAt));
}

function pairsAt<T>(
  place: string,
  value: unknown,
  read: (value: unknown, place: string) => T,
): Map<string, T> {
  const pairs = listAt(place, value).map((pair, index): [string, T] => {
    const at = `${place}[${index}]`;
    const [name, inside, ...others] = listAt(at, pair);
    if (typeof name !== 'string' || others.length > 0)
      throw refusedInput(at, 'must be a name and what it holds');
    return [name, read(inside, `${at}[1]`)];
  });
  return new Map(pairs);
}

function entryAt(entry: unknown, place: string): Entry {
  const { value, keepAlive } = objectAt(place, entry, ['value', 'keepAlive']);
  if (value === undefined) throw refusedInput(`${place}.value`, 'is absent');
  if (isNestedTooDeep(value))
    throw refusedInput(`${place}.value`, `is nested over ${maxNesting} levels deep`);
  if (keepAlive !== undefined && keepAlive !== true)
    throw refusedInput(`${place}.keepAlive`, 'must be true or absent');
  return keepAlive === true ? { value: value as JsonValue, keepAlive } : { value: value as JsonValue };
}

function listAt(place: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw refusedInput(place, `must be a list, not ${shown(value)}`);
}

function numberAt(place: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw refusedInput(place, `must be a number, not ${shown(value)}`);
}

function textAt(place: string, object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value === 'string' && value !== '') return value;
  throw refusedInput(`${place}.${name}`, `must be text, not ${shown(value)}`);
}
