import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, answerOf, type TargetRequest } from './target';

const servers = new WeakMap<RequestListener, Promise<Server>>();
const agent = new Agent({ keepAlive: true });

/** The answer of a handler, over a connection. One port per handler: opening one takes longer than the answer. */
export async function send(handler: RequestListener, { body, ...asked }: TargetRequest): Promise<Answer> {
  const open = servers.get(handler) ?? listening(handler);
  servers.set(handler, open);
  const { port } = (await open).address() as AddressInfo;
  const sending = request({ agent, host: '127.0.0.1', port, ...asked }).end(body);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const { 'set-cookie': setCookie = [], ...headers } = response.headers;
  return answerOf({
    status: response.statusCode as number,
    headers: headers as Record<string, string>,
    setCookie,
    text: await text(response),
  });
}

export async function closeServerOf(handler: RequestListener): Promise<void> {
  (await servers.get(handler))?.close();
}

async function listening(handler: RequestListener): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 0 }, handler); // a kept connection would close under a request
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server.unref(); // a forgotten server does not keep the process alive
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
