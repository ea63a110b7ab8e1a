import { createServer, type RequestListener, type Server } from 'node:http';

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
