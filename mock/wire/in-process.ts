import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Handler } from './listener';

/** The remote address of a request that never left this process. No socket has such an address. */
export const inProcess = 'in process';

/** A request as it would come over the wire. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Hangs up. */
  readonly signal?: AbortSignal | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly statusText: string;
  /** In order, a name as often as it was sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Whether the connection was cut before all of the body was there. */
  readonly isCut: boolean;
}

/**
 * Asks a node:http listener without a port: what it would have sent is read off the bytes it writes.
 * @throws what `http.request` would emit when the connection is cut before any answer, code ECONNRESET
 */
export function askInProcess(handler: Handler, asked: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const written: Buffer[] = [];
    const socket = loopback((chunk) => written.push(chunk));
    const req = incoming(asked, socket);
    const res = new ServerResponse(req);
    res.assignSocket(socket);
    const hangUp = () => socket.destroy();
    asked.signal?.addEventListener('abort', hangUp, { once: true });
    res.on('finish', () => resolve(answerIn(Buffer.concat(written), false)));
    res.on('close', () => {
      asked.signal?.removeEventListener('abort', hangUp);
      if (res.writableFinished) return;
      if (written.length === 0) reject(connectionReset('socket hang up'));
      else resolve(answerIn(Buffer.concat(written), true));
    });
    handler(req, res);
  });
}

/** As node words it when the other side is gone. */
export function connectionReset(message: 'socket hang up' | 'aborted'): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

function loopback(take: (chunk: Buffer) => void): Socket {
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      take(chunk); // text too: a stream makes bytes of it
      done();
    },
  });
  return Object.assign(socket, { remoteAddress: inProcess, encrypted: false }) as unknown as Socket;
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

/** Of the connection, not of the answer. */
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
