import type { Session } from '../rules/session';

type Maybe<T> = T | Promise<T>;

/** Where sessions are kept. */
export interface SessionRepository {
  /** The newest state of a session; undefined if it is unknown, evicted or expired. */
  get(id: string): Maybe<Session | undefined>;
  /**
   * Keeps the session if the one kept under its id is at `expectedVersion` (undefined: if there is none).
   * @returns false, and changes nothing, if another write was faster
   */
  commit(session: Session, expectedVersion: number | undefined): Maybe<boolean>;
  /** Sessions kept at this moment, expired ones not counted. */
  count(): Maybe<number>;
  /** Forgets them all, however many, at once. @returns how many there were, expired ones among them */
  clear(): Maybe<number>;
}
