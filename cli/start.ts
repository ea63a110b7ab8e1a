import { banner, readyLine } from './banner';
import type { Resolved } from './resolve-settings';
import { serving } from './serving';
import { awaitStop } from './stop';
import type { World } from './world';

/** Serves until told to stop; the exit code is then 0, unless what is kept was to be written and could not be. */
export async function start(resolved: Resolved, world: World): Promise<number> {
  const { cookieProfile, log, exportOnExit, controlToken: given } = resolved.settings;
  const { emulator, platform, stdout } = world;
  const stop = awaitStop(world, exportOnExit !== undefined); // first, so that no signal finds us without a handler
  try {
    return await serving(
      resolved,
      world,
      async ({ account, remoteApps: apps, controlToken }, { host, port }) => {
        const { version } = emulator;
        const madeToken = given === undefined ? controlToken : undefined; // who gave one knows it
        const { name } = account;
        const listening = { version, account: name, host, port, cookieProfile, platform, apps, madeToken };
        if (log === 'pretty') stdout.write(banner(listening));
        stdout.write(readyLine(listening));
        await stop.told;
        return 0;
      },
    );
  } finally {
    stop.dispose();
  }
}
