import { exitCodes, Failure, usageFailure } from './failure';
import { healthAt } from './health';
import type { World } from './world';

/**
 * Says which emulator answers.
 * @throws Failure when none does, with the reason in one line
 */
export async function healthcheck(
  url: string,
  timeout: number,
  world: Pick<World, 'fetch'>,
): Promise<string> {
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    throw usageFailure(`option --url '${url}' is invalid. Give a URL such as http://127.0.0.1:9910.`);
  }
  const health = await healthAt(url, timeout, world).catch((error: Error) => {
    throw unhealthy(
      error.name === 'TimeoutError'
        ? `${url} did not answer within ${timeout} ms.`
        : `nothing answers at ${url}.`,
    );
  });
  if (health === undefined) throw unhealthy(`what answers at ${url} is not vtex-session-mock.`);
  return `vtex-session-mock ${health.version}, account ${health.account}\n`;
}

function unhealthy(reason: string): Failure {
  return new Failure(exitCodes.unexpected, [reason]);
}
