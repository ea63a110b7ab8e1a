/** HTTP by the byte: what clients that behave cannot send, and whether what comes back is HTTP. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How long a server may keep silent before its client ends its side, in milliseconds. */
const patience = { silence: 300, once: 300, close: 30_000 };

/**
 * Sends bytes to 127.0.0.1 and gives all that comes back until the server closes the connection.
 * @param endsAt once: the client ends its side with the last byte, as for a request that breaks off; close: the server
 * closes the connection, since the request asks it to, however long that takes on a busy machine
 */
export function exchange(port: number, bytes: Buffer | string, endsAt: keyof typeof patience = 'silence') {
  return new Promise<Buffer>((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      if (endsAt === 'once') socket.end(bytes);
      else socket.write(bytes);
    });
    socket.setTimeout(patience[endsAt], () => socket.end());
    socket.on('data', (data) => received.push(data));
    socket.on('error', () => socket.destroy()); // the server may cut the line while we still send
    socket.on('close', () => resolve(Buffer.concat(received)));
  });
}

/**
 * The answers in what a server sent. Throws at what is not HTTP/1.1.
 * @param mayLackBodies whether a HEAD was among the requests
 */
export function answersIn(bytes: Buffer, mayLackBodies = false): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes.toString('latin1');
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, Math.max(end, 0)).split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/.exec(statusLine)?.[1];
    if (status === undefined)
      throw new Error(`not an HTTP/1.1 answer: ${JSON.stringify(rest.slice(0, 200))}`);
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+): ?(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`not a header: ${JSON.stringify(line)}`);
      headers[name.toLowerCase()] = value;
    }
    const { body, length } = bodyIn(rest.slice(end + 4), headers, mayLackBodies);
    answers.push({ status: Number(status), headers, body });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

function bodyIn(rest: string, headers: Readonly<Record<string, string>>, mayLackBodies: boolean) {
  const none = { body: '', length: 0 };
  if (mayLackBodies && (rest === '' || rest.startsWith('HTTP/1.1 '))) return none;
  if (headers['transfer-encoding'] === 'chunked') {
    if (!rest.startsWith('0\r\n\r\n'))
      throw new Error(`only empty answers are chunked: ${rest.slice(0, 50)}`);
    return { body: '', length: 5 };
  }
  const length = Number(headers['content-length'] ?? 0);
  if (length > rest.length) throw new Error(`an answer of ${length} bytes broke off after ${rest.length}`);
  return { body: Buffer.from(rest.slice(0, length), 'latin1').toString('utf8'), length };
}
