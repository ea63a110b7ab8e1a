import type { Service } from '../operations/service';
import { isHidden } from '../rules/caller-writes';
import { Refusal } from '../rules/refusal';
import type { Segment } from '../rules/segment';
import { type Entry, entryAt, type JsonValue, type Session } from '../rules/session';
import type { WriteLog } from './explanation/write-log';
import { refusedInput } from './input';
import { type SessionRedactor, secretsOfWrites, sessionRedactor } from './redact';
import type { ControlRoute } from './route';

/** One session in a list. */
export interface ListedSession {
  readonly id: string;
  readonly version: number;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Of the shopper who is logged in, or was recognised; absent for an anonymous visitor. */
  readonly email?: JsonValue;
  /** The trade policy. */
  readonly channel?: JsonValue;
  /** Bytes of each cookie with its attributes. Browsers accept 4096. */
  readonly bytes: CookieBytes;
}

export interface CookieBytes {
  readonly vtex_session: number;
  readonly vtex_segment: number;
}

/** The sessions used most recently, newest first. */
export interface SessionList {
  /** How many are stored, listed or not. */
  readonly count: number;
  readonly sessions: readonly ListedSession[];
}

export interface ListOptions {
  /** The most sessions to list, from 1 to 10000. Default 100. */
  readonly limit?: number;
}

/** A session with its namespaces, cookie values redacted. */
export interface StoredSession extends ListedSession {
  readonly segment: Segment;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

export interface SessionControl {
  /** @throws Refusal CONTROL_INPUT_INVALID */
  sessions(options?: ListOptions): Promise<SessionList>;
  /** Undefined when it is not stored. */
  session(id: string): Promise<StoredSession | undefined>;
}

/** @param secrets credentials of the emulator itself */
export function sessionViews(
  service: Service,
  writeLog: WriteLog | undefined,
  secrets: () => readonly string[],
): SessionControl {
  const { repository } = service;
  return {
    async sessions(options = {}) {
      const limit = limitOf(options);
      const count = await repository.count();
      return { count, sessions: (await repository.list(limit)).map((one) => listedSession(one, service)) };
    },
    async session(id) {
      const session = await repository.peek(id);
      if (session === undefined) return undefined;
      const ofItsWrites = secretsOfWrites(writeLog?.of(session.id));
      return storedSession(session, service, sessionRedactor([...ofItsWrites, ...secrets()]));
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
        if (limit === null) return control.sessions();
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
  throw new Refusal('SESSION_UNKNOWN', `There is no session ${id}: use the id claim of a session token`);
}

const maxListed = 10_000;

function limitOf({ limit = 100 }: ListOptions, path = 'limit'): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxListed) return limit;
  throw refusedInput(path, `must be a whole number from 1 to ${maxListed}`);
}

function numberIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function listedSession(
  { id, version, expiresAt, namespaces, token }: Session,
  service: Service,
): ListedSession {
  const { rules } = service;
  const cookies = service.cookies(true);
  const email = entryAt(namespaces, { namespace: 'profile', key: 'email' })?.value;
  const channel = entryAt(namespaces, { namespace: 'store', key: 'channel' })?.value;
  return {
    id,
    version,
    expiresAt: new Date(expiresAt).toISOString(),
    ...(email !== undefined && email !== '' && { email }),
    ...(channel !== undefined && { channel }),
    bytes: {
      vtex_session: Buffer.byteLength(cookies.session(token)),
      vtex_segment: Buffer.byteLength(cookies.segment(rules.segmentOf(namespaces).token)),
    },
  };
}

function storedSession(session: Session, service: Service, redactor: SessionRedactor): StoredSession {
  const visible = [...session.namespaces].filter(([name]) => !isHidden(name));
  const namespaces = visible.map(([name, entries]) => [
    redactor.text(name),
    Object.fromEntries(
      Array.from(entries, ([key, entry]) => [
        redactor.text(key),
        { ...entry, value: redactor.value({ namespace: name, key }, entry.value) },
      ]),
    ),
  ]);
  return {
    ...listedSession(session, service),
    segment: redactor.json(service.rules.segmentOf(session.namespaces).segment) as Segment,
    namespaces: Object.fromEntries(namespaces),
  };
}
