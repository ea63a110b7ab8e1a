import type { SessionOperation } from '../../operations/operation-ids';

export const faultMethods = ['GET', 'HEAD', 'POST', 'PATCH'] as const;

/** Milliseconds that an answer may be kept back at most. */
export const maxDelay = 60_000;

/** What becomes of a request: one of these, a delay, or a delay and one of these. */
export interface FaultEffect {
  /** Milliseconds before the request is served, up to 60,000. A client that hangs up meanwhile is not served. */
  readonly delay?: number;
  /** The answer is an error of this status, 400 to 599. Nothing is saved. */
  readonly status?: number;
  /** The connection is cut: before anything is done, or in place of the answer when all is done and saved. */
  readonly drop?: 'request' | 'answer';
  /** The answer announces its whole length, and the connection is cut after half of its body. */
  readonly truncate?: true;
  /** Half of the body is sent as if it were all, so that it does not parse as JSON. */
  readonly malformed?: true;
  /** The answer comes without its `Set-Cookie` lines, or without that of one cookie. */
  readonly loseSetCookie?: true | string;
}

/** Which requests to the session operations, and how many of them. All must hold of what is given. */
export interface FaultScope {
  readonly method?: (typeof faultMethods)[number];
  /** What the path begins with, a root path included: `"/io/api/sessions"`. */
  readonly path?: string;
  readonly operation?: SessionOperation;
  /** The next so many of them, or all until the fault is taken away. Default 1. */
  readonly times?: number | 'every';
}

export interface FaultOptions extends FaultScope, FaultEffect {}

/** A fault that was added, as it is now. */
export interface Fault extends FaultOptions {
  readonly id: string;
  readonly times: number | 'every';
  /** How many requests it will still be for. */
  readonly left: number | 'every';
  /** How many requests it was for. */
  readonly used: number;
}

export interface DroppedFaults {
  readonly dropped: { readonly faults: number };
}

/** Makes the session operations fail, for tests of what a client does then. */
export interface Faults {
  /** It is for the next matching request, if no other that was added before is. @throws Refusal CONTROL_INPUT_INVALID */
  add(fault: FaultOptions): Fault;
  /** In the order in which they were added; those used up among them. */
  list(): readonly Fault[];
  /** @throws Refusal FAULT_UNKNOWN */
  remove(id: string): DroppedFaults;
  clear(): DroppedFaults;
}
