/** Servers with session apps, as developers run them beside the emulator. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AppRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export type AppHandler = (request: AppRequest, response: ServerResponse) => void;

export interface AppServer {
  readonly url: string;
  /** The requests that it received, in order. */
  readonly requests: AppRequest[];
  /** The parsed bodies of the requests. */
  bodies(): unknown[];
  close(): Promise<void>;
}

const servers = new Set<AppServer>();

/** A server on a free port of 127.0.0.1 that passes every request to `handler`. */
export async function appServer(handler: AppHandler): Promise<AppServer> {
  const requests: AppRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method, url: path, headers } = incoming;
    const request = { method, path, headers, text: await textOf(incoming) };
    requests.push(request);
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const app: AppServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    bodies: () => requests.map(({ text }) => JSON.parse(text)),
    async close() {
      if (!servers.delete(app)) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  servers.add(app);
  return app;
}

export async function closeAppServers(): Promise<void> {
  await Promise.all([...servers].map((server) => server.close()));
}

/** Answers with JSON that is derived from the request. */
export function answering(derive: (input: Input) => unknown, status = 200): AppHandler {
  return ({ text }, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(derive(JSON.parse(text))));
  };
}

export type Input = Readonly<
  Record<string, Readonly<Record<string, { readonly value: unknown }>> | undefined>
>;

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
