import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';

const servers = new WeakMap<RequestListener, Promise<Server>>();

/** One port a handler: supertest, given a handler, opens one for each request, which takes longer than the answer. */
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
    server.listen(0, '127.0.0.1', () => resolve(server.unref())); // whoever forgets to close is not kept waiting
  });
}

interface Listening {
  readonly host: string;
  readonly port: number;
}

/** Sends bytes as they are, for what no HTTP client would send. The server is started with the first of them. */
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
