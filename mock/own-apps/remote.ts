import type { SessionApp } from '../rules/app';
import type { Namespaces } from '../rules/session';
import type { AppConfiguration } from './configuration';
import { fromJson, toJson } from './json';

export interface RemoteApp extends AppConfiguration {
  /** Where the developer's handler listens; a path in it is kept. */
  readonly url: string;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  readonly runOnCreate: boolean;
  readonly fetch: typeof fetch;
}

/** Bytes an answer may have at most. */
const maxAnswerBytes = 1_048_576;

/**
 * A session app that runs as a process of its own and is called over HTTP, as Session Manager calls the
 * public route of a VTEX IO app. Whatever is not a 2xx with a JSON object or without a body
 * is a failure; its Error tells what came, and nothing of what was in it.
 */
export function remoteApp({ key, input, output, url, timeout, runOnCreate, fetch }: RemoteApp): SessionApp {
  const address = `${url.replace(/\/+$/, '')}/_v/${encodeURIComponent(key)}/session/transform`;
  const failed = (what: string, cause?: unknown) => new Error(`POST ${address} ${what}`, { cause });

  const exchange = async (inputs: Namespaces) => {
    const budget = AbortSignal.timeout(timeout); // for headers and body together
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(toJson(inputs)),
        redirect: 'manual',
        signal: budget,
      });
      return { response, text: await textOf(response) };
    } catch (error) {
      // The handler goes on, it is only not waited for any more.
      throw failed(budget.aborted ? `took over ${timeout} ms` : `failed: ${reasonOf(error)}`, error);
    }
  };

  return {
    name: key,
    input,
    output,
    runOnCreate,
    url,
    async transform(inputs) {
      const { response, text } = await exchange(inputs);
      const { status, ok, headers } = response;
      if (headers.has('location') && status >= 300 && status < 400)
        throw failed(`answered ${status}, a redirect, which is not followed`);
      if (!ok) throw failed(`answered ${status}`);
      if (text === undefined) throw failed(`answered over ${maxAnswerBytes} bytes`);
      if (text.trim() === '') return new Map();
      const kind = headers.get('content-type') ?? 'no content type';
      const answer = parsed(text);
      if (answer === undefined) throw failed(`answered ${status} (${kind}), which is not JSON`);
      try {
        return fromJson(answer.json);
      } catch (error) {
        throw failed(`answered ${status}, but ${(error as Error).message}`, error);
      }
    },
  };
}

/** The body of a success; undefined when it is too large. Of other answers nothing is read. */
async function textOf({ ok, body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = ok ? await reader.read() : { done: true };
    size += value?.length ?? 0;
    if (!ok || size > maxAnswerBytes) {
      reader.cancel().catch(() => undefined); // frees the connection
      return undefined;
    }
    if (done) return new TextDecoder().decode(Buffer.concat(chunks));
    if (value !== undefined) chunks.push(value);
  }
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return { json: json ?? [] }; // null is no object either
  } catch {
    return undefined;
  }
}

/** fetch itself says no more than "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const { code, message: inner } = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code ?? (inner === undefined || inner === '' ? message : inner);
}
