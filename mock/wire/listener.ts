import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { clearTimeout, setImmediate, setTimeout } from 'node:timers'; // imported: a test's fake timers replace only the globals
import { Refusal } from '../rules/refusal';
import { httpUrl, listenFailure } from '../util/listen-failure';
import { writeAnswer } from './answer';

/** The largest request head accepted, in bytes. Beyond it Node answers 431. */
const maxHeaderBytes = 65_536;

/** How long a client may take to read the last answer when the listener closes, in milliseconds. */
const closingGrace = 100;

export interface Listening {
  /** Without a trailing slash: `http://127.0.0.1:9910`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /**
   * Accepts no more connections, and answers what was begun. New requests on open connections get 503, and after
   * `longest` milliseconds so does what was begun, after a call of `giveUp`. Without open requests it closes all
   * connections at once.
   */
  close(longest: number, giveUp: () => void): Promise<void>;
}

/** PEM */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Why a client got no answer that it can read. */
export type Mistake = 'https to http' | 'http to https' | 'untrusted';

export interface ListenerOptions {
  /** For https. */
  readonly certificate?: Certificate | undefined;
  readonly onMistake?: (mistake: Mistake) => void;
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** Answers the session operations and calls `next` for every other request; for node:http, Express and the like. */
export type SessionMiddleware = (
  req: IncomingMessage & { body?: unknown },
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Listens over http, or over https if there is a certificate.
 * @throws Node's error if the port cannot be opened (EADDRINUSE, EACCES), in our words
 */
export async function listenOn(
  handler: Handler,
  { port, host }: { port: number; host: string },
  { certificate, onMistake }: ListenerOptions = {},
): Promise<Listening> {
  const requests = openRequests(handler);
  const options = {
    ...{ maxHeaderSize: maxHeaderBytes, requireHostHeader: false },
    ...{ headersTimeout: 60_000, requestTimeout: 0 }, // a large snapshot may take longer than Node's 5 minutes
  };
  const server =
    certificate === undefined
      ? createServer(options, requests.receive)
      : (await import('node:https')).createServer({ ...options, ...certificate }, requests.receive);
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Uint8Array }, socket: Socket) => {
    if (error.rawPacket?.[0] === 0x16) onMistake?.('https to http'); // a TLS handshake (RFC 8446, section 5.1)
    requests.receiveUnreadable(error, socket);
  });
  server.on('tlsClientError', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code === 'ERR_SSL_HTTP_REQUEST') onMistake?.('http to https');
    else if (/ALERT_(?:UNKNOWN_CA|CERTIFICATE_UNKNOWN)$/.test(code)) onMistake?.('untrusted');
  });
  server.on('checkExpectation', requests.receive); // Node's own 417 has no body
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch(async (error) => {
    throw await listenFailure(error, { port, host }, { fetch });
  });
  const { address: boundHost, port: boundPort } = server.address() as AddressInfo;
  return {
    url: httpUrl(boundHost, boundPort, certificate === undefined ? 'http' : 'https'),
    host: boundHost,
    port: boundPort,
    async close(longest, giveUp) {
      const closed = once(server, 'close');
      NetServer.prototype.close.call(server); // that of node:http would also close idle connections
      await requests.end(longest, giveUp);
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), closingGrace);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** The requests of a listener that have no answer yet. */
interface OpenRequests {
  readonly receive: Handler;
  /** A request that Node cannot parse never reaches the handler. It is still answered in JSON, and last. */
  readonly receiveUnreadable: (error: NodeJS.ErrnoException, socket: Socket) => void;
  /** Resolves when all are answered. From now on new ones are refused, and after `longest` ms all. */
  end(longest: number, giveUp: () => void): Promise<void>;
}

function openRequests(handler: Handler): OpenRequests {
  /** By connection, in the order in which they are answered. The last ones that are answered stay until the next request. */
  const received = new Map<Socket, ServerResponse[]>();
  /** Connections on which no more can be read, and that end once all before it is answered. */
  const ending = new WeakSet<Socket>();
  let onAnswered: (() => void) | undefined;

  const unanswered = () => [...received.values()].flat().filter((res) => !res.writableFinished);
  const responsesOf = (socket: Socket) => {
    const known = received.get(socket);
    if (known !== undefined) {
      while (known[0]?.writableFinished) known.shift(); // asked here, since a listener of each response takes longer
      return known;
    }
    const responses: ServerResponse[] = [];
    received.set(socket, responses);
    // Node emits nothing on a pipelined response whose turn has not come when the connection closes.
    socket.once('close', () => {
      received.delete(socket);
      onAnswered?.();
    });
    return responses;
  };

  return {
    receive(req, res) {
      const responses = responsesOf(req.socket);
      const before = responses.at(-1);
      responses.push(res);
      if (onAnswered === undefined) return handler(req, res);
      if (before !== undefined) before.shouldKeepAlive = true; // this answer is now the last one
      res.shouldKeepAlive = false;
      refuse(res);
    },
    receiveUnreadable(error, socket) {
      // One that is not complete is the one that breaks off.
      const responses = responsesOf(socket).filter(({ req }) => req.complete);
      received.set(socket, responses);
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else if (responses.length === 0) answerUnreadable(error, socket);
      else if (!ending.has(socket)) {
        ending.add(socket);
        responses.at(-1)?.once('finish', () => answerUnreadable(error, socket));
      }
    },
    async end(longest, giveUp) {
      const open = unanswered();
      for (const responses of received.values()) {
        const last = responses.at(-1);
        if (last !== undefined) last.shouldKeepAlive = false; // sends `Connection: close`
      }
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onAnswered = () => {
          if (unanswered().length === 0) resolve();
        };
        timer = setTimeout(() => {
          giveUp();
          // A turn later, since an answer to what was just stored is written at the end of this one.
          setImmediate(() => unanswered().forEach(refuse));
          timer = setTimeout(resolve, closingGrace);
        }, longest);
        for (const res of open) res.once('finish', onAnswered);
        onAnswered();
      });
      clearTimeout(timer);
    },
  };
}

function refuse(res: ServerResponse): void {
  const refusal = new Refusal(
    'EMULATOR_STOPPING',
    'The emulator is stopping, so nothing was stored: await requests before it stops',
  );
  writeAnswer(res.req, res, { status: refusal.status, body: refusal.toJSON() });
}

function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const refusal = unreadable(error.code);
  const { status } = refusal;
  const body = JSON.stringify(refusal);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function unreadable(nodeCode: string | undefined): Refusal {
  switch (nodeCode) {
    case 'HPE_HEADER_OVERFLOW':
      return new Refusal(
        'HEADERS_TOO_LARGE',
        `The request headers are over ${maxHeaderBytes} bytes: send fewer cookies`,
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal('REQUEST_UNREADABLE', 'The request was not complete in time', { status: 408 });
    default:
      return new Refusal('REQUEST_UNREADABLE', 'The request is not readable as HTTP/1.1');
  }
}
