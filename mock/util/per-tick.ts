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
