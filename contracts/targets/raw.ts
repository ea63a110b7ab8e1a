import { once } from 'node:events';
import { connect } from 'node:net';

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
