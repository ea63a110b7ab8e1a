import { clearTimeout, setTimeout } from 'node:timers'; // imported: fake timers of a test replace only the globals
import { Refusal } from '../../rules/refusal';
import { wrongInput } from '../input';
import type { Journal, JournalEntry, JournalList } from './entry';
import { filterNames, type Matcher, matcherOf } from './filter';

/** The journal as the emulator sees it: recording, reading, and watching. */
export interface JournalLog<R> extends Journal {
  /** Stores a reference; a record is rendered only when it is read. */
  add(record: R): void;
  list(matcher: Matcher): JournalList;
  readonly last: number;
  entry(seq: number): JournalEntry | undefined;
  /** The numbers of the stored entries after this one. */
  after(seq: number): readonly number[];
  /** How many entries after this one were evicted. */
  lostAfter(seq: number): number;
  /** Calls the watcher with the number of each new entry. @returns a function that stops it */
  watch(watcher: (seq: number) => void): () => void;
  /** The first entry that matches, stored or yet to come. @throws Refusal as `waitFor` */
  wait(matcher: Matcher, timeout: number, signal: AbortSignal | undefined): Promise<JournalEntry>;
  /** Ends all waits with CONTROL_CLOSED. */
  endWaits(): void;
}

export const maxWaiting = 100;
const maxTimeout = 60_000;

/** @param render makes an entry of a record */
export function journalLog<R>(size: number, render: (seq: number, record: R) => JournalEntry): JournalLog<R> {
  const records = new Ring<R>(size);
  const watchers = new Set<(seq: number) => void>();
  /** Rejects each pending wait. */
  const rejects = new Set<(reason: unknown) => void>();

  const entry = (seq: number) => {
    const record = records.get(seq);
    return record === undefined ? undefined : render(seq, record);
  };
  const entriesAfter = (seq = 0) => records.after(seq).map((one) => entry(one) as JournalEntry);
  const matching = (matcher: Matcher) => entriesAfter(matcher.since).filter(matcher.matches);
  const firstOf = ({ since = 0, matches }: Matcher) => {
    for (const seq of records.after(since)) {
      const candidate = entry(seq) as JournalEntry;
      if (matches(candidate)) return candidate;
    }
    return undefined;
  };

  const log: JournalLog<R> = {
    add(record) {
      records.add(record);
      if (watchers.size > 0) notify(watchers, records.last);
    },
    get last() {
      return records.last;
    },
    entry,
    after: (seq) => records.after(seq),
    lostAfter: (seq) => records.lostAfter(seq),
    list(matcher) {
      const all = matching(matcher);
      const entries = all.slice(Math.max(0, all.length - (matcher.limit ?? all.length)));
      return { count: all.length, last: records.last, entries };
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    entries: (query = {}) => log.list(matcherOf({ ...query }, [...filterNames, 'limit'])).entries,
    count: (filter = {}) => matching(matcherOf({ ...filter })).length,
    unmatched: (query = {}) => log.entries({ ...query, unmatched: true }),
    waitFor: async (filter = {}, { timeout, signal } = {}) =>
      log.wait(matcherOf({ ...filter }), timeoutOf(timeout, 'timeout'), signal),
    clear: () => records.clear(),
    async wait(matcher, timeout, signal) {
      signal?.throwIfAborted();
      const existing = firstOf(matcher);
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
        const unwatch = log.watch((seq) => {
          const arrival = seq > (matcher.since ?? 0) ? entry(seq) : undefined;
          if (arrival !== undefined && matcher.matches(arrival)) end(() => resolve(arrival));
        });
        const expire = () => fail(timedOut(timeout, entriesAfter(matcher.since)));
        const timer = setTimeout(expire, timeout).unref();
        signal?.addEventListener('abort', aborted);
        rejects.add(fail);
      });
    },
    endWaits() {
      const message = 'The emulator was closed while this request waited for an entry';
      for (const fail of rejects) fail(new Refusal('CONTROL_CLOSED', message));
    },
  };
  return log;
}

/** A throwing watcher must not fail the request that is being answered. */
function notify(watchers: ReadonlySet<(seq: number) => void>, seq: number): void {
  for (const watcher of [...watchers]) {
    try {
      watcher(seq);
    } catch (error) {
      process.emitWarning(`A watcher of the journal failed: ${error}`);
    }
  }
}

/** @throws Refusal CONTROL_INPUT_INVALID */
export function timeoutOf(timeout: number | undefined, path: string): number {
  if (timeout === undefined) return 5000;
  if (Number.isInteger(timeout) && timeout >= 1 && timeout <= maxTimeout) return timeout;
  throw wrongInput(path, `a whole number from 1 to ${maxTimeout}`, timeout);
}

function timedOut(timeout: number, arrived: readonly JournalEntry[]): Refusal {
  const listed = arrived
    .slice(-10)
    .map(({ seq, method, path, status }) => `${seq} ${method} ${path} ${status}`);
  const cut = arrived.length > listed.length ? `the last ${listed.length} of ${arrived.length}: ` : '';
  const journal =
    arrived.length === 0 ? 'the journal is empty' : `the journal has: ${cut}${listed.join(', ')}`;
  return new Refusal('JOURNAL_TIMEOUT', `No matching entry within ${timeout} ms; ${journal}`);
}

export function busy(message: string): Refusal {
  return new Refusal('CONTROL_BUSY', message);
}

export function journalOff(): Refusal {
  return new Refusal(
    'JOURNAL_OFF',
    'The journal is disabled: start without --no-journal, or without the option journal: false',
  );
}

/** Stands in for a disabled journal: an empty one would pass a test that expects no requests. */
export const disabledJournal: Journal = {
  entries: refuse,
  count: refuse,
  unmatched: refuse,
  waitFor: async () => refuse(),
  clear: refuse,
};

function refuse(): never {
  throw journalOff();
}

/** The newest items, up to a fixed number, numbered from 1. */
export class Ring<T> {
  /** The number of the newest item ever added, 0 before the first. */
  last = 0;
  #slots: (T | undefined)[] = [];
  #cleared = 0;

  constructor(readonly size: number) {}

  add(item: T): void {
    this.last += 1;
    this.#slots[this.last % this.size] = item;
  }

  get(seq: number): T | undefined {
    return seq >= this.#oldest && seq <= this.last ? this.#slots[seq % this.size] : undefined;
  }

  /** The numbers of the stored items after this one, in order. */
  after(seq: number): number[] {
    const first = Math.max(seq + 1, this.#oldest);
    return Array.from({ length: Math.max(0, this.last - first + 1) }, (_, index) => first + index);
  }

  /** How many items after this one were evicted. Cleared ones do not count. */
  lostAfter(seq: number): number {
    return Math.max(0, this.last - this.size - Math.max(seq, this.#cleared));
  }

  /** Returns how many there were. */
  clear(): number {
    const count = this.last - this.#oldest + 1;
    this.#cleared = this.last;
    this.#slots = [];
    return count;
  }

  get #oldest() {
    return Math.max(this.#cleared, this.last - this.size) + 1;
  }
}
