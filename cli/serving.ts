import { basename } from 'node:path';
import type { RemoteAppOptions, SessionManagerOptions } from '../mock/index';
import { settingOptions } from '../mock/options';
import type { ListenFailure } from '../mock/util/listen-failure';
import { readText } from '../mock/util/watched-file';
import { exitCodes, Failure, usageFailure } from './failure';
import { portFile } from './port-file';
import { noticeLog, requestLog } from './request-log';
import type { Resolved } from './resolve-settings';
import { type SettingName, type Settings, settingFor, sourceLabel } from './settings';
import { snapshotFiles } from './snapshot-file';
import { addSources } from './sources';
import type { Listening, ListeningManager, World } from './world';

/**
 * Starts an emulator with these settings, calls `use`, and closes the emulator when that has ended.
 * @returns the exit code of `use`, or 1 instead of 0 if the snapshot could not be written
 */
export async function serving(
  resolved: Resolved,
  world: World,
  use: (manager: ListeningManager, address: Listening) => Promise<number>,
): Promise<number> {
  const { settings, sources } = resolved;
  const file = portFile(settings.portFile, sourceLabel('portFile', sources.portFile), world);
  const snapshots = snapshotFiles(resolved, world);
  const manager = managerOf(resolved, world);
  let exitCode: number;
  let endWatching: (() => void) | undefined;
  try {
    await snapshots.restore(manager);
    endWatching = await addSources(settings.source, sourceLabel('source', sources.source), manager, world);
    file.clear();
    const address = await manager.listen(whereOf(resolved)).catch((error) => {
      file.restore();
      throw listenFailure(error, resolved, world);
    });
    try {
      file.write(address.port);
      exitCode = await use(manager, address);
    } finally {
      file.remove(); // first, since a second signal may cut the rest short
    }
  } finally {
    endWatching?.();
    await manager.close();
  }
  const problem = await snapshots.save(manager); // after close, so no request can change anything
  if (problem === undefined) return exitCode;
  world.stderr.write(`error: ${problem}\n`);
  return exitCode === 0 ? exitCodes.unexpected : exitCode;
}

/** Other defaults than those of `start`, for commands of which several may run, and whose output is not the emulator's. */
export function besideOthers(resolved: Resolved): Resolved {
  const { settings, sources } = resolved;
  return {
    ...resolved,
    settings: {
      ...settings,
      port: sources.port.from === 'default' ? 0 : settings.port,
      log: sources.log.from === 'default' ? 'silent' : settings.log,
    },
  };
}

/** If http is on a free port, so is https unless its port is set. */
function whereOf({ settings: { host, port, tlsPort }, sources }: Resolved) {
  if (port === tlsPort && port !== 0) {
    const label = sourceLabel('tlsPort', sources.tlsPort);
    throw usageFailure(`${label} ${tlsPort} is the port of http. Give another port.`);
  }
  return { host, port, tlsPort: port === 0 && sources.tlsPort.from === 'default' ? 0 : tlsPort };
}

function managerOf(resolved: Resolved, world: World): ListeningManager {
  const options = optionsOf(resolved, world);
  try {
    return world.emulator.createSessionManager(options);
  } catch (error) {
    throw refusalFailure(error, resolved, world) ?? error;
  }
}

function optionsOf({ settings, sources, assumptions }: Resolved, world: World): SessionManagerOptions {
  const onRequest = requestLog(settings.log, world);
  const pem = (name: 'signingKey' | 'tlsCert' | 'tlsKey') => {
    const path = settings[name];
    return path === undefined ? {} : { [name]: pemIn(path, sourceLabel(name, sources[name])) };
  };
  const unchanged = Object.keys(settingOptions) as (keyof typeof settingOptions)[];
  return {
    ...Object.fromEntries(unchanged.map((name) => [name, settings[name]])),
    ...accountsOf(settings.account, sourceLabel('account', sources.account)),
    tls: settings.tls || sources.tlsPort.from !== 'default',
    tlsHost: settings.tlsHost,
    remoteApps: remoteAppsOf(settings),
    assumptions,
    onNotice: noticeLog(settings.log, world),
    ...{ ...pem('signingKey'), ...pem('tlsCert'), ...pem('tlsKey') },
    ...(onRequest !== undefined && { onRequest }),
  };
}

/** The first is served at every host name that none of the others has. */
function accountsOf([first = 'acme', ...others]: readonly string[], label: string): SessionManagerOptions {
  const accounts = new Map<string, string>();
  const sourceOf = (given: string) => given.replace(/^[a-z\d-]+=/i, '');
  for (const given of others) {
    const host = /^([a-z\d-]+)=/i.exec(given)?.[1] ?? basename(given).replace(/\.jsonc?$/, '');
    if (accounts.has(host))
      throw usageFailure(`${label}: ${host} is given twice. Give each account once, or HOST=FILE.`);
    accounts.set(host, sourceOf(given));
  }
  return { account: sourceOf(first), ...(others.length > 0 && { accounts: Object.fromEntries(accounts) }) };
}

/** The KEYs of `--run-on-create` add to those that the config file sets for one server. */
function remoteAppsOf({ app, appTimeout, runOnCreate }: Settings): RemoteAppOptions[] {
  return app.map(({ runOnCreate: own = [], ...where }) => ({
    ...where,
    timeout: appTimeout,
    runOnCreate: typeof own === 'boolean' ? own || runOnCreate : [...own, ...runOnCreate],
  }));
}

function pemIn(path: string, label: string): string {
  const { text, problem } = readText(path);
  if (problem !== undefined) throw usageFailure(`${label}: ${path} ${problem}. Give the path of a PEM file.`);
  return text;
}

/** The emulator's refusal of its options or account fixture, in terms of settings. Undefined for other errors. */
function refusalFailure(
  error: unknown,
  { sources }: Pick<Resolved, 'sources'>,
  { emulator }: Pick<World, 'emulator'>,
): Failure | undefined {
  const label = (setting: SettingName) => sourceLabel(setting, sources[setting]);
  if (error instanceof emulator.accountRefusal) {
    return usageFailure(...error.lines.map((line) => `${label('account')}: ${line}`));
  }
  if (!(error instanceof emulator.optionRefusal)) return undefined;
  const lines = error.problems.map(({ option, message, hint }) => {
    const setting = settingFor(option);
    const where = setting === undefined ? option : label(setting);
    const colon = setting === option || setting === undefined ? '' : ':';
    return `${where}${colon} ${message}${hint === '' ? '' : `. ${hint}`}`;
  });
  return usageFailure(...lines);
}

/** The reason why listening failed, in terms of settings, if the user can fix it; otherwise the error itself. */
function listenFailure(
  error: unknown,
  { settings, sources }: Resolved,
  { emulator }: Pick<World, 'emulator'>,
): unknown {
  const { code, message, port, problem } = error as NodeJS.ErrnoException & ListenFailure;
  if (error instanceof emulator.optionRefusal) return usageFailure(message); // of the CA
  if (code === 'EADDRINUSE') return new Failure(exitCodes.portInUse, [message]);
  if (problem === undefined) return error;
  const name = problem.option === 'port' && port === settings.tlsPort ? 'tlsPort' : problem.option;
  return usageFailure(`${sourceLabel(name, sources[name])} ${problem.message}. ${problem.hint}`);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
