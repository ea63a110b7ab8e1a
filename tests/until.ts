import { setTimeout as wait } from 'node:timers/promises';

/** Generous, because a busy machine is slow: what holds sooner ends the wait. */
const longest = 120_000;

/** Waits until something holds. @throws with its description if it does not in two minutes */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const start = performance.now(); !(await holds()); await wait(20)) {
    if (performance.now() - start > longest) throw new Error(`not within ${longest / 1000} s: ${what}`);
  }
}
