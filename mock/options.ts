import type { Account } from './accounts/account';
import type { RequestReport } from './http/report';
import type { SessionApp } from './rules/app';
import type { Assumptions } from './rules/assumptions';
import type { TokenForm } from './rules/session-token';

/** How cookies are marked: as the live service does, or for clients that cannot hold Secure cookies on plain http. */
export type CookieProfile = 'live' | 'dev';

export interface SessionManagerOptions {
  /** A shipped account fixture's name, the path of a fixture file, or the fixture itself. Default `"acme"`. */
  readonly account?: string | Account | Record<string, unknown>;
  /** Refuse what VTEX's published document does not allow. Default false. */
  readonly strict?: boolean;
  /** Origins that may call with credentials from a browser, such as `http://localhost:3000`. Default none. */
  readonly cors?: readonly string[];
  /** Default `"live"`. */
  readonly cookieProfile?: CookieProfile;
  /** Which years' session token to emit (R-156 to R-161). Default `"2026"`. */
  readonly tokenForm?: TokenForm;
  /** Answers to the questions nobody documents; what is left out keeps its default. */
  readonly assumptions?: Partial<Assumptions>;
  /** Session apps of your own, run in process beside the account's. Default none. */
  readonly apps?: readonly SessionApp[];
  /** Sessions kept at most; the least recently used goes first. Default 1,000,000. */
  readonly maxSessions?: number;
  /** A P-256 private key in PEM, for tokens that outlive a restart. Default: a new key for each manager. */
  readonly signingKey?: string;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** A new UUID at each call. Default `crypto.randomUUID`. */
  readonly ids?: () => string;
  /** Called once for each answered session or segment request. Default: nobody listens. */
  readonly onRequest?: (report: RequestReport) => void;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default 0, which takes a free port. */
  readonly port?: number;
  /** Default `"127.0.0.1"`. */
  readonly host?: string;
}
