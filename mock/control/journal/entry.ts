import type { IgnoredWrite } from '../../rules/caller-writes';
import type { Conflict } from '../../rules/rounds';
import type { JsonValue } from '../../rules/session';

/** A request and what it was answered, without cookie values and tokens. */
export interface JournalEntry {
  /** Counts up from 1, over resets too. */
  readonly seq: number;
  /** When it was answered by the emulator's clock, in ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Without the query string; `{token}` stands for a token in it. */
  readonly path: string;
  /** The operation id; absent where there is none at this method and path. `options` for OPTIONS. */
  readonly operation?: string;
  readonly status: number;
  /** Whether no route served it: 404 or 405, under `/api` or elsewhere. */
  readonly unmatched: boolean;
  /** The session that was read or written. Without a version: the one that the token names, be it kept or not. */
  readonly session?: JournalSession;
  readonly request: JournalRequest;
  readonly answer: JournalAnswer;
  /** What the caller sent that was not written, and why. */
  readonly ignored: readonly IgnoredWrite[];
  /** Keys that two session apps gave different values in one round. */
  readonly conflicts: readonly Conflict[];
  /** Which session app failed, and how. */
  readonly failure?: string;
  /** The fault that it suffered; `answer` is what would have been answered without it. */
  readonly fault?: string;
  readonly milliseconds: number;
}

export interface JournalSession {
  readonly id: string;
  /** After the request. */
  readonly version?: number;
  /** Absent where the request created the session. */
  readonly versionBefore?: number;
}

export interface JournalMessage {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where there was none, or none that can be shown. */
  readonly body?: JsonValue;
  /** Why a body is not shown. */
  readonly leftOut?: string;
}

export interface JournalRequest extends JournalMessage {
  /** By decoded name; a list where a name came more than once. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

export interface JournalAnswer extends JournalMessage {
  /** `Set-Cookie` lines, their values left out. */
  readonly setCookie: readonly string[];
}
