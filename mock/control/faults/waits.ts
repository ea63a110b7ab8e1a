import type { ServerResponse } from 'node:http';
import timers from 'node:timers';
import { inProcess } from '../../wire/in-process';

// Taken when this is loaded: fake timers of a test come later, and must not hold back a request that is under way.
const { setTimeout, clearTimeout } = timers;

/** Requests that are kept waiting. */
export interface Waits {
  /** Ends when so many milliseconds are over, when the client hangs up, or with `endAll`. */
  wait(milliseconds: number, res: ServerResponse): Promise<void>;
  endAll(): void;
}

export function waits(): Waits {
  const ends = new Set<() => void>();
  return {
    wait: (milliseconds, res) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          res.off('close', end);
          ends.delete(end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        // A connection keeps the process alive as long as somebody waits at it; in process there is none.
        if (res.req.socket.remoteAddress !== inProcess) timer.unref();
        res.on('close', end);
        ends.add(end);
        if (res.destroyed) end();
      }),
    endAll() {
      for (const end of [...ends]) end();
    },
  };
}
