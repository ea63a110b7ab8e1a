import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Declared, Values, VariantApp } from '../targets/target';
import type { Context } from './behaviour';
import type { Visitor } from './visitor';

/** A session app that records its input. */
export interface NotingApp extends VariantApp {
  readonly sent: Values[];
}

export interface AppShape {
  readonly input?: Declared;
  readonly output?: Declared;
  readonly runOnCreate?: boolean;
}

/** @param derive gives the answer to what was sent; the count is 1 at the first call */
export function notingApp(
  name: string,
  { input = {}, output = {}, ...more }: AppShape,
  derive: (sent: Values, count: number) => unknown = () => undefined,
): NotingApp {
  const sent: Values[] = [];
  const transform = (values: Values) => derive(values, sent.push(values));
  return { name, input, output, ...more, sent, transform };
}

/** A visitor with a session, on an emulator with these apps. */
export async function visitorWith({ emulate }: Context, ...apps: VariantApp[]): Promise<Visitor> {
  const visitor = emulate({ apps }).newVisitor();
  await visitor.post();
  return visitor;
}

/** A value as an app is sent it. */
export function sentValue(sent: Values, namespace: string, key: string): unknown {
  return sent[namespace]?.[key]?.value;
}

export interface AppRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface AppServer {
  readonly url: string;
  /** The received requests, in order. */
  readonly requests: readonly AppRequest[];
}

/** A server on a free port of this machine, while some work is done. */
export async function withAppServer(
  answer: (response: ServerResponse, request: AppRequest) => void,
  work: (server: AppServer) => Promise<void>,
): Promise<void> {
  const requests: AppRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = incoming;
    const request = { method, path, headers, text: Buffer.concat(chunks).toString('utf8') };
    requests.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests });
  } finally {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}

/** Answers JSON. */
export function sendJson(response: ServerResponse, json: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(json));
}
