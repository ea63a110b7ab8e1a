import type { IncomingMessage } from 'node:http';
import type { SessionRepository } from '../repository/session-repository';
import type { SessionApp } from '../rules/app';
import type { CookiePairs, IgnoredWrite, QueryPairs } from '../rules/caller-writes';
import type { Conflict, Round } from '../rules/rounds';
import type { SessionRules, World } from '../rules/write-session';
import type { KeyedQueue } from '../util/keyed-queue';
import type { Answer } from '../wire/answer';
import type { CookiesFor } from '../wire/cookies';
import type { Sign, TokenIds } from './tokens';
import type { WriteLog } from './write-log';

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
  /** Undefined if writes are not logged. */
  readonly writeLog: WriteLog | undefined;
  /** Called with what session apps did for a write, whatever came of it. */
  readonly onRounds: (rounds: readonly Round[]) => void;
}

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
  /** All headers, names and values in turn: what of them is a credential is redacted in explanations. */
  readonly rawHeaders?: readonly string[];
  /** The generation of the stored sessions when the request arrived. */
  readonly generation: number;
  /** Whether the client has hung up, so that no one waits for the answer. Absent: it cannot. */
  readonly isAbandoned?: () => boolean;
}

export interface OperationAnswer extends Answer {
  /** What the caller sent that was ignored, and why. */
  readonly ignored?: readonly IgnoredWrite[];
  /** Keys to which two apps gave different values in one round. */
  readonly conflicts?: readonly Conflict[];
  /** What session apps did for it. */
  readonly rounds?: readonly Round[];
  /** The session that was read or written. */
  readonly session?: TouchedSession;
}

export interface TouchedSession {
  readonly id: string;
  readonly version: number;
  /** Undefined if the request created the session. */
  readonly versionBefore: number | undefined;
}

export type Operation = (call: OperationCall, service: Service) => Promise<OperationAnswer>;

/** Node's request, with the body that a framework may have parsed. */
export type Request = IncomingMessage & { body?: unknown };

/** The `items` of a query string: the last one of several, undefined if there is none. */
export function itemsOf(query: QueryPairs): string | undefined {
  return query.findLast(([name]) => name === 'items')?.[1];
}

/** The root path of a request, as the `Path` of its cookies; characters that end an attribute are not taken over. */
export function cookiePath({ rootPath }: OperationCall, { world }: Service): string {
  return world.assumptions.cookiePath === 'binding' && /^[\w/.~%-]+$/.test(rootPath) ? rootPath : '/';
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
