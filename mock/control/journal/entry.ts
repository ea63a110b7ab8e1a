import type { IgnoredWrite } from '../../rules/caller-writes';
import type { Conflict } from '../../rules/rounds';
import type { JsonValue } from '../../rules/session';

/** A request and its answer, with cookie values and tokens redacted. */
export interface JournalEntry {
  /** Counts up from 1; a reset does not restart it. */
  readonly seq: number;
  /** When it was answered, by the emulator's clock, in ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Without the query string; a token in it is replaced by `{token}`. */
  readonly path: string;
  /** The operation id, or the name of an operation of an added document; `options` for OPTIONS; absent where there is none. */
  readonly operation?: string;
  readonly status: number;
  /** Whether no route matched it: 404 or 405, under `/api` or elsewhere. */
  readonly unmatched: boolean;
  /** The session that was read or written. Without a version: the one that the token names, stored or not. */
  readonly session?: JournalSession;
  readonly request: JournalRequest;
  readonly answer: JournalAnswer;
  /** What the caller sent that was ignored, and why. */
  readonly ignored: readonly IgnoredWrite[];
  /** Keys to which two session apps gave different values in one round. */
  readonly conflicts: readonly Conflict[];
  /** Which session app failed, and how. */
  readonly failure?: string;
  /** Of a request that an added OpenAPI document answered. */
  readonly added?: AddedAnswer;
  /** The fault applied to it; `answer` is the answer before the fault changed it. */
  readonly fault?: string;
  readonly milliseconds: number;
}

export interface JournalSession {
  readonly id: string;
  /** After the request. */
  readonly version?: number;
  /** Absent when the request created the session. */
  readonly versionBefore?: number;
}

export interface JournalMessage {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there was none, or none that can be shown. */
  readonly body?: JsonValue;
  /** Why a body is not shown. */
  readonly leftOut?: string;
}

export interface JournalRequest extends JournalMessage {
  /** By decoded name; a list when a name was repeated. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

export interface JournalAnswer extends JournalMessage {
  /** `Set-Cookie` lines with their values redacted. */
  readonly setCookie: readonly string[];
}

/** What an added OpenAPI document has to say of a request that it answered. */
export interface AddedAnswer {
  /** The id of the document. */
  readonly source: string;
  /** What the document does not allow in the request. */
  readonly problems: readonly {
    /** `query.page`, `header.x-id`, `path.skuId`, `body.items.0.quantity`, `security`. */
    readonly place: string;
    readonly message: string;
  }[];
  /** Parameters that contradict the visitor's segment. */
  readonly disagreements: readonly {
    /** `sc`, `regionId` … */
    readonly parameter: string;
    /** Null where the parameter was not sent. */
    readonly sent: string | null;
    /** What the visitor's segment says. */
    readonly segment: string;
  }[];
}

/** Which entries to select; an entry must match everything given. */
export interface JournalFilter {
  readonly method?: string;
  /** As in an entry; `*` matches anything: `"*\/api/sessions"`. */
  readonly path?: string;
  /** An operation id, such as `"editSession"`, or the name of an operation of an added document. */
  readonly operation?: string;
  /** A status, or a class such as `"4xx"`. */
  readonly status?: number | string;
  /** The id of a session, or one of its tokens. */
  readonly session?: string;
  /** Whether no route matched it. */
  readonly unmatched?: boolean;
  /** Whether it contradicts the visitor's segment. */
  readonly disagrees?: boolean;
  /** Only entries after the one with this number. */
  readonly since?: number;
}

export interface JournalQuery extends JournalFilter {
  /** Only the newest of them, at most this many. Default: all. */
  readonly limit?: number;
}

export interface WaitOptions {
  /** Milliseconds, from 1 to 60,000. Default 5000. */
  readonly timeout?: number;
  /** Aborts the wait with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The requests received and their answers, newest last. Requests to `/_mock` are not recorded. */
export interface Journal {
  /** @throws Refusal, as all of these do: CONTROL_INPUT_INVALID for an invalid filter, JOURNAL_OFF when disabled */
  entries(query?: JournalQuery): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  /** Requests that no route matched. */
  unmatched(query?: JournalQuery): readonly JournalEntry[];
  /**
   * The first entry that matches, already recorded or yet to come; `since` excludes earlier ones.
   * @throws Refusal JOURNAL_TIMEOUT listing the entries that did arrive, CONTROL_CLOSED when the manager closes
   */
  waitFor(filter?: JournalFilter, options?: WaitOptions): Promise<JournalEntry>;
  /** Removes all entries and returns how many there were. Numbers continue. */
  clear(): number;
}

/** What `GET /_mock/journal` answers. */
export interface JournalList {
  /** How many match, listed or not. */
  readonly count: number;
  /** The number of the newest entry ever recorded. Pass it as `since` to get only later ones. */
  readonly last: number;
  /** Newest last. */
  readonly entries: readonly JournalEntry[];
}

/** What `onRequest` gets of one request, for logs. Holds no cookies and no tokens. */
export interface RequestReport {
  readonly method: string;
  /** The path as received, tokens in it replaced by `{token}`; no query string. */
  readonly path: string;
  readonly operation: string;
  /** 0 where a fault cut the connection before an answer was sent. */
  readonly status: number;
  /** Milliseconds from the start of handling the request to the writing of the answer. */
  readonly milliseconds: number;
  /** What the caller sent that was ignored, and why. */
  readonly ignored: readonly IgnoredWrite[];
  /** Keys to which two session apps gave different values in one round. */
  readonly conflicts: readonly Conflict[];
  /** Why the request was refused. */
  readonly reason?: string;
  /** Which session app failed, and how; the caller does not see it. */
  readonly failure?: string;
  /** The fault applied to the request, as `x-mock-fault` writes it. */
  readonly fault?: string;
  /** Cookies that browsers drop, since they are over 4096 bytes. */
  readonly warnings?: readonly string[];
}
