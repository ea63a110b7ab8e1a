import type { GivenPolicies, LiveOptions, Target } from '../contracts/verify/index';
import { usualUrl } from './ask';
import { exitCodes, Failure, usageFailure } from './failure';
import type { VerifyFlags } from './verify-options';
import type { Suite, World } from './world';

/** Holds the value of a store's login cookie: a flag would show in the list of processes. */
export const loginVariable = 'VTEX_SESSION_MOCK_AUTH_COOKIE';

/** What is asked of a live account, when one is named; of a server by URL, nothing of this. */
export function liveOptionsOf(
  flags: VerifyFlags,
  account: string | undefined,
  { env }: Pick<World, 'env'>,
): LiveOptions | undefined {
  const { url, environment, workspace, allowHost: allowedHosts = [], budget, dryRun, record } = flags;
  if (account === undefined) {
    const given = Object.entries({ environment, workspace, budget, dryRun, record }).filter(
      ([, value]) => value !== undefined,
    );
    if (given.length === 0 && allowedHosts.length === 0) return undefined;
    throw usageFailure(
      '--environment, --workspace, --allow-host, --budget, --dry-run and --record are of a live account: name it by --account.',
    );
  }
  if (url !== undefined) throw usageFailure('--url and --account name two targets. Give one of them.');
  return { account, environment, workspace, allowedHosts, budget, authCookie: env[loginVariable], record };
}

export async function targetOf(
  url: string | undefined,
  live: LiveOptions | undefined,
  { timeout, controlToken }: { readonly timeout: number; readonly controlToken: string | undefined },
  suite: Suite,
): Promise<Target> {
  try {
    if (live !== undefined) return suite.liveTarget(live);
    return await suite.reachedTarget(url ?? usualUrl, timeout, controlToken);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof suite.Unreachable) throw new Failure(exitCodes.unreachable, [message]);
    throw usageFailure(message);
  }
}

/** The account fixture is read by the emulator itself, which knows what is wrong with one. */
export function policiesOf(account: string, { emulator }: Pick<World, 'emulator'>): GivenPolicies {
  try {
    return emulator.createSessionManager({ account }).account;
  } catch (error) {
    if (!(error instanceof emulator.accountRefusal)) throw error;
    throw usageFailure(...error.message.split('\n').map((line) => `option --account-fixture: ${line}`));
  }
}
