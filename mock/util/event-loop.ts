import { setImmediate } from 'node:timers'; // imported: a test's fake timers replace only the global

/** Collects work and runs all of it at once, after the last I/O event of this event-loop turn. */
export type PerTick = (work: () => void) => void;

export function perTick(): PerTick {
  let pending: (() => void)[] = [];
  const runAll = () => {
    const due = pending;
    pending = [];
    for (const work of due) work();
  };
  return (work) => {
    if (pending.push(work) === 1) setImmediate(runAll);
  };
}

/** Lets the event loop turn during long work, so that other requests do not wait for its end. */
export interface Pace {
  /** Whether it is time for a turn. */
  isDue(): boolean;
  turn(): Promise<void>;
}

/** @param every milliseconds of work between two turns */
export function pace(every = 5): Pace {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since > every,
    async turn() {
      await new Promise<void>((resolve) => setImmediate(resolve));
      since = performance.now();
    },
  };
}
