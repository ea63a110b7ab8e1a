import type { Session } from '../rules/session';

type Maybe<T> = T | Promise<T>;

/** A session, and the version of the one it replaces; undefined if it replaces none. */
export interface Commit {
  readonly session: Session;
  readonly expectedVersion: number | undefined;
}

/** Stores sessions. */
export interface SessionRepository {
  /** The newest state of a session; undefined if it is unknown, evicted or expired. */
  get(id: string): Maybe<Session | undefined>;
  /**
   * Stores the session if the one stored under its id is at `expectedVersion` (undefined: if there is none).
   * @returns false, with nothing changed, if another write was faster
   */
  commit(session: Session, expectedVersion: number | undefined): Maybe<boolean>;
  /** The same for several sessions: all of them or none. */
  commitAll(commits: readonly Commit[]): Maybe<boolean>;
  /** How many sessions are stored, without expired ones. */
  count(): Maybe<number>;
  /** The most recently used sessions, newest first, without expired ones. Listing does not count as use. */
  list(limit: number): Maybe<readonly Session[]>;
  /** Removes all sessions, in constant time. @returns how many there were, including expired ones */
  clear(): Maybe<number>;
  /**
   * Replaces all sessions with these, in constant time.
   * @param sessions by id, the most recently used last; not to be changed afterwards
   * @returns how many there were, including expired ones
   */
  replaceAll(sessions: ReadonlyMap<string, Session>): Maybe<number>;
}
