import type { SessionApp } from '../rules/app';
import type { Namespaces } from '../rules/session';
import { NumberProblem, parseJson, syntaxErrorText } from '../util/json';
import type { AppConfiguration } from './configuration';
import { fromJson, toJson } from './json';

export interface RemoteApp extends AppConfiguration {
  /** Where the developer's handler listens. It may have a path. */
  readonly url: string;
  /** Milliseconds until the answer is complete. */
  readonly timeout: number;
  readonly runOnCreate: boolean;
  readonly fetch: typeof fetch;
}

/** The maximum size of an answer. */
const maxAnswerBytes = 1_048_576;

/**
 * A session app in a process of its own, called over HTTP as Session Manager calls the public route of a VTEX IO app
 * . Anything but a 2xx with a JSON object or without a body is a failure. The Error says what
 * was received, without its content.
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
      // The handler keeps running; the emulator stops waiting for it.
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
      try {
        return fromJson(parseJson(text) ?? [], output); // null fails as a non-object, too
      } catch (error) {
        if (error instanceof NumberProblem) {
          const where = syntaxErrorText(error as SyntaxError, text);
          throw failed(`answered ${status}, but its JSON is refused${where}`);
        }
        if (error instanceof SyntaxError) throw failed(`answered ${status} (${kind}), which is not JSON`);
        throw failed(`answered ${status}, but ${(error as Error).message}`, error);
      }
    },
  };
}

/** The body of a success; undefined if it is too large. Other bodies are not read. */
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

/** The cause, since fetch itself says only "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const { code, message: inner } = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code ?? (inner === undefined || inner === '' ? message : inner);
}
