import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Handler } from './listener';

/** The remote address of a request that never left this process. No socket has such an address. */
export const inProcess = 'in process';

/** A request as it would arrive on a connection. */
export interface RawRequest {
  readonly method: string;
  /** Whether it is addressed to an https URL. */
  readonly isHttps?: boolean;
  /** Path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Closes the connection. */
  readonly signal?: AbortSignal | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly statusText: string;
  /** In order; a name may occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Whether the connection was cut before all of the body was there. */
  readonly isCut: boolean;
}

/**
 * Sends a request to a node:http listener without a port, and parses the bytes that the listener writes.
 * @throws what `http.request` emits if the connection is cut before any answer, code ECONNRESET
 */
export function askInProcess(handler: Handler, asked: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const written: Buffer[] = [];
    const socket = loopback((chunk) => written.push(chunk), asked.isHttps);
    const req = incoming(asked, socket);
    const res = new ServerResponse(req);
    res.assignSocket(socket);
    socket.on('drain', () => res.emit('drain')); // as the server of node:http does
    const disconnect = () => socket.destroy();
    asked.signal?.addEventListener('abort', disconnect, { once: true });
    res.on('finish', () => resolve(answerIn(Buffer.concat(written), false)));
    res.on('close', () => {
      asked.signal?.removeEventListener('abort', disconnect);
      // After 'finish' this has no effect. An answer given to a socket that was just destroyed never emits it.
      if (written.length === 0) reject(connectionReset('socket hang up'));
      else resolve(answerIn(Buffer.concat(written), !res.writableFinished));
    });
    handler(req, res);
  });
}

/** The error of node:http when the peer is gone. */
export function connectionReset(message: 'socket hang up' | 'aborted'): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

function loopback(take: (chunk: Buffer) => void, encrypted = false): Socket {
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      take(chunk); // a stream converts text to bytes
      done();
    },
  });
  return Object.assign(socket, { remoteAddress: inProcess, encrypted }) as unknown as Socket;
}

/** HTTP/1.0, so that the answer's body is not chunked. */
function incoming({ method, target, headers, body }: RawRequest, socket: Socket): IncomingMessage {
  const req = new IncomingMessage(socket);
  const sent = [...headers];
  const has = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
  if (body.length > 0 && !has('content-length') && !has('transfer-encoding')) {
    sent.push(['content-length', String(body.length)]);
  }
  Object.assign(req, { method, url: target, httpVersion: '1.0', httpVersionMajor: 1, httpVersionMinor: 0 });
  req.rawHeaders = sent.flat();
  for (const [name, value] of sent) addHeader(req.headers, name.toLowerCase(), value);
  if (body.length > 0) req.push(Buffer.from(body));
  req.push(null);
  req.complete = true;
  return req;
}

/** Lines of one name are joined, as node joins them. */
function addHeader(headers: IncomingMessage['headers'], name: string, value: string): void {
  const before = headers[name];
  headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
}

/** Headers of the connection, not of the answer. */
const ofTheConnection = /^(?:connection|keep-alive|transfer-encoding)$/i;

function answerIn(bytes: Buffer, isCut: boolean): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, status = '', statusText = ''] = /^HTTP\/1\.\d (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(status),
    statusText,
    headers: headers.filter(([name]) => !ofTheConnection.test(name)),
    body: bytes.subarray(end + 4),
    isCut,
  };
}

/** Like the global `fetch`. Mock Service Worker and others take `(Request) => Promise<Response>` as a handler. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** A Response with one of these statuses must have no body, not even an empty one. */
const bodiless = [204, 205, 304];

/** A fetch that a handler answers in process. The host of the URL does not matter. */
export function fetchOf(handler: Handler): Fetch {
  return async (input, init) => {
    const request = isRequest(input) && init === undefined ? input : new Request(input, init);
    const { pathname, search, protocol } = new URL(request.url);
    const { signal } = request;
    signal?.throwIfAborted();
    const raw = await answered(handler, {
      method: request.method,
      target: pathname + search,
      isHttps: protocol === 'https:',
      headers: init?.headers === undefined ? [...request.headers] : sentHeaders(request, init.headers),
      body: new Uint8Array(await request.arrayBuffer()),
      signal,
    });
    const { status, statusText, headers } = raw;
    const none = bodiless.includes(status) || request.method === 'HEAD';
    const answer = new Headers();
    for (const [name, value] of headers) answer.append(name, value); // Set-Cookie lines stay separate
    const response = new Response(none ? null : bodyOf(raw), { status, statusText, headers: answer });
    const lines = answer.getSetCookie();
    // happy-dom's Response removes Set-Cookie, as pages do not see it
    if (response.headers.getSetCookie().length < lines.length)
      Object.assign(response.headers, { getSetCookie: () => lines });
    return response;
  };
}

/** happy-dom's Request drops a given Cookie, as pages cannot set it. */
function sentHeaders(request: Request, given: NonNullable<RequestInit['headers']>): [string, string][] {
  const sent = new Headers(request.headers);
  for (const [name, value] of new Headers(given)) sent.set(name, value);
  return [...sent];
}

/** @throws as the global fetch does: the signal's reason, or a TypeError with a cause */
async function answered(handler: Handler, asked: RawRequest): Promise<RawAnswer> {
  try {
    return await askInProcess(handler, asked);
  } catch (cause) {
    asked.signal?.throwIfAborted();
    throw new TypeError('fetch failed', { cause });
  }
}

/** Reading a truncated body ends in an error, as it does on a connection. */
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

/** By shape: test environments and polyfills have their own Request class. */
function isRequest(input: Request | string | URL): input is Request {
  return typeof input === 'object' && 'arrayBuffer' in input;
}
