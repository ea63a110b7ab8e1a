/** A recorded or documented exchange, in the form of `fixtures/exchanges/exchange.schema.json`. */

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parsed, when it is JSON; absent when nothing was sent. */
  readonly body?: unknown;
}

export interface RecordedResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The lines, in the order of the wire. */
  readonly setCookie: readonly string[];
  /** Parsed, when it is JSON. */
  readonly body?: unknown;
}

export interface RecordedStep {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Whence it comes: assembled from documents, a live account, or our own emulator playing one. */
export type Origin = 'documented' | 'live' | 'emulator';

export interface Exchange {
  readonly $schema?: string;
  readonly id: string;
  readonly title: string;
  readonly origin: Origin;
  readonly evidence: readonly { readonly rule: string; readonly source: string }[];
  /** What of it is assumed, or unknown. */
  readonly assumed: readonly string[];
  readonly steps: readonly RecordedStep[];
}
