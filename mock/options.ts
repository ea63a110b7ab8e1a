import type { AccountFixture } from './accounts/account-fixture';
import type { AccountData } from './accounts/seed-data';
import type { SeedSession } from './control/seed';
import type { OwnApp } from './own-apps/in-process';
import type { Assumptions } from './rules/assumptions';
import type { TokenForm } from './rules/token';
import type { RequestReport } from './server/report';

/** As declared; or shuffled in each round, to bring out apps that race for one key. */
export type AppOrder = 'declared' | 'shuffled' | `shuffled:${number}`;

/** How cookies are marked: as the live service does, or for clients that cannot hold Secure cookies on plain http. */
export type CookieProfile = 'live' | 'dev';

export interface SessionManagerOptions {
  /** A shipped account fixture's name, the path of a fixture file, or the fixture itself. Default `"acme"`. */
  readonly account?: string | AccountFixture;
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
  readonly apps?: readonly OwnApp[];
  /** Session apps of your own that run as servers, called over HTTP as VTEX does. Default none. */
  readonly remoteApps?: readonly RemoteAppOptions[];
  /** Sessions kept at most; the least recently used goes first. Default 1,000,000. */
  readonly maxSessions?: number;
  /** A P-256 private key in PEM, for tokens that outlive a restart. Default: a new key for each manager. */
  readonly signingKey?: string;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** A new UUID at each call. Default `crypto.randomUUID`. */
  readonly ids?: () => string;
  /** Keep what each write did to a session, for `explain`. Default true. */
  readonly explain?: boolean;
  /** Requests kept in the journal, the newest; `false` keeps none. Default 1000. */
  readonly journal?: number | false;
  /** Order in which answers of apps in one round are merged. Default `"declared"`; `"shuffled:7"` is repeatable. */
  readonly appOrder?: AppOrder;
  /**
   * Lets in whoever presents it to the control plane, `Authorization: Bearer TOKEN`, from any machine and by any host name.
   * Needed by all once `listen` is given another address than a loopback one. Default: `listen` makes one then.
   */
  readonly controlToken?: string;
  /** Told what happens between requests, such as that an app's configuration was re-read. Default: nobody listens. */
  readonly onNotice?: (message: string) => void;
  /** Called once for each answered session or segment request. Default: nobody listens. */
  readonly onRequest?: (report: RequestReport) => void;
}

/** One server with the session apps that its `vtex.session/configuration.json` declares. */
export interface RemoteAppOptions {
  /** Path of that file, which is watched and re-read; or what stands in it. */
  readonly configuration: string | object;
  /** Where it listens: each app is called at `{url}/_v/{KEY}/session/transform`. */
  readonly url: string;
  /** Milliseconds until an answer counts as failed. Default 2000. */
  readonly timeout?: number;
  /** Whether its apps take part in the create call, or the KEYs of those that do. Default false. */
  readonly runOnCreate?: boolean | readonly string[];
}

/** Where to listen. */
export interface ListenOptions {
  /** Default 0, which takes a free port. */
  readonly port?: number;
  /** Default `"127.0.0.1"`. On any but a loopback address the control plane needs `manager.controlToken`. */
  readonly host?: string;
}

/** What to put there. */
export interface Seed {
  /** Entries of the account fixture's lists. One whose id is there already is changed in what is given of it. */
  readonly account?: AccountData;
  readonly sessions?: readonly SeedSession[];
}
