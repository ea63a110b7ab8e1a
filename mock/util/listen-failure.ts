/** What emulator answers at a URL. */
export interface Health {
  readonly version: unknown;
  readonly account: unknown;
}

/**
 * The emulator that answers at `url`; undefined for another server.
 * @throws fetch's error if nothing answers in time
 */
export async function healthAt(
  url: string,
  timeout: number,
  { fetch }: { readonly fetch: typeof globalThis.fetch },
): Promise<Health | undefined> {
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

/** `http://127.0.0.1:9910`, `http://[::1]:9910` */
export function httpUrl(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** An address at which this machine reaches a server that listens on `host`, which may stand for all addresses. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** What is added to Node's error if another host or port would help. */
export interface ListenFailure {
  readonly port?: number;
  readonly problem?: { readonly option: 'host' | 'port'; readonly message: string; readonly hint: string };
}

/** Node's error of a port that cannot be opened, with a message that says why and what to do; others as they are. */
export async function listenFailure<E>(
  error: E,
  { host, port }: { readonly host: string; readonly port: number },
  world: { readonly fetch: typeof globalThis.fetch },
): Promise<E> {
  const because = (option: 'host' | 'port', text: string, hint: string) => {
    const { message: before, stack } = error as E & Error;
    const message = `${option} ${text}. ${hint}`;
    const problem = { option, message: text, hint };
    return Object.assign(error as E & Error, { message, problem, stack: stack?.replace(before, message) }); // Jest prints the stack
  };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE': {
      const url = httpUrl(reachable(host), port);
      const health = await healthAt(url, 1000, world).catch(() => undefined); // not HTTP, or no answer
      const occupant =
        health === undefined
          ? ''
          : `It is used by vtex-session-mock ${health.version}, account ${health.account}: use that at ${url}, or stop it. `;
      return because('port', `${port} of ${host} is in use`, `${occupant}Port 0 takes a free one.`);
    }
    case 'EACCES':
      return because(
        'port',
        `${port} is not open to this user`,
        'Give a port above 1023, or 0 for a free one.',
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return because(
        'host',
        `'${host}' is not an address of this machine`,
        'Give 127.0.0.1, or 0.0.0.0 for all.',
      );
    default:
      return error;
  }
}
