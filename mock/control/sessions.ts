import { isHidden } from '../rules/caller-writes';
import type { Entry, Session } from '../rules/session';
import { refusedInput } from './input';
import { redactedEntry } from './redacted';

/** One session in a list. */
export interface ListedSession {
  readonly id: string;
  readonly version: number;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** The sessions used last, the newest first. */
export interface SessionList {
  /** How many are kept, listed or not. */
  readonly count: number;
  readonly sessions: readonly ListedSession[];
}

export interface ListOptions {
  /** Sessions listed at most, from 1 to 1000. Default 100. */
  readonly limit?: number;
}

/** A session with what it holds, the values of its cookies left out. */
export interface KeptSession extends ListedSession {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

const maxListed = 1000;

/** @throws Refusal CONTROL_INPUT_INVALID */
export function limitOf({ limit = 100 }: ListOptions, place = 'limit'): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxListed) return limit;
  throw refusedInput(place, `must be a whole number from 1 to ${maxListed}`);
}

export function listedSession({ id, version, expiresAt }: Session): ListedSession {
  return { id, version, expiresAt: new Date(expiresAt).toISOString() };
}

export function keptSession(session: Session): KeptSession {
  const shown = [...session.namespaces].filter(([name]) => !isHidden(name));
  const namespaces = shown.map(([name, entries]) => [
    name,
    Object.fromEntries(Array.from(entries, ([key, entry]) => [key, redactedEntry(name, entry)])),
  ]);
  return { ...listedSession(session), namespaces: Object.fromEntries(namespaces) };
}
