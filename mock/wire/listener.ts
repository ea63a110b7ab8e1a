import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Refusal, type RefusalCode } from '../rules/refusal';
import { listenFailure } from '../util/listen-failure';

/** The largest request head accepted, in bytes. Beyond it Node answers 431. */
const maxHeaderBytes = 65_536;

/** How long open requests may take to end when the listener closes, in milliseconds. */
const closingGrace = 100;

export interface Listening {
  /** Without a trailing slash: `http://127.0.0.1:9910`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly server: Server;
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** @throws Node's error if the port cannot be opened (EADDRINUSE, EACCES), in our words */
export async function listenOn(
  handler: Handler,
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, requireHostHeader: false }, handler);
  server.on('clientError', answerUnreadable);
  server.on('checkExpectation', handler); // Node's own 417 has no body
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch(async (error) => {
    throw await listenFailure(error, { port, host }, globalThis);
  });
  const address = server.address() as AddressInfo;
  const printed = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${printed}:${address.port}`, host: address.address, port: address.port, server };
}

/** Closes idle keep-alive connections at once, and open requests after a short grace period. */
export async function closeListening({ server }: Listening): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), closingGrace);
  await closed;
  clearTimeout(cut);
}

/** A request that Node cannot parse never reaches the handler. It is still answered in JSON. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, code, message } = unreadable(error.code);
  const refusal = new Refusal({ status, type: reason.replaceAll(' ', ''), code, message });
  const body = JSON.stringify(refusal);
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function unreadable(nodeCode: string | undefined): {
  status: number;
  reason: string;
  code: RefusalCode;
  message: string;
} {
  if (nodeCode === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      reason: 'Request Header Fields Too Large',
      code: 'HEADERS_TOO_LARGE',
      message: `The request headers are over ${maxHeaderBytes} bytes: send fewer cookies`,
    };
  }
  if (nodeCode === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return {
      status: 408,
      reason: 'Request Timeout',
      code: 'REQUEST_UNREADABLE',
      message: 'The request was not complete in time',
    };
  }
  return {
    status: 400,
    reason: 'Bad Request',
    code: 'REQUEST_UNREADABLE',
    message: 'The request is not readable as HTTP/1.1',
  };
}
