import type { SessionRepository } from '../repository/session-repository';
import { isHidden } from '../rules/caller-writes';
import { Refusal } from '../rules/refusal';
import type { Entry, Session } from '../rules/session';
import { refusedInput } from './input';
import { redactedEntry } from './redact';
import type { ControlRoute } from './route';

/** One session in a list. */
export interface ListedSession {
  readonly id: string;
  readonly version: number;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** The sessions used most recently, newest first. */
export interface SessionList {
  /** How many are stored, listed or not. */
  readonly count: number;
  readonly sessions: readonly ListedSession[];
}

export interface ListOptions {
  /** The most sessions to list, from 1 to 1000. Default 100. */
  readonly limit?: number;
}

/** A session with its namespaces, cookie values redacted. */
export interface StoredSession extends ListedSession {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

export interface SessionControl {
  /** @throws Refusal CONTROL_INPUT_INVALID */
  sessions(options: ListOptions): Promise<SessionList>;
  /** Undefined when it is not stored. */
  session(id: string): Promise<StoredSession | undefined>;
}

export function sessionViews(repository: SessionRepository): SessionControl {
  return {
    async sessions(options) {
      const limit = limitOf(options);
      const count = await repository.count();
      return { count, sessions: (await repository.list(limit)).map(listedSession) };
    },
    async session(id) {
      const session = await repository.get(id);
      return session && storedSession(session);
    },
  };
}

export function sessionRoutes(control: SessionControl): readonly ControlRoute[] {
  return [
    {
      method: 'GET',
      path: '/_mock/sessions',
      query: ['limit'],
      answer({ query }) {
        const limit = query.get('limit');
        if (limit === null) return control.sessions({});
        return control.sessions({ limit: limitOf({ limit: numberIn(limit) }, '?limit') });
      },
    },
    {
      method: 'GET',
      path: '/_mock/sessions/:id',
      answer: ({ params }) => known(params, (id) => control.session(id)),
    },
  ];
}

/** @throws Refusal SESSION_UNKNOWN when the view of a session is undefined */
export async function known<T>(
  { id = '' }: Readonly<Record<string, string>>,
  viewOf: (id: string) => Promise<T | undefined>,
): Promise<T> {
  const view = await viewOf(id);
  if (view !== undefined) return view;
  throw new Refusal({
    status: 404,
    type: 'NotFound',
    code: 'SESSION_UNKNOWN',
    message: `There is no session ${id}: use the id claim of a session token`,
  });
}

const maxListed = 1000;

function limitOf({ limit = 100 }: ListOptions, path = 'limit'): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxListed) return limit;
  throw refusedInput(path, `must be a whole number from 1 to ${maxListed}`);
}

function numberIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function listedSession({ id, version, expiresAt }: Session): ListedSession {
  return { id, version, expiresAt: new Date(expiresAt).toISOString() };
}

function storedSession(session: Session): StoredSession {
  const visible = [...session.namespaces].filter(([name]) => !isHidden(name));
  const namespaces = visible.map(([name, entries]) => [
    name,
    Object.fromEntries(Array.from(entries, ([key, entry]) => [key, redactedEntry(name, entry)])),
  ]);
  return { ...listedSession(session), namespaces: Object.fromEntries(namespaces) };
}
