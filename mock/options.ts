import { randomUUID } from 'node:crypto';
import type { AccountFixture } from './accounts/account-fixture';
import { type AccountName, isFixturePath } from './accounts/load';
import type { AccountData } from './accounts/seed-data';
import { vtexAppNames } from './apps';
import type { RequestReport } from './control/journal/entry';
import type { SeedSession } from './control/seed';
import { type OptionProblem, SessionManagerError } from './errors';
import type { ToolSpelling } from './mcp/tool-names';
import {
  accountsProblems,
  assumptionProblems,
  callback,
  codeOnly,
  corsProblems,
  countOrNone,
  integer,
  type Kind,
  list,
  matching,
  type Option,
  oneOf,
  option,
  origins,
  suggestion,
  text,
  yesOrNo,
} from './option-kinds';
import type { InProcessApp } from './own-apps/in-process';
import { ownAppProblems, type RemoteAppOptions, remoteAppProblems } from './own-apps/options';
import type { AppOrder } from './rules/app-order';
import { type Assumptions, defaultAssumptions } from './rules/assumptions';
import { type TokenForm, tokenForms } from './rules/token';
import { certificateProblems, tlsOptions } from './tls/options';
import { inText } from './util/messages';
import type { CookieProfile } from './wire/cookies';

/**
 * Options that are settings of the command line as they stand: flag, environment variable, key of the config file, help
 * and docs follow from the row. In the order of the help.
 */
export const settingOptions = {
  /**
   * Grants access to the control plane to requests with `Authorization: Bearer TOKEN`, from any machine and by any host
   * name. All of them need it if `listen` is given a non-loopback address. Default: `listen` then creates one.
   */
  controlToken: option<string | undefined>({
    about: 'token for /_mock (Authorization: Bearer) from other machines; required on non-loopback addresses',
    argument: 'token',
    page: '#listening-on-other-addresses',
    default: undefined,
    defaultText: 'a new one if required',
    // RFC 6750, section 2.1
    kind: matching(
      /^[\w.~+/-]+=*$/,
      'Give letters, digits and -._~+/ only; = may follow at the end.',
    ) as Kind<string | undefined>,
    secret: true,
  }),
  /** Refuse requests that VTEX's published document does not allow. Default false. */
  strict: option({
    about: "refuse what VTEX's published document does not allow",
    page: 'session-api.md#strict-mode',
    default: false,
    kind: yesOrNo(),
  }),
  /** Origins that may call with credentials from a browser, such as `http://localhost:3000`. Default none. */
  cors: option<readonly string[]>({
    about: 'origin that may call with credentials from a browser; repeatable',
    argument: 'origin',
    default: [],
    defaultText: 'none',
    kind: origins(),
    problems: corsProblems,
  }),
  /** Hosts from which OpenAPI documents may be fetched, besides loopback. Default none. */
  specHost: option<readonly string[]>({
    about: 'host from which OpenAPI documents may be fetched, besides loopback; repeatable',
    argument: 'host',
    page: 'documents.md#limits',
    default: [],
    defaultText: 'none',
    kind: list('Give a host name, such as raw.githubusercontent.com.', (host) => /^[a-z\d.-]+$/i.test(host)),
  }),
  /** Over the Model Context Protocol, list no operations of added documents: `openapi.callTool` calls them. Default false. */
  fixedTools: option({
    about: 'over the Model Context Protocol, keep the same eight tools whatever documents are added',
    page: 'mcp.md',
    default: false,
    kind: yesOrNo(),
  }),
  /** Over the Model Context Protocol, `"underscored"` is for hosts that refuse dots in names. Default `"dotted"`. */
  toolNames: option<ToolSpelling>({
    about:
      'dotted, or underscored for hosts that refuse dots: how tools are named over the Model Context Protocol',
    argument: 'style',
    page: 'mcp.md',
    default: 'dotted',
    kind: oneOf('dotted', 'underscored'),
  }),
  /**
   * `"auto"` marks cookies as VTEX does over https, and over plain http for clients that drop `Secure` cookies there.
   * `"live"` and `"dev"` do the one or the other on every connection. Default `"auto"`.
   */
  cookieProfile: option<CookieProfile>({
    about: 'auto, live (cookies as VTEX sets them) or dev (without Secure): auto is live on https, else dev',
    argument: 'profile',
    page: 'clients.md#cookies',
    default: 'auto',
    kind: oneOf('auto', 'live', 'dev'),
  }),
  /** The year whose session token format to use. Default `"2026"`. */
  tokenForm: option<TokenForm>({
    about: 'year whose session token format to use',
    argument: tokenForms.join('|'),
    default: '2026',
    kind: oneOf(...tokenForms),
  }),
  /** Most sessions to keep; beyond that, the least recently used is evicted. Default 1,000,000. */
  maxSessions: option({
    about: 'most sessions to keep; beyond that, the least recently used is evicted',
    argument: 'number',
    default: 1_000_000,
    kind: integer(1, Number.MAX_SAFE_INTEGER, 'Give an integer from 1.'),
  }),
  /** Most cells to keep, besides the accounts. Default 256. */
  maxCells: option({
    about: 'most cells to keep at once',
    argument: 'number',
    page: 'control-plane.md#cells',
    default: 256,
    kind: integer(0, 100_000, 'Give an integer from 0 to 100000.'),
  }),
  /** Milliseconds without a request after which a cell ends. Default 1,800,000, which is half an hour. */
  cellIdle: option({
    about: 'milliseconds without a request after which a cell ends',
    argument: 'ms',
    page: 'control-plane.md#cells',
    default: 1_800_000,
    kind: integer(1, Number.MAX_SAFE_INTEGER, 'Give milliseconds, an integer from 1.'),
  }),
  /**
   * Where sessions are stored: Redis, for several processes, as
   * `redis://USER:PASSWORD@HOST:PORT/DATABASE?prefix=PREFIX&timeout=MS` (`rediss:` over TLS). Default: in memory.
   */
  store: option<string | undefined>({
    about: 'Redis in which sessions are stored, for several processes',
    argument: 'redis-url',
    page: 'redis.md',
    default: undefined,
    defaultText: 'in memory',
    kind: matching(
      /^rediss?:\/\/[^/?#]+(\/\d*)?(\?((prefix=[^&#]*|timeout=[1-9]\d{0,5})(&(?=[pt])|$))+)?$/,
      'Give redis://HOST:PORT, or rediss://HOST:PORT over TLS.',
    ),
    secret: true,
  }),
  /** Order in which answers of apps in one round are merged. Default `"declared"`; `"shuffled:7"` is reproducible. */
  appOrder: option<AppOrder>({
    about:
      'declared, shuffled, or shuffled:SEED (reproducible): order in which answers of session apps are merged in a round',
    argument: 'order',
    page: 'session-apps.md',
    default: 'declared',
    kind: matching(/^(declared|shuffled(:\d{1,15})?)$/, 'Give declared, shuffled or shuffled:SEED.'),
  }),
  /** Record what each write did to a session, for `explain`. Default true. */
  explain: option({
    about: 'record what each write did to a session, for vtex-session-mock explain (the default)',
    aboutNo: 'do not record it',
    page: 'session-apps.md',
    default: true,
    kind: yesOrNo(),
  }),
  /** Number of newest requests to keep in the journal, or `false` for none. Default 1000. */
  journal: option<number | false>({
    about: 'number of newest requests to keep in the journal',
    aboutNo: 'keep no journal',
    argument: 'number',
    page: 'control-plane.md#journal',
    default: 1000,
    // An entry takes several kilobytes.
    kind: countOrNone(1, 10_000, 'Give an integer from 1 to 10000, or false for none.'),
  }),
} as const;

/** Every option of the emulator. `SessionManagerOptions`, its checks and its defaults are derived from this table. */
export const optionTable = {
  /** A shipped account fixture's name, the path of a fixture file, or the fixture itself. Default `"acme"`. */
  account: option<AccountName | AccountFixture>({
    about: 'account to serve: the name of a shipped account fixture, or the path of a fixture file',
    argument: 'name|file',
    default: 'acme',
    kind: text('Give a name such as acme, or the path of a fixture file.', isFixturePath),
    problems: () => [], // loading the fixture reports them
  }),
  ...settingOptions,
  /** Behaviour that VTEX's documentation leaves open. Assumptions that are left out keep their defaults. */
  assumptions: option<Partial<Assumptions>>({
    about: 'behaviour where the documentation is silent: name=value, JSON, or a file that holds JSON',
    argument: 'file',
    page: 'assumptions.md',
    default: {},
    defaultText: 'none',
    kind: codeOnly(),
    problems: assumptionProblems,
  }),
  /** Session apps of your own, run in process beside the account's. Default none. */
  apps: option<readonly InProcessApp[]>({
    about: 'session apps that run in process',
    default: [],
    defaultText: 'none',
    kind: codeOnly(),
    problems: (apps) => ownAppProblems(apps, vtexAppNames),
  }),
  /** Session apps of your own that run as servers, called over HTTP as VTEX does. Default none. */
  remoteApps: option<readonly RemoteAppOptions[]>({
    about: 'session apps that run as servers',
    default: [],
    defaultText: 'none',
    kind: codeOnly(),
    problems: remoteAppProblems,
  }),
  /** Other accounts on the same port, by host name: `{ b2b: 'b2b' }` answers at `b2b.localhost`. Default none. */
  accounts: option<Readonly<Record<string, string | AccountFixture>>>({
    about: 'other accounts on the same port, by host name',
    default: {},
    defaultText: 'none',
    kind: codeOnly(),
    problems: accountsProblems,
  }),
  /** A P-256 private key in PEM, for tokens that survive a restart. Default: a new key for each manager. */
  signingKey: option<string | undefined>({
    about: 'P-256 private key (PEM), for tokens that survive a restart',
    argument: 'file',
    default: undefined,
    defaultText: 'a new key at each start',
    kind: codeOnly(),
    problems: () => [], // the signer reports them
  }),
  ...tlsOptions,
  /** Milliseconds since the epoch. Default `Date.now`. */
  clock: option<() => number>({
    about: 'milliseconds since the epoch',
    default: Date.now,
    defaultText: 'Date.now',
    kind: callback(),
  }),
  /** Returns a new UUID at each call. Default `crypto.randomUUID`. */
  ids: option<() => string>({
    about: 'a new UUID at each call',
    default: randomUUID,
    defaultText: 'crypto.randomUUID',
    kind: callback(),
  }),
  /** Called with events between requests, such as that an app's configuration was re-read. Default none. */
  onNotice: option<(message: string) => void>({
    about: 'called with events between requests',
    default: () => undefined,
    defaultText: 'none',
    kind: callback(),
  }),
  /** Called once for each answered session or segment request. Default none. */
  onRequest: option<((report: RequestReport) => void) | undefined>({
    about: 'called once for each answered session or segment request',
    default: undefined,
    defaultText: 'none',
    kind: callback(),
  }),
} as const;

type Table = typeof optionTable;

type ValueOf<Row> = Row extends Option<infer Value> ? Value : never;

/** The options that `POST /_mock/cells` takes: those that JSON can express, and that concern nothing but the cell. */
export const cellOptions: readonly (keyof Table)[] = [
  ...(['account', 'strict', 'cors', 'cookieProfile', 'tokenForm', 'assumptions'] as const),
  ...(['maxSessions', 'signingKey', 'explain', 'journal', 'appOrder'] as const),
];

/** Options of a cell; those that are left out are as the server's. */
export type CellOptions = Omit<
  SessionManagerOptions,
  'accounts' | 'maxCells' | 'cellIdle' | 'controlToken' | 'tls' | 'tlsCert' | 'tlsKey' | 'tlsHost'
>;

/** Options with their defaults filled in. */
export type CheckedOptions = {
  readonly [Name in Exclude<keyof Table, 'assumptions'>]: ValueOf<Table[Name]>;
} & { readonly assumptions: Assumptions };

/** Options of `createSessionManager`. */
export interface SessionManagerOptions
  extends Readonly<{ [Name in keyof Table]?: Exclude<ValueOf<Table[Name]>, undefined> }> {}

/** What `seed` adds. */
export interface Seed {
  /** Entries for the account fixture's lists. An entry whose id exists changes the given members only. */
  readonly account?: AccountData;
  readonly sessions?: readonly SeedSession[];
}

const optionNames = Object.keys(optionTable) as (keyof Table)[];

/** Fills in the defaults. @throws SessionManagerError OPTION_INVALID with all problems at once */
export function checkedOptions(options: SessionManagerOptions): CheckedOptions {
  const problems = [
    ...Object.keys(options).flatMap(unknownOption),
    ...optionNames.flatMap((name) => optionProblems(name, options[name])),
    ...certificateProblems(options),
  ];
  if (problems.length > 0) throw new SessionManagerError('OPTION_INVALID', problems);
  const values = optionNames.map((name) => [
    name,
    options[name] === undefined ? optionTable[name].default : options[name],
  ]);
  const assumptions = { ...defaultAssumptions, ...options.assumptions };
  return { ...(Object.fromEntries(values) as CheckedOptions), assumptions };
}

function optionProblems(name: keyof Table, value: unknown): OptionProblem[] {
  if (value === undefined) return [];
  const { kind, problems, secret } = optionTable[name] as Option<unknown>;
  if (problems !== undefined) return problems(value);
  if (kind.fromJson(value, '') !== undefined) return [];
  const message = secret ? 'is invalid' : `${inText(value)} is invalid`;
  return [{ option: name, message, hint: kind.hint }];
}

function unknownOption(name: string): OptionProblem[] {
  if (Object.hasOwn(optionTable, name)) return [];
  const message = 'is not an option';
  if (name === 'port' || name === 'host' || name === 'tlsPort') {
    return [{ option: name, message: `${message} here`, hint: `Give it to listen({ ${name} }).` }];
  }
  return [{ option: name, message, hint: suggestion(name, optionNames) }];
}
