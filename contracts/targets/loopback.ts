import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';

const servers = new WeakMap<RequestListener, Promise<Server>>();

/** One port per handler: supertest opens one per request, which takes longer than the answer. */
export function serverOf(handler: RequestListener): Promise<Server> {
  const open = servers.get(handler) ?? listening(handler);
  servers.set(handler, open);
  return open;
}

export async function closeServerOf(handler: RequestListener): Promise<void> {
  (await servers.get(handler))?.close();
}

function listening(handler: RequestListener): Promise<Server> {
  const server = createServer(handler);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.unref())); // a forgotten server does not keep the process alive
  });
}

interface Listening {
  readonly host: string;
  readonly port: number;
}

/** Sends raw bytes, for requests that no HTTP client sends. The server starts with the first call. */
export function rawTo(
  listen: () => Promise<Listening>,
): (bytes: string, hangUp?: boolean) => Promise<string> {
  let listening: Promise<Listening> | undefined;
  return async (bytes, hangUp = false) => {
    listening ??= listen();
    const { host, port } = await listening;
    const socket = connect({ host, port });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    if (hangUp) socket.end(bytes, 'latin1');
    else socket.write(bytes, 'latin1');
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('utf8');
  };
}
