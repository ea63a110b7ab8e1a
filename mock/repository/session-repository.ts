import type { Session } from '../rules/session';

type Maybe<T> = T | Promise<T>;

/** A session, and the token of the state that it replaces; undefined if it replaces none. */
export interface Commit {
  readonly session: Session;
  readonly replaces: string | undefined;
}

/** Stores sessions. */
export interface SessionRepository {
  /** The newest state of a session; undefined if it is unknown, evicted or expired. */
  get(id: string): Maybe<Session | undefined>;
  /** The same, which does not count as use. */
  peek(id: string): Maybe<Session | undefined>;
  /** The generation that is current now, for a request that begins. */
  begin(): Maybe<number>;
  /**
   * Which set of sessions is stored, as far as this process knows: `clear` and `replaceAll` begin another one. A write belongs to the generation that
   * was current when it began.
   */
  readonly generation: number;
  /**
   * Stores the session if the stored state is the one that it replaces. States are compared by their tokens, since a
   * version number is used again by a session that is created again under the same id.
   * @returns false, with nothing changed, if another write was faster or the generation has ended
   */
  commit(session: Session, replaces: string | undefined, generation: number): Maybe<boolean>;
  /** The same for several sessions: all of them or none. */
  commitAll(commits: readonly Commit[], generation: number): Maybe<boolean>;
  /** How many sessions are stored, without expired ones. */
  count(): Maybe<number>;
  /** The most recently used sessions, newest first, without expired ones. Listing does not count as use. */
  list(limit: number): Maybe<readonly Session[]>;
  /** All sessions as they are now, the most recently used last, without expired ones. It may be iterated again. */
  all(): AsyncIterable<Session>;
  /** Removes all sessions, in constant time. @returns how many there were, including expired ones */
  clear(): Maybe<number>;
  /** Keeps all sessions, and refuses the writes that have begun. */
  endGeneration(): void;
  /**
   * Replaces all sessions with these, in constant time.
   * @param sessions by id, the most recently used last; not to be changed afterwards
   * @returns how many there were, including expired ones
   */
  replaceAll(sessions: ReadonlyMap<string, Session>): Maybe<number>;
  /** Undefined if the sessions are in the memory of this process. */
  readonly shared?: SharedStore;
}

/** What processes share besides the sessions, where sessions are stored outside of them. */
export interface SharedStore {
  readonly status: StoreStatus;
  /** Connects, unless a request has done so. @throws SessionManagerError STORE_UNREACHABLE */
  open(): Promise<void>;
  /**
   * Stores the clock or the account data of this process for the others, which take them over with their next request:
   * together with the sessions that are written or replaced in the same turn.
   */
  share(part: keyof SharedData): void;
  /** Resolves when the others can see everything that was shared. @throws Refusal STORE_UNAVAILABLE */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SharedData {
  readonly clock: unknown;
  /** Account data; undefined if there are none. */
  readonly seeded: unknown;
}

export interface StoreStatus {
  /** Without the password. */
  readonly url: string;
  readonly connected: boolean;
  /** What other processes do not see. */
  readonly ownToThisProcess: readonly string[];
}
