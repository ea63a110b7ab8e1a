import { askInProcess } from './in-process';
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
    const { status, statusText, headers, body } = await askInProcess(handler, {
      method: request.method,
      target: pathname + search,
      headers: [...request.headers],
      body: new Uint8Array(await request.arrayBuffer()),
    });
    const none = bodiless.includes(status) || request.method === 'HEAD';
    const answer = new Headers();
    for (const [name, value] of headers) answer.append(name, value); // lines of Set-Cookie stay a list
    return new Response(none ? null : body, { status, statusText, headers: answer });
  };
}

/** By its shape: test environments and polyfills bring a Request of their own. */
function isRequest(input: Request | string | URL): input is Request {
  return typeof input === 'object' && 'arrayBuffer' in input;
}
