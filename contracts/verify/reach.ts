import { recognise } from '../targets/recognise';
import type { Target } from '../targets/target';
import { urlPrefix, urlTarget } from '../targets/url';

/** Nothing listens there, or it does not answer HTTP in time. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * The server at a URL.
 *
 * @param controlToken sent to the control routes of this project's emulators, and to no other server
 * @throws Unreachable when it does not answer within `limit` milliseconds, and another error when the URL is no URL
 * to test
 */
export async function reachedTarget(base: string, limit: number, controlToken?: string): Promise<Target> {
  const prefix = urlPrefix(base);
  try {
    const served = await recognise(prefix, AbortSignal.timeout(limit));
    return urlTarget(prefix, { ...served, controlToken });
  } catch (error) {
    const { name, message } = error as Error;
    const reason = name === 'TimeoutError' ? `no answer within ${limit / 1000} s` : message;
    throw new Unreachable(`nothing answers at ${prefix}: ${reason}`);
  }
}
