import type { SessionOperation } from '../../operations/table';

export const faultMethods = ['GET', 'HEAD', 'POST', 'PATCH'] as const;

/** The longest delay of an answer, in milliseconds. */
export const maxDelay = 60_000;

/** What happens to a request: one of these, a delay, or a delay and one of these. */
export interface FaultEffect {
  /** Milliseconds before the request is served, up to 60,000. If the client hangs up meanwhile, it is not served. */
  readonly delay?: number;
  /** The answer is an error with this status, 400 to 599. Nothing is saved. */
  readonly status?: number;
  /** The connection is cut: before anything is done (`request`), or after everything is saved (`answer`). */
  readonly drop?: 'request' | 'answer';
  /** The answer announces its full length; the connection is cut after half of the body. */
  readonly truncate?: true;
  /** Half of the body is sent as if it were complete, so that it does not parse as JSON. */
  readonly malformed?: true;
  /** The answer has no `Set-Cookie` lines, or not that of the named cookie. */
  readonly loseSetCookie?: true | string;
}

/** Which session requests a fault applies to, and how many of them. A request must match everything given. */
export interface FaultScope {
  readonly method?: (typeof faultMethods)[number];
  /** A prefix of the path, a root path included: `"/io/api/sessions"`. */
  readonly path?: string;
  readonly operation?: SessionOperation | (string & {});
  /** How many matching requests, or all until the fault is removed. Default 1. */
  readonly times?: number | 'every';
}

export interface FaultOptions extends FaultScope, FaultEffect {}

/** A fault that was added, in its current state. */
export interface Fault extends FaultOptions {
  readonly id: string;
  readonly times: number | 'every';
  /** How many more requests it will apply to. */
  readonly left: number | 'every';
  /** How many requests it has applied to. */
  readonly used: number;
}

export interface DroppedFaults {
  readonly dropped: { readonly faults: number };
}

/** Makes the session operations fail, to test how a client reacts. */
export interface Faults {
  /**
   * Applies to the next matching request, unless a fault added earlier does.
   * @throws Refusal CONTROL_INPUT_INVALID
   */
  add(fault: FaultOptions): Fault;
  /** In the order in which they were added, used-up ones included. */
  list(): readonly Fault[];
  /** @throws Refusal FAULT_UNKNOWN */
  remove(id: string): DroppedFaults;
  clear(): DroppedFaults;
}
