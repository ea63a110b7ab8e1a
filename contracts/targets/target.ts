import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Claim } from '../harness/claim';
import type { Assumptions } from './assumptions';
import type { Fixture } from './fixture';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface TargetRequest {
  readonly method: Method;
  /** With the query string, percent-encoded already: it is sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; the content type is the caller's business. */
  readonly body?: string | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** By lower-case name; without `set-cookie`, which cannot be joined into one line. */
  readonly headers: Readonly<Record<string, string>>;
  /** The `Set-Cookie` lines, in the order of the wire. */
  readonly setCookie: readonly string[];
  readonly text: string;
  /** The body parsed. @throws when it is not JSON, with the body in the message */
  json(): unknown;
}

/**
 * A server that claims to be VTEX's Session Manager. Undefined members are unknown or impossible for the target;
 * behaviours that need them are reported as not tried.
 */
export interface Target {
  /** For reports: `in process`, or the URL. */
  readonly name: string;
  /** The account served, where the target says. */
  readonly account: string | undefined;
  /** Whether it is this project's emulator; behaviours of the emulator's own are asked of no one else. */
  readonly emulator: boolean;
  /** What its account is made of. */
  readonly fixture: Fixture | undefined;
  /** The assumptions that it is held to. */
  readonly assumptions: Assumptions;
  request(request: TargetRequest): Promise<Answer>;
  /** A session token of another account, its signature good. */
  readonly tokenOfAnotherAccount: (() => Promise<string>) | undefined;
  /** Does some work while the target's clock stands that many seconds later. */
  readonly later: ((seconds: number, work: () => Promise<void>) => Promise<void>) | undefined;
  /**
   * Sends raw bytes on a new connection, closes its side if `hangUp`, and reads until the target closes the
   * connection.
   */
  readonly raw: ((bytes: string, hangUp?: boolean) => Promise<string>) | undefined;
  /**
   * An emulator of another configuration beside the target, which does all else as the target does.
   * @throws when it refuses the configuration
   */
  readonly variant: ((variant: Variant) => Target) | undefined;
  /** Whether it may be sent anything at all: foreign namespaces, garbage, forged tokens, other methods. */
  readonly anyRequest: true | undefined;
  /** Whether it marks cookies as VTEX does, also over plain http. */
  readonly vtexCookies: true | undefined;
  /** Whether requests reach it side by side. */
  readonly parallel: true | undefined;
  /** The login cookie of a shopper. */
  readonly login: (() => Promise<LoginCookie>) | undefined;
  /** Asks the emulator in this process, without a port. */
  readonly fetch?: ((input: Request | string | URL, init?: RequestInit) => Promise<Response>) | undefined;
  /** Takes out of a text what must be neither printed nor stored; undefined where nothing is secret. */
  readonly redacted?: (text: string) => string;
  /** Keeps what is exchanged. */
  readonly recorder?: Recorder | undefined;
  close(): Promise<void>;
}

export interface LoginCookie {
  readonly name: string;
  readonly value: string;
}

/** Learns which behaviour the exchanges belong to. */
export interface Recorder {
  begins(behaviour: Claim): void;
  ends(passed: boolean): void;
}

/** An {@link Answer} out of what an HTTP client read. */
export function answerOf(parts: Omit<Answer, 'json'>): Answer {
  return {
    ...parts,
    json() {
      try {
        return JSON.parse(parts.text) as unknown;
      } catch {
        throw new Error(`The answer, of status ${parts.status}, is not JSON: ${parts.text.slice(0, 200)}`);
      }
    },
  };
}

/** `{"ns": {"key": {"value": …}}}`, as session apps are sent and answer it. */
export type Values = Readonly<Record<string, Readonly<Record<string, { readonly value: unknown }>>>>;

/** Keys by namespace. */
export type Declared = Readonly<Record<string, readonly string[]>>;

/** A session app that runs inside the emulator. */
export interface VariantApp {
  readonly name: string;
  readonly input: Declared;
  readonly output: Declared;
  readonly runOnCreate?: boolean;
  transform(input: Values): unknown;
}

/** A session app that is called over HTTP. */
export interface VariantRemoteApp {
  readonly configuration: string | object;
  readonly url: string;
  readonly timeout?: number;
  readonly runOnCreate?: boolean | readonly string[];
}

/** Serves the session operations inside another app. */
export type Middleware = (
  req: IncomingMessage & { body?: unknown },
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Another configuration of the emulator. What is left out is as the emulator has it. */
export interface Variant {
  /** The name of an account it ships, or an account fixture. */
  readonly account?: string | object;
  readonly tokenForm?: '2019' | '2024' | '2026';
  /** Default `live`, unlike the emulator's. */
  readonly cookieProfile?: 'auto' | 'live' | 'dev';
  readonly strict?: boolean;
  readonly cors?: readonly string[];
  readonly assumptions?: Partial<Assumptions>;
  readonly apps?: readonly VariantApp[];
  readonly remoteApps?: readonly VariantRemoteApp[];
  readonly maxSessions?: number;
  /** Other accounts by host name. */
  readonly accounts?: Readonly<Record<string, string>>;
  readonly maxCells?: number;
  readonly cellIdle?: number;
  readonly explain?: boolean;
  readonly journal?: number | false;
  readonly appOrder?: 'declared' | 'shuffled' | `shuffled:${number}`;
  /** A P-256 private key in PEM. Default: that of the target it is a variant of. */
  readonly signingKey?: string;
  /** Milliseconds since the epoch. Default: the time of day. */
  readonly clock?: () => number;
  /** The token that opens the control plane. */
  readonly controlToken?: string;
  /** Gives ids in place of random ones. */
  readonly ids?: () => string;
  readonly onRequest?: (report: object) => void;
  readonly onNotice?: (message: string) => void;
  /** Serves the operations by the middleware alone, with this around it. */
  readonly mount?: (middleware: Middleware) => (req: IncomingMessage, res: ServerResponse) => void;
}
