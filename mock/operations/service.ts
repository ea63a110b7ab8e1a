import type { IncomingMessage } from 'node:http';
import type { SessionRepository } from '../repository/session-repository';
import type { SessionApp } from '../rules/app';
import type { CookiePairs, QueryPairs } from '../rules/caller-writes';
import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules, World } from '../rules/write-session';
import type { Maybe } from '../util/event-loop';
import type { KeyedQueue } from '../util/keyed-queue';
import type { Answer } from '../wire/answer';
import type { CookiesFor } from '../wire/cookies';

/** What the operations work with. */
export interface Service {
  readonly world: World;
  readonly rules: SessionRules;
  /** The account's built-in session apps, for a world that differs in these. */
  readonly builtInApps: (world: Pick<World, 'assumptions' | 'clock'>) => readonly SessionApp[];
  readonly repository: SessionRepository;
  /** One write to a session at a time, and one seed. */
  readonly queue: KeyedQueue;
  /** How long a write waits for its turn, in milliseconds. */
  readonly longestWait: number;
  readonly tokenIds: TokenIds;
  readonly sign: Sign;
  readonly cookies: CookiesFor;
  readonly strict: boolean;
  /** Called with a write that has no record of a request: of a persona or a seed. */
  readonly onWrite: (operation: string, touched: TouchedSession) => void;
}

/** The session id that a token claims. It is not trusted before the token is verified. */
export interface TokenIds {
  of(token: string): string | undefined;
  /** For a token that was just signed: it comes back with the visitor's next request. */
  remember(token: string, id: string): void;
  clear(): void;
}

/** Signs a draft, and remembers the token. @throws what the rules throw */
export type Sign = (draft: SessionDraft, rules: SessionRules) => Promise<Session>;

/** One request to a session operation, read into values. */
export interface OperationCall {
  readonly query: QueryPairs;
  readonly cookies: CookiePairs;
  /** Undefined if there was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The token in the path, where the operation has one. */
  readonly pathToken: string | undefined;
  /** What precedes the path: `/`, or a root path such as `/pt`. */
  readonly rootPath: string;
  /** Whether the client speaks https. Absent: plain http. */
  readonly isHttps?: boolean;
  /** The generation of the stored sessions when the request arrived. */
  readonly generation: number;
  /** The client's connection, `destroyed` once it has hung up, so that no one waits for the answer. Absent: it cannot. */
  readonly client?: { readonly destroyed: boolean };
}

export interface OperationAnswer extends Answer {
  readonly touched?: TouchedSession;
}

/** The session that a request read or wrote. */
export interface TouchedSession {
  readonly session: Session;
  /** Undefined if the request created the session. */
  readonly before: Session | undefined;
  /** What a write made of it. Undefined if it was read. */
  readonly draft?: SessionDraft;
  /** The generation of the stored sessions. */
  readonly generation: number;
}

export type Operation = (call: OperationCall, service: Service) => Maybe<OperationAnswer>;

/** Node's request, with the body that a framework may have parsed. */
export type Request = IncomingMessage & { body?: unknown };

/** The `items` of a query string: the last one of several, undefined if there is none. */
export function itemsOf(query: QueryPairs): string | undefined {
  return query.findLast(([name]) => name === 'items')?.[1];
}

/** The root path of a request, as the `Path` of its cookies; characters that end an attribute are not taken over. */
export function cookiePath({ rootPath }: OperationCall, { world }: Service): string {
  if (rootPath === '/' || world.assumptions.cookiePath !== 'binding') return '/';
  return /^[\w/.~%-]+$/.test(rootPath) ? rootPath : '/';
}

/** The `Set-Cookie` lines of an answer that hands out both tokens. */
export function bothCookies(
  sessionToken: string,
  segmentToken: string,
  call: OperationCall,
  service: Service,
): readonly string[] {
  const path = cookiePath(call, service);
  const cookies = service.cookies(call.isHttps);
  return [cookies.session(sessionToken, path), cookies.segment(segmentToken, path)];
}

/** The same for a segment alone. */
export function segmentCookie(token: string, call: OperationCall, service: Service): readonly string[] {
  return [service.cookies(call.isHttps).segment(token, cookiePath(call, service))];
}
