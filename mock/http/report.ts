import type { IgnoredWrite } from '../rules/public-namespace';

/** What was done for one request, for logs. Holds no cookie and no token. */
export interface RequestReport {
  readonly method: string;
  /** Path as received, with any token in it replaced by `{token}`; no query string. */
  readonly path: string;
  readonly operation: string;
  readonly status: number;
  /** Milliseconds from the first byte of the request being handled to the answer being written. */
  readonly milliseconds: number;
  /** What the caller sent that was not written, and why. */
  readonly ignored: readonly IgnoredWrite[];
}
