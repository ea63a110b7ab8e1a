import { resolve } from 'node:path';
import type { RemoteAppOptions } from '../mock/index';
import {
  filePath,
  integer,
  type Kind,
  labelled,
  listOf,
  names,
  type Option,
  oneOf,
  text,
} from '../mock/option-kinds';
import { optionTable, settingOptions } from '../mock/options';
import { isAppUrl, isNames, longestTimeout } from '../mock/own-apps/options';
import { type AssumptionsGiven, assumptionsGiven } from './assumptions';
import { type SourceSetting, sourceSettings } from './sources';

/** Something the user can set. The names of its flag and environment variable follow from its name. */
export interface Setting<T> extends Option<T> {
  /** Its key in the config file, if that is not its name. */
  readonly fileKey?: string;
  /** The option of the emulator that it sets, if that has another name. */
  readonly option?: string;
}

function setting<T>(row: Setting<T>): Setting<T> {
  return row;
}

const { account, assumptions, signingKey, tls, tlsCert, tlsKey, tlsHost } = optionTable;

/** All settings: options of the emulator, and what only the command line has. In the order of the help. */
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
  tls,
  tlsPort: setting({
    about: 'port for https; 0 takes a free one',
    argument: 'number',
    kind: integer(0, 65_535, 'Give an integer from 0 to 65535; 0 takes a free port.'),
    default: 9943,
  }),
  tlsCert: setting({ ...tlsCert, kind: filePath('Give the path of a PEM file.') }),
  tlsKey: setting({ ...tlsKey, kind: filePath('Give the path of a PEM file.') }),
  tlsHost,
  portFile: setting<string | undefined>({
    about: 'file that contains the port number while the emulator accepts requests',
    argument: 'file',
    kind: filePath('Give the path of a file to write.'),
    default: undefined,
    defaultText: 'none',
  }),
  account: setting<readonly string[]>({
    about: `${account.about}; repeatable, as host=name|file too, for others by host name`,
    argument: 'name|file',
    kind: labelled(account.kind as Kind<string>),
    page: 'accounts.md',
    default: [],
    defaultText: 'acme',
    option: 'accounts',
  }),
  ...settingOptions,
  signingKey: setting({ ...signingKey, kind: filePath('Give the path of a PEM file.') }),
  app: setting<readonly AppSetting[]>({
    about:
      'your session apps: PATH of a vtex.session/configuration.json, URL of the server that runs them; repeatable',
    argument: 'PATH=URL',
    kind: appServers(),
    page: 'session-apps.md',
    default: [],
    defaultText: 'none',
    fileKey: 'apps',
    option: 'remoteApps',
  }),
  appTimeout: setting({
    about: 'milliseconds after which a call to such an app has failed',
    argument: 'ms',
    kind: integer(1, longestTimeout, 'Give milliseconds, an integer from 1.'),
    default: 2000,
    option: 'remoteApps.timeout',
  }),
  runOnCreate: setting<readonly string[]>({
    about: 'KEY of such an app to call when a session is created; repeatable',
    argument: 'KEY',
    kind: names('Give KEYs of a vtex.session/configuration.json.'),
    default: [],
    defaultText: 'none',
    option: 'remoteApps.runOnCreate',
  }),
  source: setting<readonly SourceSetting[]>({
    about: 'OpenAPI document to serve beside the sessions, read again when it changes; repeatable',
    argument: '[ID=]FILE',
    kind: sourceSettings(),
    page: 'documents.md',
    default: [],
    defaultText: 'none',
    fileKey: 'sources',
  }),
  import: setting<string | undefined>({
    about: 'snapshot to start with, from --export-on-exit or GET /_mock/snapshot',
    argument: 'file',
    kind: filePath('Give the path of a snapshot.'),
    default: undefined,
    defaultText: 'none',
  }),
  exportOnExit: setting<string | undefined>({
    about: 'file to write a snapshot to on exit; it contains credentials',
    argument: 'file',
    kind: filePath('Give the path of a file to write.'),
    default: undefined,
    defaultText: 'none',
  }),
  log: setting<'pretty' | 'json' | 'silent'>({
    about: 'what to print for each request',
    argument: 'pretty|json|silent',
    kind: oneOf('pretty', 'json', 'silent'),
    default: 'pretty',
  }),
  assumptions: setting<AssumptionsGiven | undefined>({
    about: assumptions.about,
    argument: 'values',
    kind: assumptionsGiven(),
    default: undefined,
    defaultText: 'none',
  }),
  config: setting<string | undefined>({
    about: 'JSON file with these settings',
    argument: 'file',
    kind: filePath('Give the path of a JSON file.'),
    default: undefined,
    defaultText: 'vtex-session-mock.json in the working directory, if present',
  }),
} as const;

export type SettingName = keyof typeof settings;

export type Settings = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Option<infer T> ? T : never;
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** A row of the table, for use with any name. */
export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name] as Setting<unknown>;
}

/** The setting behind an option of the emulator, with or without a path in it: `remoteApps[0].url` → `app`. */
export function settingFor(option: string): SettingName | undefined {
  const path = option.replaceAll(/\[\d+\]/g, '');
  const candidates = settingNames.map((name) => [settingOf(name).option ?? name, name] as const);
  const matching = candidates.filter(([one]) => path === one || path.startsWith(`${one}.`));
  return matching.sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** Its key in the config file. */
export function fileKeyOf(name: SettingName): string {
  return settingOf(name).fileKey ?? name;
}

/** `cookieProfile` → `--cookie-profile` */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export const environmentPrefix = 'VTEX_SESSION_MOCK_';

/** Holds the value of a store's login cookie for `verify`: a flag would appear in the list of processes. */
export const loginVariable = `${environmentPrefix}AUTH_COOKIE`;

/** `cookieProfile` → `VTEX_SESSION_MOCK_COOKIE_PROFILE` */
export function environmentNameOf(name: SettingName): string {
  return environmentPrefix + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** Where the value of a setting came from. */
export type Source =
  | { readonly from: 'flag' }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'default' };

export const byDefault: Source = { from: 'default' };

export function fromFile(path: string): Source {
  return { from: 'file', path };
}

/** For tables: `environment variable VTEX_SESSION_MOCK_PORT`. */
export function sourceText(source: Source): string {
  if (source.from === 'environment') return `environment variable ${source.name}`;
  return source.from === 'file' ? `file ${source.path}` : source.from;
}

/** For messages: what the user has to change, such as `option --port`. */
export function sourceLabel(name: SettingName, source: Source): string {
  if (source.from === 'environment') return `environment variable ${environmentNameOf(name)}`;
  return source.from === 'file' ? `${source.path}: "${fileKeyOf(name)}"` : `option ${flagOf(name)}`;
}

/** Session apps of one server, as the command line gives them. Only a config file can set `runOnCreate` here. */
export interface AppSetting extends Pick<RemoteAppOptions, 'url' | 'runOnCreate'> {
  /** An absolute path. */
  readonly configuration: string;
}

/** `PATH=URL`, or several with commas between them. */
function appServers(): Kind<readonly AppSetting[]> {
  return listOf(
    'Give PATH=URL, such as vtex.session/configuration.json=http://127.0.0.1:4001; in a file {"configuration": PATH, "url": URL}.',
    appFrom,
    {
      type: 'object',
      required: ['configuration', 'url'],
      additionalProperties: false,
      properties: {
        configuration: { type: 'string', pattern: '\\S' },
        url: { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?://[^?#]+$' },
        runOnCreate: { anyOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'string' } }] },
      },
    },
    {
      separator: /,(?=[^,]*=https?:)/i,
      itemIn(text) {
        const [, configuration, url] = /^(.+?)=(https?:.+)$/i.exec(text) ?? [];
        return { configuration, url };
      },
      textOf: ({ configuration, url }) => `${configuration}=${url}`,
    },
  );
}

function appFrom(value: unknown, directory: string): AppSetting | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { configuration, url, runOnCreate, ...others } = value as Readonly<Record<string, unknown>>;
  if (typeof configuration !== 'string' || configuration === '' || Object.keys(others).length > 0)
    return undefined;
  if (!isAppUrl(url)) return undefined;
  const app = { configuration: resolve(directory, configuration), url };
  if (runOnCreate === undefined) return app;
  return typeof runOnCreate === 'boolean' || isNames(runOnCreate) ? { ...app, runOnCreate } : undefined;
}
