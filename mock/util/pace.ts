import { setImmediate } from 'node:timers/promises';

/** Lets the event loop turn in the midst of long work, so that nobody waits for its end. */
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
      await setImmediate();
      since = performance.now();
    },
  };
}
