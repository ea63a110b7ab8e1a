import { clearTimeout, setTimeout } from 'node:timers'; // by import: fake timers of a test replace the global only
import { Refusal } from '../../rules/refusal';
import { refusedInput, shown } from '../input';
import type { JournalEntry } from './entry';
import type { Matcher } from './filter';

/** Who waits for an entry that has not come yet. */
export interface Waiting {
  waitFor(matcher: Matcher, patience: Patience): Promise<JournalEntry>;
  /** Nobody waits any longer. */
  hangUp(): void;
}

export interface Patience {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

export interface Awaited {
  /** The first that is there. */
  first(matcher: Matcher): JournalEntry | undefined;
  /** Called with the number of each that comes. */
  watch(watcher: (seq: number) => void): () => void;
  entry(seq: number): JournalEntry | undefined;
  arrived(since: number): readonly JournalEntry[];
}

export const maxWaiting = 100;
const maxTimeout = 60_000;

export function waiting({ first, watch, entry, arrived }: Awaited): Waiting {
  /** What ends each one's waiting with a refusal. */
  const enders = new Set<(reason: unknown) => void>();
  return {
    async waitFor(matcher, { timeout, signal }) {
      signal?.throwIfAborted();
      const there = first(matcher);
      if (there !== undefined) return there;
      if (enders.size >= maxWaiting) throw busy(`${maxWaiting} already wait for an entry`);
      return new Promise((resolve, reject) => {
        const end = (finish: () => void) => {
          enders.delete(fail);
          unwatch();
          clearTimeout(timer);
          signal?.removeEventListener('abort', aborted);
          finish();
        };
        const fail = (reason: unknown) => end(() => reject(reason));
        const aborted = () => fail(signal?.reason);
        const unwatch = watch((seq) => {
          const came = seq > (matcher.since ?? 0) ? entry(seq) : undefined;
          if (came !== undefined && matcher.matches(came)) end(() => resolve(came));
        });
        const late = () => fail(tooLate(timeout, arrived(matcher.since ?? 0)));
        const timer = setTimeout(late, timeout).unref();
        signal?.addEventListener('abort', aborted);
        enders.add(fail);
      });
    },
    hangUp() {
      for (const fail of enders) fail(closed());
    },
  };
}

/** @throws Refusal CONTROL_INPUT_INVALID */
export function timeoutOf(timeout: number | undefined, place: string): number {
  if (timeout === undefined) return 5000;
  if (Number.isInteger(timeout) && timeout >= 1 && timeout <= maxTimeout) return timeout;
  throw refusedInput(place, `must be a whole number from 1 to ${maxTimeout}, not ${shown(timeout)}`);
}

function tooLate(timeout: number, arrived: readonly JournalEntry[]): Refusal {
  const shownOnes = arrived
    .slice(-10)
    .map(({ seq, method, path, status }) => `${seq} ${method} ${path} ${status}`);
  const others =
    arrived.length > shownOnes.length ? `the last ${shownOnes.length} of ${arrived.length}: ` : '';
  const came =
    arrived.length === 0 ? 'nothing is in the journal' : `in the journal: ${others}${shownOnes.join(', ')}`;
  return new Refusal({
    status: 504,
    type: 'GatewayTimeout',
    code: 'JOURNAL_TIMEOUT',
    message: `No such entry within ${timeout} ms; ${came}`,
  });
}

function closed(): Refusal {
  const message = 'The emulator was closed while somebody waited for an entry';
  return new Refusal({ status: 503, type: 'ServiceUnavailable', code: 'CONTROL_CLOSED', message });
}

export function busy(message: string): Refusal {
  return new Refusal({ status: 503, type: 'ServiceUnavailable', code: 'CONTROL_BUSY', message });
}
