import { exitCodes, Failure } from './failure';
import type { World } from './world';

/** Where a command that asks a running emulator finds it, unless `--url` says otherwise. */
export const usualUrl = 'http://127.0.0.1:9910';

/** A running emulator, and what lets in to its control plane where it needs that. */
export interface Asked {
  readonly url: string;
  readonly token: string | undefined;
}

/**
 * Asks a running emulator's control plane.
 * @throws Failure when nobody answers, or when the answer is a refusal
 */
export async function ask(
  world: World,
  method: 'GET' | 'POST',
  { url: base, token }: Asked,
  path: string,
): Promise<unknown> {
  const url = `${base.replace(/\/+$/, '')}${path}`;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await world.fetch(url, { method, headers }).catch(() => {
    throw new Failure(exitCodes.unexpected, [
      `nothing answers at ${base}. Start it with vtex-session-mock, or give --url.`,
    ]);
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body;
  const { message = `${base} answered ${answer.status}` } = (body ?? {}) as { message?: string };
  throw new Failure(exitCodes.unexpected, [message]);
}
