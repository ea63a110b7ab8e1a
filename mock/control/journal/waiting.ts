import { clearTimeout, setTimeout } from 'node:timers'; // imported: fake timers of a test replace only the globals
import { Refusal } from '../../rules/refusal';
import { quoted, refusedInput } from '../input';
import type { JournalEntry } from './entry';
import type { Matcher } from './filter';

/** Waits for an entry that has not arrived yet. */
export interface Waiting {
  waitFor(matcher: Matcher, options: WaitLimits): Promise<JournalEntry>;
  /** Ends all waits with CONTROL_CLOSED. */
  closeAll(): void;
}

export interface WaitLimits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** What it needs of the journal. */
export interface WatchedLog {
  /** The first that is already there. */
  first(matcher: Matcher): JournalEntry | undefined;
  /** Calls the watcher with the number of each new entry. */
  watch(watcher: (seq: number) => void): () => void;
  entry(seq: number): JournalEntry | undefined;
  arrived(since: number): readonly JournalEntry[];
}

export const maxWaiting = 100;
const maxTimeout = 60_000;

export function waiting({ first, watch, entry, arrived }: WatchedLog): Waiting {
  /** Rejects each pending wait. */
  const rejects = new Set<(reason: unknown) => void>();
  return {
    async waitFor(matcher, { timeout, signal }) {
      signal?.throwIfAborted();
      const existing = first(matcher);
      if (existing !== undefined) return existing;
      if (rejects.size >= maxWaiting)
        throw busy(`${maxWaiting} requests already wait for an entry: wait for fewer at once`);
      return new Promise((resolve, reject) => {
        const end = (finish: () => void) => {
          rejects.delete(fail);
          unwatch();
          clearTimeout(timer);
          signal?.removeEventListener('abort', aborted);
          finish();
        };
        const fail = (reason: unknown) => end(() => reject(reason));
        const aborted = () => fail(signal?.reason);
        const unwatch = watch((seq) => {
          const arrival = seq > (matcher.since ?? 0) ? entry(seq) : undefined;
          if (arrival !== undefined && matcher.matches(arrival)) end(() => resolve(arrival));
        });
        const expire = () => fail(timedOut(timeout, arrived(matcher.since ?? 0)));
        const timer = setTimeout(expire, timeout).unref();
        signal?.addEventListener('abort', aborted);
        rejects.add(fail);
      });
    },
    closeAll() {
      for (const fail of rejects) fail(closed());
    },
  };
}

/** @throws Refusal CONTROL_INPUT_INVALID */
export function timeoutOf(timeout: number | undefined, path: string): number {
  if (timeout === undefined) return 5000;
  if (Number.isInteger(timeout) && timeout >= 1 && timeout <= maxTimeout) return timeout;
  throw refusedInput(path, `must be a whole number from 1 to ${maxTimeout}, not ${quoted(timeout)}`);
}

function timedOut(timeout: number, arrived: readonly JournalEntry[]): Refusal {
  const listed = arrived
    .slice(-10)
    .map(({ seq, method, path, status }) => `${seq} ${method} ${path} ${status}`);
  const cut = arrived.length > listed.length ? `the last ${listed.length} of ${arrived.length}: ` : '';
  const journal =
    arrived.length === 0 ? 'the journal is empty' : `the journal has: ${cut}${listed.join(', ')}`;
  return new Refusal({
    status: 504,
    type: 'GatewayTimeout',
    code: 'JOURNAL_TIMEOUT',
    message: `No matching entry within ${timeout} ms; ${journal}`,
  });
}

function closed(): Refusal {
  const message = 'The emulator was closed while this request waited for an entry';
  return new Refusal({ status: 503, type: 'ServiceUnavailable', code: 'CONTROL_CLOSED', message });
}

export function busy(message: string): Refusal {
  return new Refusal({ status: 503, type: 'ServiceUnavailable', code: 'CONTROL_BUSY', message });
}
