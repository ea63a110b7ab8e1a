import type { Target } from './target';
import { reasonOf, type Served, urlPrefix, urlTarget } from './url';

/**
 * Asks a server whether it is one of this project's emulators and which account it serves.
 *
 * Any server may have something at these paths, so only an answer of the known shape counts. A root path may stand
 * in front of the session operations but not of the control routes, which then answer at the origin. An emulator at
 * the origin says nothing about what is behind the path, where a proxy may have put another server; so that one must
 * refuse a read without items with the code that only this emulator gives.
 *
 * @throws when nothing answers
 */
export async function recognise(base: string, signal: AbortSignal | null = null): Promise<Served> {
  const prefix = urlPrefix(base);
  const { origin } = new URL(prefix);
  const found = await healthAt(prefix, signal);
  if (found.control !== undefined || prefix === origin) return found;
  const { code } = await jsonAt(`${prefix}/api/sessions`, signal);
  return code === 'ITEMS_MISSING' ? healthAt(origin, signal) : found;
}

async function healthAt(base: string, signal: AbortSignal | null): Promise<Served> {
  const { product, account, cookieProfile } = await jsonAt(`${base}/_mock/health`, signal);
  return product === 'vtex-session-mock'
    ? { emulatedAccount: account, cookieProfile, control: base }
    : { emulatedAccount: undefined };
}

async function jsonAt(url: string, signal: AbortSignal | null): Promise<Record<string, string | undefined>> {
  const answer = await fetch(url, { redirect: 'manual', signal }).catch((cause: Error) => {
    if (cause.name === 'TimeoutError') throw cause;
    throw new Error(reasonOf(cause), { cause });
  });
  const body = (await answer.json().catch(() => undefined)) as Record<string, string> | null | undefined;
  return body ?? {};
}

/** No server listens at the URL, or it does not answer in time. */
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
