import type { Session } from '../rules/session';

type Maybe<T> = T | Promise<T>;

/** A session, and the version of the one that it takes the place of; undefined if there is none. */
export interface Commit {
  readonly session: Session;
  readonly expectedVersion: number | undefined;
}

/** Where sessions are kept. */
export interface SessionRepository {
  /** The newest state of a session; undefined if it is unknown, evicted or expired. */
  get(id: string): Maybe<Session | undefined>;
  /**
   * Keeps the session if the one kept under its id is at `expectedVersion` (undefined: if there is none).
   * @returns false, and changes nothing, if another write was faster
   */
  commit(session: Session, expectedVersion: number | undefined): Maybe<boolean>;
  /** The same of several sessions: all of them or none. */
  commitAll(commits: readonly Commit[]): Maybe<boolean>;
  /** Sessions kept at this moment, expired ones not counted. */
  count(): Maybe<number>;
  /** The sessions used last, the newest first, expired ones left out. None counts as used by it. */
  list(limit: number): Maybe<readonly Session[]>;
  /** Forgets them all, however many, at once. @returns how many there were, expired ones among them */
  clear(): Maybe<number>;
  /**
   * Forgets them all and keeps these instead, however many, at once.
   * @param sessions by their ids, the one used last at the end; never changed from now on
   * @returns how many there were, expired ones among them
   */
  replaceAll(sessions: ReadonlyMap<string, Session>): Maybe<number>;
}
