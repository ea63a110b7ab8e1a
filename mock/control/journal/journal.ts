import type { JournalEntry } from './entry';

/** Which entries are meant; all of what is given must hold. */
export interface JournalFilter {
  readonly method?: string;
  /** As an entry has it; `*` stands for anything: `"*\/api/sessions"`. */
  readonly path?: string;
  /** An operation id, such as `"editSession"`. */
  readonly operation?: string;
  /** A status, or a class of them such as `"4xx"`. */
  readonly status?: number | string;
  /** A session's id, or a token of it. */
  readonly session?: string;
  /** Whether no route served it. */
  readonly unmatched?: boolean;
  /** Later than the entry of this number. */
  readonly since?: number;
}

export interface JournalQuery extends JournalFilter {
  /** Of these the newest so many. Default: all that are kept. */
  readonly limit?: number;
}

export interface WaitOptions {
  /** Milliseconds, from 1 to 60,000. Default 5000. */
  readonly timeout?: number;
  /** Ends the waiting, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What came in and what was answered, newest last. Requests to `/_mock` are not in it. */
export interface Journal {
  /** @throws Refusal CONTROL_INPUT_INVALID for a filter that is none, JOURNAL_OFF when none is kept; so do the others */
  entries(query?: JournalQuery): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  /** Requests that no route served. */
  unmatched(query?: JournalQuery): readonly JournalEntry[];
  /**
   * The first that matches, also one that is there already; `since` leaves those out.
   * @throws Refusal JOURNAL_TIMEOUT naming what did come in, CONTROL_CLOSED when the manager closes meanwhile
   */
  waitFor(filter?: JournalFilter, options?: WaitOptions): Promise<JournalEntry>;
  /** Forgets all entries; numbers go on. Says how many there were. */
  clear(): number;
}

/** What `GET /_mock/journal` answers. */
export interface JournalList {
  /** How many match, listed or not. */
  readonly count: number;
  /** The number of the newest entry there ever was: what comes later is `since` this. */
  readonly last: number;
  /** Newest last. */
  readonly entries: readonly JournalEntry[];
}
