import { recognise } from '../targets/recognise';
import type { Target } from '../targets/target';
import { reasonOf, urlPrefix, urlTarget } from '../targets/url';

/** Nobody is there, or nobody who speaks HTTP in time. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * The server at a URL, once it has answered anything.
 *
 * @param controlToken sent to the control routes of one of this project's emulators, and to nobody else
 * @throws Unreachable when it does not within `limit` milliseconds, and another error when that is no URL to test
 */
export async function reachedTarget(base: string, limit: number, controlToken?: string): Promise<Target> {
  const prefix = urlPrefix(base);
  try {
    const signal = AbortSignal.timeout(limit);
    const answer = await fetch(`${prefix}/_mock/health`, { redirect: 'manual', signal });
    await answer.body?.cancel();
  } catch (error) {
    const { name } = error as Error;
    const reason = name === 'TimeoutError' ? `no answer within ${limit / 1000} s` : reasonOf(error as Error);
    throw new Unreachable(`nothing answers at ${prefix}: ${reason}`);
  }
  return urlTarget(prefix, { ...recognise(prefix), controlToken });
}
