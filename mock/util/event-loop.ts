import { setImmediate } from 'node:timers'; // imported: a test's fake timers replace only the global
import { monotonicTime } from './monotonic-time';

export type Maybe<T> = T | Promise<T>;

function isPromise<T>(value: Maybe<T>): value is Promise<T> {
  return typeof (value as Partial<Promise<T>> | null | undefined)?.then === 'function'; // of any realm and any polyfill
}

/** Goes on at once with a value that is there: `await` would cost promises and a turn of the queue of microtasks. */
export function andThen<T, R>(value: Maybe<T>, next: (value: T) => Maybe<R>): Maybe<R> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** Calls `done` or `failed` with what comes of the work: at once if it does not wait. */
export function settled<T>(
  work: () => Maybe<T>,
  done: (value: T) => void,
  failed: (error: unknown) => void,
): void {
  let value: Maybe<T>;
  try {
    value = work();
  } catch (error) {
    failed(error);
    return;
  }
  if (isPromise(value)) void value.then(done, failed);
  else done(value);
}

/** Collects work and runs all of it at once, after the last I/O event of this event-loop turn. */
export function perTick<W>(run: (work: W) => void): (work: W) => void {
  let pending: W[] = [];
  const runAll = () => {
    const due = pending;
    pending = [];
    for (const work of due) run(work);
  };
  return (work) => {
    if (pending.push(work) === 1) setImmediate(runAll);
  };
}

/**
 * Holds values until the last I/O event of this event-loop turn. All who wait then go on step by step: each takes its first
 * step before any takes its second, so that the code and the tables of a step are in the processor's cache for all of them.
 */
export function heldForTick(): <T>(value: T) => Promise<T> {
  const release = perTick<() => void>((resolve) => resolve());
  return (value) => new Promise((resolve) => release(() => resolve(value)));
}

/** Lets the event loop turn during long work, so that other requests do not wait for its end. */
export interface Pace {
  /** Whether it is time for a turn. */
  isDue(): boolean;
  turn(): Promise<void>;
}

/** @param every milliseconds of work between two turns */
export function pace(every = 5): Pace {
  let since = monotonicTime();
  return {
    isDue: () => monotonicTime() - since > every,
    async turn() {
      await new Promise<void>((resolve) => setImmediate(resolve));
      since = monotonicTime();
    },
  };
}
