import type { IgnoredWrite, QueryPairs } from '../rules/public-namespace';
import type { RefusalCode } from '../rules/refusal';
import type { Segment } from '../rules/segment';
import type { JsonValue, Namespaces } from '../rules/session';

/** What is known of one request and of its answer: all that the table of decisions may ask. */
export interface Facts {
  /** Operation id of the OpenAPI document; undefined where the path is not served with this method. */
  readonly operation: string | undefined;
  /** Undefined when the request was served. */
  readonly refusal: { readonly status: number; readonly code: RefusalCode | undefined } | undefined;
  /** What the answer does to the two cookies. */
  readonly cookies: 'set' | 'expired' | 'left';
  readonly request: RequestFacts;
  readonly token: TokenFacts;
  /** The items that the answer was asked for. */
  readonly items: ItemsFacts | undefined;
  /** Of an operation that writes, whose body was read. */
  readonly write: WriteFacts | undefined;
  /** Of an answer that holds a segment or its token. */
  readonly segment: SegmentFacts | undefined;
}

export interface RequestFacts {
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
  /** Session apps that were called, each once. */
  readonly apps: readonly string[];
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
