import type { RemoteAppOptions, SessionManagerOptions } from '../mock/index';
import { readText } from '../mock/util/watched-file';
import { exitCodes, usageFailure } from './failure';
import { listenFailure } from './listen-failure';
import { portFile } from './port-file';
import { refusalFailure } from './refusal-failure';
import { noticeLog, requestLog } from './request-log';
import type { Resolved } from './resolve-settings';
import type { Settings } from './settings';
import { snapshotFiles } from './snapshot-file';
import { culprit } from './source';
import type { Address, ListeningManager, World } from './world';

/**
 * Opens the emulator as it is set, and closes it when `use` has ended.
 * @returns the exit code that `use` gives, or 1 in place of 0 when what is kept could not be written
 */
export async function serving(
  resolved: Resolved,
  world: World,
  use: (manager: ListeningManager, address: Address) => Promise<number>,
): Promise<number> {
  const { settings, sources } = resolved;
  const file = portFile(settings.portFile, culprit('portFile', sources.portFile), world);
  const snapshots = snapshotFiles(resolved, world);
  const manager = managerOf(resolved, world);
  let exitCode: number;
  try {
    await snapshots.restore(manager);
    file.clear();
    const { host, port } = await manager
      .listen({ port: settings.port, host: settings.host })
      .catch(async (error) => {
        file.restore();
        throw await listenFailure(error, settings, sources, world);
      });
    try {
      file.write(port);
      exitCode = await use(manager, { host, port });
    } finally {
      file.remove(); // before the rest of the end, which a second signal may cut short
    }
  } finally {
    await manager.close();
  }
  const problem = await snapshots.save(manager); // closed, so that nobody changes anything any more
  if (problem === undefined) return exitCode;
  world.stderr.write(`error: ${problem}\n`);
  return exitCode === 0 ? exitCodes.unexpected : exitCode;
}

function managerOf(resolved: Resolved, world: World): ListeningManager {
  const options = optionsOf(resolved, world);
  try {
    return world.emulator.createSessionManager(options);
  } catch (error) {
    throw refusalFailure(error, resolved, world.emulator) ?? error;
  }
}

function optionsOf({ settings, sources, assumptions }: Resolved, world: World): SessionManagerOptions {
  const { account, strict, cors, cookieProfile, tokenForm, maxSessions, signingKey, appOrder, explain } =
    settings;
  const { controlToken, journal } = settings;
  const onRequest = requestLog(settings.log, world);
  return {
    account,
    strict,
    cors,
    cookieProfile,
    tokenForm,
    maxSessions,
    appOrder,
    explain,
    journal,
    remoteApps: remoteAppsOf(settings),
    assumptions,
    onNotice: noticeLog(settings.log, world),
    ...(controlToken === undefined ? {} : { controlToken }),
    ...(signingKey === undefined
      ? {}
      : { signingKey: keyIn(signingKey, culprit('signingKey', sources.signingKey)) }),
    ...(onRequest === undefined ? {} : { onRequest }),
  };
}

/** What `--run-on-create` names is added to what the config file says of one app. */
function remoteAppsOf({ app, appTimeout, runOnCreate }: Settings): RemoteAppOptions[] {
  return app.map(({ runOnCreate: own = [], ...where }) => ({
    ...where,
    timeout: appTimeout,
    runOnCreate: typeof own === 'boolean' ? own || runOnCreate : [...own, ...runOnCreate],
  }));
}

function keyIn(path: string, namedBy: string): string {
  const { text, problem } = readText(path);
  if (problem === undefined) return text;
  throw usageFailure(`${namedBy}: ${path} ${problem}. Give the path of a PEM file.`);
}
