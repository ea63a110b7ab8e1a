import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with one answer; `undefined` passes it on unchanged. */
export type Alter = (asked: IncomingMessage, status: number, body: string) => Altered | undefined;

export type Altered = { readonly status?: number; readonly body?: string } | 'hang' | 'drop';

export interface ForeignServer {
  readonly url: string;
  /** Number of requests, without those to control routes. */
  asked(): number;
  close(): Promise<void>;
}

/**
 * An emulator that cannot be recognised as one: a proxy in front of it that hides its control routes. It may alter
 * answers.
 */
export async function foreignServer(behind: string, alter: Alter = () => undefined): Promise<ForeignServer> {
  const { hostname, port } = new URL(behind);
  let asked = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/_mock')) {
      outgoing.writeHead(404).end();
      return;
    }
    asked += 1;
    const { method, url, headers } = incoming;
    const passed = request({ hostname, port, method, path: url, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        passOn(incoming, answer, Buffer.concat(chunks).toString('utf8'), outgoing, alter),
      );
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(
  asked: IncomingMessage,
  answer: IncomingMessage,
  text: string,
  outgoing: ServerResponse,
  alter: Alter,
): void {
  const altered = alter(asked, answer.statusCode ?? 0, text);
  if (altered === 'hang') return;
  if (altered === 'drop') {
    outgoing.destroy();
    return;
  }
  const { status = answer.statusCode ?? 0, body = text } = altered ?? {};
  const raw = answer.rawHeaders;
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const [name = '', value = ''] = [raw[index], raw[index + 1]];
    if (!/^(content-length|transfer-encoding|connection|keep-alive)$/i.test(name)) kept.push(name, value);
  }
  outgoing.writeHead(status, [...kept, 'content-length', String(Buffer.byteLength(body))]);
  outgoing.end(asked.method === 'HEAD' ? undefined : body);
}
