import { readFileSync } from 'node:fs';
import type { RemoteAppOptions, SessionManagerOptions } from '../index';
import { usageFailure } from './failure';
import { listenFailure } from './listen-failure';
import { portFile } from './port-file';
import { refusalFailure } from './refusal-failure';
import { noticeLog, requestLog } from './request-log';
import type { Resolved } from './resolve-settings';
import type { Settings } from './settings';
import { culprit } from './source';
import type { Address, ListeningManager, World } from './world';

/** Opens the emulator as it is set, and closes it when `use` has ended. */
export async function serving<T>(
  resolved: Resolved,
  world: World,
  use: (manager: ListeningManager, address: Address) => Promise<T>,
): Promise<T> {
  const { settings, sources } = resolved;
  const file = portFile(settings.portFile, culprit('portFile', sources.portFile), world);
  const manager = managerOf(resolved, world);
  try {
    file.clear();
    const { host, port } = await manager
      .listen({ port: settings.port, host: settings.host })
      .catch(async (error) => {
        file.restore();
        throw await listenFailure(error, settings, sources, world);
      });
    try {
      file.write(port);
      return await use(manager, { host, port });
    } finally {
      file.remove(); // before the rest of the end, which a second signal may cut short
    }
  } finally {
    await manager.close();
  }
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
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw usageFailure(`${namedBy}: ${path} ${what}. Give the path of a PEM file.`);
  }
}
