import { askInProcess, connectionReset, type RawAnswer, type RawRequest } from './in-process';
import type { Handler } from './listener';

/** As the global one: what Mock Service Worker and others take for a handler, `(Request) => Promise<Response>`. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** Statuses that a Response may have no body with, not even an empty one. */
const bodiless = [204, 205, 304];

/** A fetch that a handler answers in process, whatever host the URL names. */
export function fetchOf(handler: Handler): Fetch {
  return async (input, init) => {
    const request = isRequest(input) && init === undefined ? input : new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const { signal } = request;
    signal?.throwIfAborted();
    const raw = await answered(handler, {
      method: request.method,
      target: pathname + search,
      headers: [...request.headers],
      body: new Uint8Array(await request.arrayBuffer()),
      signal,
    });
    const { status, statusText, headers } = raw;
    const none = bodiless.includes(status) || request.method === 'HEAD';
    const answer = new Headers();
    for (const [name, value] of headers) answer.append(name, value); // lines of Set-Cookie stay a list
    return new Response(none ? null : bodyOf(raw), { status, statusText, headers: answer });
  };
}

/** @throws as the global fetch does: the signal's reason, or a TypeError whose cause tells */
async function answered(handler: Handler, asked: RawRequest): Promise<RawAnswer> {
  try {
    return await askInProcess(handler, asked);
  } catch (cause) {
    asked.signal?.throwIfAborted();
    throw new TypeError('fetch failed', { cause });
  }
}

/** A body that was cut ends in an error when it is read, as it does on a connection. */
function bodyOf({ body, isCut }: RawAnswer): Uint8Array<ArrayBuffer> | ReadableStream {
  if (!isCut) return body as Uint8Array<ArrayBuffer>;
  let isRead = false;
  return new ReadableStream({
    pull(controller) {
      if (isRead) controller.error(new TypeError('terminated', { cause: connectionReset('aborted') }));
      else controller.enqueue(body);
      isRead = true;
    },
  });
}

/** By its shape: test environments and polyfills bring a Request of their own. */
function isRequest(input: Request | string | URL): input is Request {
  return typeof input === 'object' && 'arrayBuffer' in input;
}
