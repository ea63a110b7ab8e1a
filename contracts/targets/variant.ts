import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Assumptions } from './assumptions';

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

/** What serves the session operations inside an app of somebody else's. */
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
  readonly cookieProfile?: 'live' | 'dev';
  readonly strict?: boolean;
  readonly cors?: readonly string[];
  readonly assumptions?: Partial<Assumptions>;
  readonly apps?: readonly VariantApp[];
  readonly remoteApps?: readonly VariantRemoteApp[];
  readonly maxSessions?: number;
  readonly explain?: boolean;
  readonly journal?: number | false;
  readonly appOrder?: 'declared' | 'shuffled' | `shuffled:${number}`;
  /** A P-256 private key in PEM. Default: that of the target it is a variant of. */
  readonly signingKey?: string;
  /** Milliseconds since the epoch. Default: the time of day. */
  readonly clock?: () => number;
  /** Lets in to the control plane whoever presents it. */
  readonly controlToken?: string;
  /** Gives ids in place of random ones. */
  readonly ids?: () => string;
  readonly onRequest?: (report: object) => void;
  readonly onNotice?: (message: string) => void;
  /** Serves the operations by the middleware alone, with this around it. */
  readonly mount?: (middleware: Middleware) => (req: IncomingMessage, res: ServerResponse) => void;
}
