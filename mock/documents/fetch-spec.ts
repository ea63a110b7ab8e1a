import { badSpec, mostBytes } from './spec';

/** Who may name a URL, and what for. */
export interface SpecFetching {
  readonly fetch: typeof fetch;
  /** Hosts besides loopback, such as `raw.githubusercontent.com`; `*` for any: what the user of the command line named themselves. */
  readonly hosts: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
}

const mostRedirects = 5;

export const isUrl = (spec: string): boolean => /^https?:\/\//i.test(spec);

/**
 * The text at a URL. Redirects are followed on the same host only.
 * @throws Refusal SPEC_URL_NOT_ALLOWED, SPEC_UNREACHABLE, SPEC_TOO_LARGE
 */
export async function fetchSpec(url: string, { fetch, hosts, timeout }: SpecFetching): Promise<string> {
  const signal = AbortSignal.timeout(timeout);
  let current = parsedUrl(url);
  const { host } = current;
  if (!isAllowed(current, hosts)) {
    throw badSpec(
      'SPEC_URL_NOT_ALLOWED',
      `The OpenAPI document at ${current.hostname} is not fetched: only loopback addresses are. Start with --spec-host ${current.hostname}, or send the document's text`,
    );
  }
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await fetch(current, { redirect: 'manual', signal }).catch((error: Error) => {
      throw unreachable(
        error.name === 'TimeoutError' ? `no answer within ${timeout / 1000} s` : causeOf(error),
      );
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      current = new URL(location, current);
      if (current.host !== host) {
        throw badSpec(
          'SPEC_URL_NOT_ALLOWED',
          `The OpenAPI document redirects from ${host} to ${current.host}: name the URL it redirects to`,
        );
      }
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw unreachable(`HTTP ${response.status}`);
    }
    return textOf(response);
  }
  throw unreachable(`more than ${mostRedirects} redirects`);
}

function parsedUrl(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw unreachable('the URL is not readable');
  }
}

function isAllowed({ hostname }: URL, hosts: readonly string[]): boolean {
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return isLoopback || hosts.some((host) => host === '*' || host.toLowerCase() === hostname);
}

/** Read piece by piece, so that a body without an end is not kept. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(causeOf(error as Error));
  }
  if (bytes > mostBytes) {
    throw badSpec('SPEC_TOO_LARGE', `The OpenAPI document is larger than ${mostBytes / 1024 / 1024} MB`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const unreachable = (why: string) => badSpec('SPEC_UNREACHABLE', `Failed to fetch OpenAPI document: ${why}`);

const causeOf = ({ message, cause }: Error) => (cause instanceof Error ? cause.message : message);
