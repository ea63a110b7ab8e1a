import type { World } from './world';

export interface Answered {
  readonly version: unknown;
  readonly account: unknown;
}

/**
 * Who answers at `url`: an emulator, or a stranger, for whom this is undefined.
 * @throws fetch's error when nobody answers in time
 */
export async function healthAt(
  url: string,
  timeout: number,
  { fetch }: Pick<World, 'fetch'>,
): Promise<Answered | undefined> {
  const signal = AbortSignal.timeout(timeout);
  const answer = await fetch(`${url.replace(/\/+$/, '')}/_mock/health`, { signal, redirect: 'manual' });
  try {
    const { product, version, account } = (await answer.json()) as Record<string, unknown>;
    return product === 'vtex-session-mock' ? { version, account } : undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined; // not JSON, or null
  }
}
