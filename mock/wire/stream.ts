import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Refusal } from '../rules/refusal';

/** An answer that goes on until one side ends it. */
export class StreamedAnswer {
  constructor(
    readonly contentType: string,
    readonly begin: (out: Writable) => void,
  ) {}
}

/**
 * Starts a streamed answer. Its connection is not reused, so it closes when the stream ends.
 * @throws Refusal EVENTS_NEED_A_PORT
 */
export function writeStream(
  req: IncomingMessage,
  res: ServerResponse,
  { contentType, begin }: StreamedAnswer,
): void {
  if (!(req.socket instanceof Socket)) {
    throw new Refusal(
      'EVENTS_NEED_A_PORT',
      'A stream needs a connection, and there is none in process: listen on a port, or use manager.journal',
    );
  }
  res.writeHead(200, {
    'Content-Type': contentType,
    'Cache-Control': 'no-store',
    Connection: 'close',
    'X-Accel-Buffering': 'no', // of nginx, which would keep events back
  });
  if (req.method === 'HEAD') res.end();
  else begin(res);
}

/** A JSON answer in parts, which are written as they are made. */
export class JsonParts {
  constructor(readonly parts: AsyncIterable<string>) {}
}

/** If a part fails, the connection is cut. */
export async function writeParts(
  req: IncomingMessage,
  res: ServerResponse,
  { parts }: JsonParts,
): Promise<void> {
  res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  if (req.method === 'HEAD') res.end();
  else await pipeline(parts, res).catch(() => undefined); // the client went away
}

/** Writes an answer of the Fetch API as it comes, until one side ends it. */
export async function writeResponse(res: ServerResponse, { status, headers, body }: Response): Promise<void> {
  res.writeHead(status, [...headers].flat()); // pairs, since Set-Cookie may occur more than once
  if (body === null) res.end();
  else await pipeline(Readable.fromWeb(body as ReadableStream), res).catch(() => undefined); // the client went away
}
