import { setImmediate } from 'node:timers'; // by import: fake timers of a test replace the global only

/** Runs what one turn of the event loop brings in one go, behind the last request of that turn. */
export type PerTick = (work: () => void) => void;

export function perTick(): PerTick {
  let works: (() => void)[] = [];
  const runAll = () => {
    const due = works;
    works = [];
    for (const work of due) work();
  };
  return (work) => {
    if (works.push(work) === 1) setImmediate(runAll);
  };
}
