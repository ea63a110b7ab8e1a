import { type AppOrder, type CookieProfile, type TokenForm, tokenForms } from '../mock/index';
import { type AppSetting, remoteApps } from './app-kind';
import { type AssumptionsGiven, assumptionsGiven } from './assumptions';
import {
  countOrNone,
  filePath,
  integer,
  type Kind,
  names,
  oneOf,
  origins,
  text,
  wordLike,
  yesOrNo,
} from './setting-kinds';

/** One thing a user may set. Its flag, its environment variable and its file key follow from its name. */
export interface Setting<T> {
  /** For the help. */
  readonly about: string;
  /** What the help calls the flag's argument; a flag without one is a switch. */
  readonly argument?: string;
  readonly kind: Kind<T>;
  readonly default: T;
  /** How the default reads where showing it would say nothing. */
  readonly defaultReads?: string;
  /** Its key in the config file, where that is not its name. */
  readonly fileKey?: string;
  /** Never shown; a problem with it is told without the value. */
  readonly secret?: true;
  /** For the help of the flag that says no; switches that are on by default have one. */
  readonly aboutNo?: string;
}

function setting<T>(described: Setting<T>): Setting<T> {
  return described;
}

/** Every setting there is. Flags, environment, file, help and `config --print` are all made from this. */
export const settings = {
  port: setting({
    about: 'port to listen on; 0 takes a free one',
    argument: 'number',
    kind: integer(0, 65_535, 'Give an integer from 0 to 65535; 0 takes a free port.'),
    default: 9910,
  }),
  host: setting({
    about: 'address to listen on',
    argument: 'address',
    kind: text('Give an address of this machine, such as 127.0.0.1.'),
    default: '127.0.0.1',
  }),
  portFile: setting<string | undefined>({
    about: 'file that holds the number of the port while requests are answered',
    argument: 'file',
    kind: filePath('Give the path of a file to write.'),
    default: undefined,
    defaultReads: 'none',
  }),
  controlToken: setting<string | undefined>({
    about:
      'what lets other machines and host names in to /_mock, by Authorization: Bearer; needed by all on an address that is no loopback one',
    argument: 'token',
    kind: text('Give letters, digits and -._~+/ only.'),
    default: undefined,
    defaultReads: 'a new one where it is needed',
    secret: true,
  }),
  account: setting({
    about: 'account to serve: the name of a shipped account fixture, or the path of a fixture file',
    argument: 'name|file',
    // As the emulator tells them apart: a path has a slash or ends in .json.
    kind: text('Give a name such as acme, or the path of a fixture file.', (value) =>
      /[/\\]|\.json$/.test(value),
    ),
    default: 'acme',
  }),
  strict: setting({
    about: "refuse what VTEX's published document does not allow",
    kind: yesOrNo(),
    default: false,
  }),
  cors: setting<readonly string[]>({
    about: 'origin that may call with credentials from a browser; may be given again',
    argument: 'origin',
    kind: origins(),
    default: [],
    defaultReads: 'none',
  }),
  cookieProfile: setting<CookieProfile>({
    about:
      'live marks cookies as VTEX does; dev is for clients that cannot hold Secure cookies on plain http',
    argument: 'live|dev',
    kind: oneOf('live', 'dev'),
    default: 'live',
  }),
  tokenForm: setting<TokenForm>({
    about: "which years' session token to emit",
    argument: tokenForms.join('|'),
    kind: oneOf(...tokenForms),
    default: '2026',
  }),
  maxSessions: setting({
    about: 'sessions kept at most; the least recently used goes first',
    argument: 'number',
    kind: integer(1, Number.MAX_SAFE_INTEGER, 'Give an integer from 1.'),
    default: 1_000_000,
  }),
  signingKey: setting<string | undefined>({
    about: 'P-256 private key (PEM), for tokens that outlive a restart',
    argument: 'file',
    kind: filePath('Give the path of a PEM file.'),
    default: undefined,
    defaultReads: 'a new key at each start',
  }),
  app: setting<readonly AppSetting[]>({
    about:
      'session apps of yours: PATH of a vtex.session/configuration.json, URL where they listen; may be given again',
    argument: 'PATH=URL',
    kind: remoteApps(),
    default: [],
    defaultReads: 'none',
    fileKey: 'apps',
  }),
  appTimeout: setting({
    about: 'milliseconds until the answer of such an app counts as failed',
    argument: 'ms',
    kind: integer(1, 2_147_483_647, 'Give milliseconds, an integer from 1.'),
    default: 2000,
  }),
  runOnCreate: setting<readonly string[]>({
    about: 'KEY of such an app that is called when a session is created; may be given again',
    argument: 'KEY',
    kind: names('Give KEYs of a vtex.session/configuration.json.'),
    default: [],
    defaultReads: 'none',
  }),
  appOrder: setting<AppOrder>({
    about:
      'declared, shuffled or shuffled:SEED, which is repeatable: how answers of session apps in one round are merged',
    argument: 'order',
    kind: wordLike(/^(declared|shuffled(:\d{1,15})?)$/, 'Give declared, shuffled or shuffled:SEED.'),
    default: 'declared',
  }),
  explain: setting({
    about: 'keep what each write did to a session, for vtex-session-mock explain (the default)',
    aboutNo: 'do not keep it',
    kind: yesOrNo(),
    default: true,
  }),
  journal: setting<number | false>({
    about: 'requests kept in the journal, the newest',
    argument: 'number',
    aboutNo: 'keep none',
    kind: countOrNone(1, 10_000, 'Give an integer from 1 to 10000, or false for none.'),
    default: 1000,
  }),
  import: setting<string | undefined>({
    about: 'snapshot to begin with, as --export-on-exit or GET /_mock/snapshot wrote it',
    argument: 'file',
    kind: filePath('Give the path of a snapshot.'),
    default: undefined,
    defaultReads: 'none',
  }),
  exportOnExit: setting<string | undefined>({
    about: 'file that is given a snapshot of all that is kept at the end; it holds credentials',
    argument: 'file',
    kind: filePath('Give the path of a file to write.'),
    default: undefined,
    defaultReads: 'none',
  }),
  log: setting<'pretty' | 'json' | 'silent'>({
    about: 'what to print for each request',
    argument: 'pretty|json|silent',
    kind: oneOf('pretty', 'json', 'silent'),
    default: 'pretty',
  }),
  assumptions: setting<AssumptionsGiven | undefined>({
    about:
      'what to do where nobody knows what the service does: a file that vtex-session-mock verify wrote, or JSON',
    argument: 'file',
    kind: assumptionsGiven(),
    default: undefined,
    defaultReads: 'none',
  }),
  config: setting<string | undefined>({
    about: 'JSON file with these settings',
    argument: 'file',
    kind: filePath('Give the path of a JSON file.'),
    default: undefined,
    defaultReads: 'vtex-session-mock.json in the working directory, if present',
  }),
} as const;

export type SettingName = keyof typeof settings;

export type Settings = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T> ? T : never;
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** What the table holds when the type of one entry does not matter. */
export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name] as Setting<unknown>;
}

/** As the config file calls it. */
export function fileKeyOf(name: SettingName): string {
  return settingOf(name).fileKey ?? name;
}

/** `cookieProfile` → `--cookie-profile` */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export const environmentPrefix = 'VTEX_SESSION_MOCK_';

/** `cookieProfile` → `VTEX_SESSION_MOCK_COOKIE_PROFILE` */
export function environmentNameOf(name: SettingName): string {
  return environmentPrefix + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
