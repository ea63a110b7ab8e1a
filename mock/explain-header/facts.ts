import type { SessionApp } from '../rules/app';
import type { IgnoredWrite, QueryPairs } from '../rules/caller-writes';
import type { RefusalCode } from '../rules/refusal';
import type { Round } from '../rules/rounds';
import type { Segment } from '../rules/segment';
import type { JsonValue, Namespaces } from '../rules/session';
import type { TokenForm } from '../rules/token';

/** What is known of one request and of its answer: all that the table of decisions may ask. */
export interface Facts {
  /** Operation id of the OpenAPI document; undefined where the path is not served with this method. */
  readonly operation: string | undefined;
  /** Undefined when the request was served. */
  readonly refusal: RefusalFacts | undefined;
  /** What the answer does to the two cookies. */
  readonly cookies: 'set' | 'expired' | 'left';
  readonly emulator: EmulatorFacts;
  readonly request: RequestFacts;
  readonly token: TokenFacts;
  /** The items that the answer was asked for. */
  readonly items: ItemsFacts | undefined;
  /** The session that they were taken from. */
  readonly shown: Namespaces | undefined;
  /** Of an operation that writes, whose body was read. */
  readonly write: WriteFacts | undefined;
  /** Of an answer that holds a segment or its token. */
  readonly segment: SegmentFacts | undefined;
}

export interface RefusalFacts {
  readonly status: number;
  readonly code: RefusalCode | undefined;
  readonly message: string;
}

/** How the emulator was started. */
export interface EmulatorFacts {
  readonly strict: boolean;
  /** Its cookies are those of the profile live. */
  readonly secureCookies: boolean;
  readonly tokenForm: TokenForm;
  /** Session apps, in declared order. */
  readonly apps: readonly SessionApp[];
  readonly cascadeRounds: number;
}

export interface RequestFacts {
  readonly method: string;
  /** As it was sent, without the query string. */
  readonly pathname: string;
  /** As the OpenAPI document has it; undefined when it could not be read. */
  readonly path: string | undefined;
  readonly behindRootPath: boolean;
  readonly slashAtEnd: boolean;
  readonly host: string | undefined;
  /** Behind the first question mark, not decoded. */
  readonly rawQuery: string;
  readonly query: QueryPairs;
  /** Query names that are never written, `items` left out. */
  readonly reservedNames: readonly string[];
  /** Names of well-formed cookies, in order. */
  readonly cookieNames: readonly string[];
  readonly malformedCookies: boolean;
  /** An app key or app token is sent. */
  readonly credentials: boolean;
  /** It comes from a page of an origin that CORS is not open to. */
  readonly foreignOrigin: boolean;
  /** It comes from a page of an origin that CORS is open to. */
  readonly namedOrigin: boolean;
  readonly body: BodyFacts;
  /** It has an Expect header. */
  readonly expects: boolean;
  /** Somebody ahead of the emulator has set cookies already. */
  readonly cookiesBefore: boolean;
}

/** How a body was sent, whatever became of it. */
export interface BodyFacts {
  readonly sent: 'none' | 'whole' | 'in-chunks' | 'parsed-before';
  /** Bytes that were announced; of `whole` only. */
  readonly bytes: number;
  readonly contentType: string | undefined;
}

export interface TokenFacts {
  /** `unread`: the answer did not depend on any. */
  readonly kind: 'absent' | 'newest' | 'older' | 'unverified' | 'foreign' | 'unread';
  readonly inPath: boolean;
  /** It has the form of a session's id. */
  readonly isAnId: boolean;
  /** Why it does not verify. */
  readonly reason?: string;
  /** It does not verify, and claims to name a session that is kept. */
  readonly claimsAKeptSession: boolean;
}

export interface ItemsFacts {
  /** As they were asked for. */
  readonly text: string;
  readonly found: readonly string[];
  readonly unknown: readonly string[];
  /** Namespaces without a key. */
  readonly bare: readonly string[];
  /** Some are unknown for their case only. */
  readonly otherCase: boolean;
  /** Among the found are cleared keys. */
  readonly cleared: boolean;
}

/** A key of `public` that the request asks to write. */
export interface AskedKey {
  readonly key: string;
  readonly value: JsonValue;
  readonly source: 'body' | 'query';
  /** What it held; undefined when it was never set. */
  readonly before: JsonValue | undefined;
}

export interface WriteFacts {
  readonly outcome: 'created' | 'edited' | 'unchanged' | 'refused';
  readonly before: Namespaces;
  /** Undefined when there was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly asked: readonly AskedKey[];
  readonly ignored: readonly IgnoredWrite[];
  /** Names that both body and query string ask to write. */
  readonly bodyAndQuery: readonly string[];
  /** The session has keys of `public` that the request does not name. */
  readonly leavesOthers: boolean;
  /** Another write to the session came in between. */
  readonly overtaken: boolean;
  /** Cookies recorded in the session. */
  readonly recordedCookies: readonly string[];
  /** `namespace.key` of what session apps changed. */
  readonly derived: readonly string[];
  /** What the session apps did, also when they refused. */
  readonly rounds: readonly Round[];
  /** The session after it; undefined when it was refused. */
  readonly after: Namespaces | undefined;
  readonly segmentChanged: boolean;
}

export interface SegmentFacts {
  readonly segment: Segment;
  readonly token: string;
  readonly source: 'session' | 'cookie' | 'default' | 'path';
  /** The `vtex_segment` that was sent; `other` is one of another segment than the session's. */
  readonly held: 'none' | 'same' | 'other' | 'unreadable';
  /** Query names that took the place of its values. */
  readonly overridden: readonly string[];
  /** Query names that change no segment. */
  readonly withoutEffect: readonly string[];
  /** Whether the culture is among the supported locales the query names. */
  readonly supportedLocales: 'not-named' | 'among' | 'other';
}
