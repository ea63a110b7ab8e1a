import type { IgnoredWrite } from '../rules/caller-writes';
import type { Conflict } from '../rules/rounds';

/** What was done for one request, for logs. Holds no cookie and no token. */
export interface RequestReport {
  readonly method: string;
  /** Path as received, with any token in it replaced by `{token}`; no query string. */
  readonly path: string;
  readonly operation: string;
  /** 0 where a fault cut the connection before an answer was sent. */
  readonly status: number;
  /** Milliseconds from the first byte of the request being handled to the answer being written. */
  readonly milliseconds: number;
  /** What the caller sent that was not written, and why. */
  readonly ignored: readonly IgnoredWrite[];
  /** Keys that two session apps gave different values in one round. */
  readonly conflicts: readonly Conflict[];
  /** Which session app failed, and how: what the caller is not told. */
  readonly failure?: string;
  /** The fault that the request suffered, as `x-mock-fault` has it. */
  readonly fault?: string;
}
