import type { IncomingMessage } from 'node:http';
import type { SessionRepository } from '../repository/session-repository';
import type { SessionApp } from '../rules/app';
import type { CookiePairs, IgnoredWrite, QueryPairs } from '../rules/caller-writes';
import type { Conflict } from '../rules/rounds';
import type { SessionRules, World } from '../rules/write-session';
import type { KeyedQueue } from '../util/keyed-queue';
import type { Answer } from '../wire/answer';
import type { CookieWriter } from '../wire/cookies';
import type { ClaimedIds } from './claimed-ids';
import type { Signing } from './signing';
import type { ExplainLog } from './write-log';

/** What the operations work with: the rules, the place where sessions are kept, the cookies to set. */
export interface Service {
  readonly world: World;
  readonly rules: SessionRules;
  /** The account's built-in session apps, for a world that differs in these. */
  readonly builtInApps: (world: Pick<World, 'assumptions' | 'clock'>) => readonly SessionApp[];
  readonly repository: SessionRepository;
  readonly turns: KeyedQueue;
  readonly claimedIds: ClaimedIds;
  readonly signing: Signing;
  readonly cookies: CookieWriter;
  readonly strict: boolean;
  /** Keeps what each write did, for whoever asks; undefined when nobody may. */
  readonly explain: ExplainLog | undefined;
}

/** One request to a session operation, read into values. */
export interface OperationCall {
  readonly query: QueryPairs;
  readonly cookies: CookiePairs;
  /** Undefined when there was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The token in the path, where the operation has one. */
  readonly pathToken: string | undefined;
}

export interface OperationAnswer extends Answer {
  /** What the caller sent that was not written, and why. */
  readonly ignored?: readonly IgnoredWrite[];
  /** Keys that two apps gave different values in one round. */
  readonly conflicts?: readonly Conflict[];
  /** The session that was read or written. */
  readonly session?: TouchedSession;
}

export interface TouchedSession {
  readonly id: string;
  readonly version: number;
  /** The version before; undefined where it was created. */
  readonly versionBefore: number | undefined;
}

export type Operation = (call: OperationCall, service: Service) => Promise<OperationAnswer>;

/** node's request, with what frameworks may have put there. */
export type Request = IncomingMessage & { body?: unknown };

/** The `items` of a query string; the last one of several, undefined for none. */
export function itemsOf(query: QueryPairs): string | undefined {
  return query.findLast(([name]) => name === 'items')?.[1];
}
