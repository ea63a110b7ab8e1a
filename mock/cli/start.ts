import { readFileSync } from 'node:fs';
import type { RemoteAppOptions, SessionManagerOptions } from '../index';
import { banner, readyLine } from './banner';
import { usageFailure } from './failure';
import { listenFailure } from './listen-failure';
import { refusalFailure } from './refusal-failure';
import { noticeLog, requestLog } from './request-log';
import type { Resolved } from './resolve-settings';
import type { Settings } from './settings';
import { culprit } from './source';
import { awaitStop } from './stop';
import type { ListeningManager, World } from './world';

/** Serves until told to stop; the exit code is then 0. */
export async function start(resolved: Resolved, world: World): Promise<number> {
  const { settings, sources } = resolved;
  const { emulator, platform, stdout } = world;
  const stop = awaitStop(world); // first, so that no signal finds us without a handler
  try {
    const manager = managerOf(resolved, world);
    try {
      const { host, port } = await manager
        .listen({ port: settings.port, host: settings.host })
        .catch(async (error) => {
          throw await listenFailure(error, settings, sources, world);
        });
      const { version } = emulator;
      const listening = {
        version,
        account: manager.account.name,
        host,
        port,
        cookieProfile: settings.cookieProfile,
        platform,
        apps: manager.remoteApps,
      };
      if (settings.log === 'pretty') stdout.write(banner(listening));
      stdout.write(readyLine(listening));
      await stop.told;
    } finally {
      await manager.close();
    }
  } finally {
    stop.dispose();
  }
  return 0;
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
    remoteApps: remoteAppsOf(settings),
    assumptions,
    onNotice: noticeLog(settings.log, world),
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
