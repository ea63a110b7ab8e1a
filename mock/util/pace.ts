import { setImmediate } from 'node:timers/promises';

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
      await setImmediate();
      since = performance.now();
    },
  };
}
