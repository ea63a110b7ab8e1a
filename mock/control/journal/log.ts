import { Refusal } from '../../rules/refusal';
import type { JournalEntry } from './entry';
import { filterNames, type Matcher, matcherOf } from './filter';
import type { Journal, JournalList } from './journal';
import { ring } from './ring';
import { timeoutOf, type Waiting, waiting } from './waiting';

/** The journal from inside: what records, what reads, and who wants to know of each entry at once. */
export interface JournalLog<R> extends Journal {
  /** Keeps a reference; nothing is rendered before somebody reads. */
  add(record: R): void;
  list(matcher: Matcher): JournalList;
  /** The first that matches, or undefined. */
  first(matcher: Matcher): JournalEntry | undefined;
  readonly last: number;
  entry(seq: number): JournalEntry | undefined;
  /** Numbers kept that are later than this one. */
  after(seq: number): readonly number[];
  lostAfter(seq: number): number;
  /** Called with the number of each entry that comes, until what it gives is called. */
  watch(watcher: (seq: number) => void): () => void;
  readonly waiting: Waiting;
}

/** @param render makes an entry of what was recorded */
export function journalLog<R>(size: number, render: (seq: number, record: R) => JournalEntry): JournalLog<R> {
  const kept = ring<R>(size);
  const watchers = new Set<(seq: number) => void>();

  const entry = (seq: number) => {
    const record = kept.get(seq);
    return record === undefined ? undefined : render(seq, record);
  };
  const matching = (matcher: Matcher) =>
    kept
      .after(matcher.since ?? 0)
      .map((seq) => entry(seq) as JournalEntry)
      .filter(matcher.matches);

  const log: JournalLog<R> = {
    add(record) {
      kept.add(record);
      if (watchers.size > 0) tell(watchers, kept.last);
    },
    get last() {
      return kept.last;
    },
    entry,
    after: kept.after,
    lostAfter: kept.lostAfter,
    list(matcher) {
      const all = matching(matcher);
      const entries = all.slice(Math.max(0, all.length - (matcher.limit ?? all.length)));
      return { count: all.length, last: kept.last, entries };
    },
    first(matcher) {
      for (const seq of kept.after(matcher.since ?? 0)) {
        const one = entry(seq) as JournalEntry;
        if (matcher.matches(one)) return one;
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
    clear: kept.clear,
    waiting: waiting({
      first: (matcher) => log.first(matcher),
      watch: (watcher) => log.watch(watcher),
      entry,
      arrived: (since) => kept.after(since).map((seq) => entry(seq) as JournalEntry),
    }),
  };
  return log;
}

/** A defect of who watches is no reason to fail the request that is being answered. */
function tell(watchers: ReadonlySet<(seq: number) => void>, seq: number): void {
  for (const watcher of [...watchers]) {
    try {
      watcher(seq);
    } catch (error) {
      process.emitWarning(`The journal failed: ${error}`);
    }
  }
}

export function journalOff(): Refusal {
  return new Refusal({
    status: 409,
    type: 'Conflict',
    code: 'JOURNAL_OFF',
    message: 'No journal is kept here: start without --no-journal, or without the option journal: false',
  });
}
