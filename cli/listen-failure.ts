import { httpUrl, reachable } from './address';
import { exitCodes, Failure, usageFailure } from './failure';
import { healthAt } from './health';
import { culprit, type Source } from './source';
import type { Address, World } from './world';

/** Why listening failed, in words, where the cause is one that the user can mend; else the error as it is. */
export async function listenFailure(
  error: unknown,
  { host, port }: Address,
  sources: Readonly<Record<'host' | 'port', Source>>,
  world: Pick<World, 'fetch'>,
): Promise<unknown> {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Failure(exitCodes.portInUse, [
        `port ${port} of ${host} is in use. ${await occupantOf({ host, port }, world)}To take a free port: --port 0`,
      ]);
    case 'EACCES':
      return usageFailure(
        `${culprit('port', sources.port)} ${port}: this user may not listen there. Give one above 1023, or 0 for a free port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return usageFailure(
        `${culprit('host', sources.host)} '${host}' is no address of this machine. Give 127.0.0.1, or 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}

/** Says so when another emulator has the port: the user may want that one. */
async function occupantOf({ host, port }: Address, world: Pick<World, 'fetch'>): Promise<string> {
  const url = httpUrl(reachable(host), port);
  const health = await healthAt(url, 1000, world).catch(() => undefined); // not HTTP, or silent
  if (health === undefined) return '';
  return `There answers vtex-session-mock ${health.version}, account ${health.account}: use it at ${url}, or stop it. `;
}
