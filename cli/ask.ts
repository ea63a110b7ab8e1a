import type { PersonaSession } from '../mock/index';
import { healthAt } from '../mock/util/listen-failure';
import { exitCodes, Failure, usageFailure } from './failure';
import { escapedLines } from './terminal';
import type { World } from './world';

/** The default of `--url`: where a running emulator is expected. */
export const usualUrl = 'http://127.0.0.1:9910';

/** A running emulator, and the token of its control plane if it needs one. */
export interface Running {
  readonly url: string;
  readonly token: string | undefined;
}

/** Sends a request to the control plane of a running emulator. @throws fetch's error if no emulator answers */
export function send(
  { fetch }: Pick<World, 'fetch'>,
  { url, token }: Running,
  path: string,
  { body, ...init }: { method?: 'POST' | 'DELETE'; body?: object | undefined; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${bare(url)}/_mock${path}`, {
    ...init,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** The body of the answer. @throws Failure if no emulator answers, or if it refuses the request */
export async function ask(
  world: World,
  running: Running,
  path: string,
  init?: Parameters<typeof send>[3],
): Promise<unknown> {
  const { url } = running;
  const answer = await send(world, running, path, init).catch(() => {
    throw new Failure(exitCodes.unexpected, [
      `nothing answers at ${url}. Start vtex-session-mock, or give --url.`,
    ]);
  });
  const answered: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && answered !== undefined) return answered;
  const { message = `${url} answered ${answer.status}` } = (answered ?? {}) as { message?: string };
  throw new Failure(exitCodes.unexpected, [message]);
}

/** The path that lists tools. */
export function toolsPath({
  source,
  query,
}: {
  source?: string | undefined;
  query?: string | undefined;
}): string {
  const asked = { ...(source !== undefined && { source }), ...(query !== undefined && { q: query }) };
  return `/tools?${new URLSearchParams(asked)}`;
}

/** The URL without slashes at its end. */
export function bare(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * The subcommand `healthcheck`: names the emulator that answers.
 * @throws Failure with the reason in one line if none does
 */
export async function healthcheck(
  url: string,
  timeout: number,
  world: Pick<World, 'fetch'>,
): Promise<string> {
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    throw usageFailure(`option --url '${url}' is invalid. Give a URL such as http://127.0.0.1:9910.`);
  }
  const unhealthy = (reason: string) => new Failure(exitCodes.unexpected, [reason]);
  const health = await healthAt(url, timeout, world).catch((error: Error) => {
    throw unhealthy(
      error.name === 'TimeoutError'
        ? `${url} did not answer within ${timeout} ms.`
        : `nothing answers at ${url}.`,
    );
  });
  if (health === undefined) throw unhealthy(`the server at ${url} is not vtex-session-mock.`);
  return `vtex-session-mock ${health.version}, account ${health.account}\n`;
}

interface ListedPersona {
  readonly id: string;
  readonly description: string;
}

export interface PersonaFlags {
  /** The id of the contract that a Buyer Portal shopper buys under. */
  readonly contract?: string;
  /** Print JSON. */
  readonly json?: boolean;
}

/** The personas of a running emulator's account, one per line. */
export async function listPersonas(running: Running, world: World): Promise<string> {
  const personas = (await ask(world, running, '/personas')) as readonly ListedPersona[];
  const width = Math.max(0, ...personas.map(({ id }) => id.length));
  return escapedLines(personas.map(({ id, description }) => `${id.padEnd(width)}  ${description}`));
}

/** Creates a session of a persona, and prints how to use it in a terminal and in a browser. */
export async function persona(
  id: string,
  { contract, json }: PersonaFlags,
  running: Running,
  world: World,
): Promise<string> {
  const query = contract === undefined ? '' : `?contract=${encodeURIComponent(contract)}`;
  const path = `/personas/${encodeURIComponent(id)}/sessions${query}`;
  const session = (await ask(world, running, path, { method: 'POST' })) as PersonaSession;
  if (json) return `${JSON.stringify(session, null, 2)}\n`;
  const base = bare(running.url);
  return `# ${id}, in a terminal
curl -b '${session.cookie}' "${base}/api/sessions?items=*"

# in a browser: press ${id} on this page, at the host name of your store (cookies ignore ports)
${base}/_mock/login
`;
}
