import { Refusal } from '../../rules/refusal';
import type { Journal, JournalEntry, JournalList } from './entry';
import { filterNames, type Matcher, matcherOf } from './filter';
import { timeoutOf, type Waiting, waiting } from './waiting';

/** The journal as the emulator sees it: recording, reading, and watching. */
export interface JournalLog<R> extends Journal {
  /** Stores a reference; a record is rendered only when it is read. */
  add(record: R): void;
  list(matcher: Matcher): JournalList;
  /** The first that matches. */
  first(matcher: Matcher): JournalEntry | undefined;
  readonly last: number;
  entry(seq: number): JournalEntry | undefined;
  /** The numbers of the stored entries after this one. */
  after(seq: number): readonly number[];
  /** How many entries after this one were evicted. */
  lostAfter(seq: number): number;
  /** Calls the watcher with the number of each new entry. @returns a function that stops it */
  watch(watcher: (seq: number) => void): () => void;
  readonly waiting: Waiting;
}

/** @param render makes an entry of a record */
export function journalLog<R>(size: number, render: (seq: number, record: R) => JournalEntry): JournalLog<R> {
  const records = ring<R>(size);
  const watchers = new Set<(seq: number) => void>();

  const entry = (seq: number) => {
    const record = records.get(seq);
    return record === undefined ? undefined : render(seq, record);
  };
  const matching = (matcher: Matcher) =>
    records
      .after(matcher.since ?? 0)
      .map((seq) => entry(seq) as JournalEntry)
      .filter(matcher.matches);

  const log: JournalLog<R> = {
    add(record) {
      records.add(record);
      if (watchers.size > 0) notify(watchers, records.last);
    },
    get last() {
      return records.last;
    },
    entry,
    after: records.after,
    lostAfter: records.lostAfter,
    list(matcher) {
      const all = matching(matcher);
      const entries = all.slice(Math.max(0, all.length - (matcher.limit ?? all.length)));
      return { count: all.length, last: records.last, entries };
    },
    first(matcher) {
      for (const seq of records.after(matcher.since ?? 0)) {
        const candidate = entry(seq) as JournalEntry;
        if (matcher.matches(candidate)) return candidate;
      }
      return undefined;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    entries: (query = {}) => log.list(matcherOf({ ...query }, [...filterNames, 'limit'])).entries,
    count: (filter = {}) => matching(matcherOf({ ...filter })).length,
    unmatched: (query = {}) => log.entries({ ...query, unmatched: true }),
    waitFor: async (filter = {}, { timeout, signal } = {}) =>
      log.waiting.waitFor(matcherOf({ ...filter }), { timeout: timeoutOf(timeout, 'timeout'), signal }),
    clear: records.clear,
    waiting: waiting({
      first: (matcher) => log.first(matcher),
      watch: (watcher) => log.watch(watcher),
      entry,
      arrived: (since) => records.after(since).map((seq) => entry(seq) as JournalEntry),
    }),
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

export function journalOff(): Refusal {
  return new Refusal({
    status: 409,
    type: 'Conflict',
    code: 'JOURNAL_OFF',
    message: 'The journal is disabled: start without --no-journal, or without the option journal: false',
  });
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
export interface Ring<T> {
  /** The number of the newest item ever added, 0 before the first. */
  readonly last: number;
  add(item: T): void;
  get(seq: number): T | undefined;
  /** The numbers of the stored items after this one, in order. */
  after(seq: number): number[];
  /** How many items after this one were evicted. Cleared ones do not count. */
  lostAfter(seq: number): number;
  /** Returns how many there were. */
  clear(): number;
}

export function ring<T>(size: number): Ring<T> {
  let slots: (T | undefined)[] = [];
  let last = 0;
  let cleared = 0;
  const oldest = () => Math.max(cleared, last - size) + 1;
  return {
    get last() {
      return last;
    },
    add(item) {
      last += 1;
      slots[last % size] = item;
    },
    get: (seq) => (seq >= oldest() && seq <= last ? slots[seq % size] : undefined),
    after(seq) {
      const first = Math.max(seq + 1, oldest());
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    },
    lostAfter: (seq) => Math.max(0, last - size - Math.max(seq, cleared)),
    clear() {
      const count = last - oldest() + 1;
      cleared = last;
      slots = [];
      return count;
    },
  };
}
