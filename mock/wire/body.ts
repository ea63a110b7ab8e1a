import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../rules/refusal';
import { isNestedTooDeep, maxNesting } from '../rules/session';
import { andThen, type Maybe } from '../util/event-loop';
import { mayHoldChangedNumber, parseJson, syntaxErrorText } from '../util/json';

/** Some editors and languages write it before UTF-8 text. */
const byteOrderMark = '\ufeff';

/** The largest body accepted, in bytes. */
export const maxBodyBytes = 1_048_576;

export interface BodyLimits {
  readonly bytes: number;
  /** Levels of nesting. */
  readonly levels: number;
}

const usualLimits: BodyLimits = { bytes: maxBodyBytes, levels: maxNesting };

/** For seeds and documents. It is small enough to be parsed and checked at once. */
export const largeLimits: BodyLimits = { bytes: 16 * maxBodyBytes, levels: maxNesting + 10 };

/** A request whose body a framework may have parsed. */
type Incoming = IncomingMessage & { readonly body?: unknown };

/**
 * The JSON body of a request, or undefined if it has none. A body that a framework has parsed (`req.body`) is
 * used as it is.
 * @throws Refusal CONTENT_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_NOT_JSON, REQUEST_UNREADABLE
 */
export function readBody(req: Incoming, limits = usualLimits): Maybe<unknown> {
  return andThen(bodyBytes(req, limits), (bytes) => jsonBody(req, bytes, limits));
}

/**
 * The first half of {@link readBody}: the bytes. Undefined if there are none, or a framework has read them.
 * @throws Refusal BODY_TOO_LARGE, REQUEST_UNREADABLE
 */
export function bodyBytes(req: Incoming, limits = usualLimits): Maybe<Buffer | undefined> {
  return req.body === undefined && hasBody(req) ? readBytes(req, limits) : undefined;
}

/** The second half: what the bytes mean. @throws Refusal CONTENT_TYPE_UNSUPPORTED, BODY_NOT_JSON */
export function jsonBody(req: Incoming, bytes: Buffer | undefined, limits = usualLimits): unknown {
  if (req.body !== undefined) return parsedElsewhere(req.body, limits);
  if (bytes === undefined || bytes.length === 0) return undefined;
  requireJson(req);
  const body = parsed(bytes);
  return bytes.length > limits.levels ? notTooDeep(body, limits) : body; // each level takes at least one byte
}

/**
 * The bytes of a JSON body of any size, as they come; a body that a framework has parsed (`req.body`) as it is.
 * @throws Refusal CONTENT_TYPE_UNSUPPORTED; REQUEST_UNREADABLE while it is read
 */
export function bodyParts(req: Incoming): unknown {
  if (req.body !== undefined) return parsedElsewhere(req.body, largeLimits);
  if (!hasBody(req)) return undefined;
  requireJson(req);
  return (async function* () {
    try {
      yield* req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    } catch {
      throw endedEarly();
    } finally {
      req.resume(); // lets the client finish sending, so that it reads the answer
    }
  })();
}

/** The same for any content type: JSON as a value, everything else as text. */
export async function readBodyOfAnyType(req: Incoming): Promise<unknown> {
  const type = req.headers['content-type'];
  if (type === undefined || isJsonType(type)) return readBody(req);
  if (req.body !== undefined) return parsedElsewhere(req.body, usualLimits);
  const bytes = await bodyBytes(req);
  return bytes === undefined || bytes.length === 0 ? undefined : bytes.toString('utf8');
}

/** Of `application/json`, or a type that ends with `+json`; parameters may follow. */
export const isJsonType = (mediaType: string) => /^application\/(?:[\w.-]+\+)?json\b/i.test(mediaType);

function hasBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': chunked } = headers;
  return (length !== undefined && length !== '0') || chunked !== undefined;
}

/** @throws Refusal BODY_TOO_LARGE, REQUEST_UNREADABLE */
function readBytes(req: IncomingMessage, { bytes: limit }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!req.readable) throw endedEarly(); // something before the emulator has read it
    const { 'content-length': announced } = req.headers;
    const chunks: Buffer[] = [];
    let length = 0;
    const keep = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) refuse();
      else chunks.push(chunk);
    };
    const refuse = () => {
      req.off('data', keep).resume(); // lets the client finish sending, so that it reads the answer
      reject(new Refusal('BODY_TOO_LARGE', `The body is over ${limit} bytes: send less in one request`));
    };
    req.on('end', () => {
      // Node's parser ends a body at its announced length, a request in the same process may not.
      if (announced !== undefined && Number(announced) !== length) reject(endedEarly());
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    req.on('error', () => reject(endedEarly()));
    req.on('close', () => {
      if (!req.readableEnded) reject(endedEarly());
    });
    if (Number(announced) > limit) refuse();
    else req.on('data', keep);
  });
}

function endedEarly(): Refusal {
  return new Refusal('REQUEST_UNREADABLE', 'The body ended before its announced length');
}

/** Accepts `application/json` and `…+json` in UTF-8, and a missing content type. */
function requireJson(req: IncomingMessage): void {
  const { 'content-type': contentType, 'content-encoding': encoding } = req.headers;
  const type = contentType || 'application/json';
  const charset = /;\s*charset=([^;]*)/i.exec(type)?.[1]?.trim();
  const isJson = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);
  const isUtf8 = charset === undefined || /^"?utf-?8"?$/i.test(charset);
  if (isJson && isUtf8 && (encoding === undefined || encoding.toLowerCase() === 'identity')) return;
  const sent = encoding === undefined ? `Content-Type ${contentType}` : `Content-Encoding ${encoding}`;
  throw new Refusal(
    'CONTENT_TYPE_UNSUPPORTED',
    `${sent} is not read: send Content-Type: application/json in UTF-8, not compressed`,
  );
}

function notTooDeep(body: unknown, { levels }: BodyLimits): unknown {
  if (!isNestedTooDeep(body, levels)) return body;
  throw new Refusal('BODY_TOO_DEEP', `The body is nested over ${levels} levels deep: send flatter values`);
}

/** The body as a framework has parsed it. */
function parsedElsewhere(body: unknown, limits: BodyLimits): unknown {
  if (!mayHoldChangedNumber(notTooDeep(body, limits))) return body;
  const problem = 'The body holds a number over 2^53, which the parser before the emulator may have changed';
  throw new Refusal('BODY_NOT_JSON', `${problem}: write it as a string`);
}

function parsed(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Refusal('BODY_NOT_JSON', 'The body is not UTF-8: encode it so');
  const decoded = bytes.toString('utf8');
  const text = decoded.startsWith(byteOrderMark) ? decoded.slice(1) : decoded;
  try {
    return parseJson(text);
  } catch (cause) {
    throw new Refusal(
      'BODY_NOT_JSON',
      `The body is not valid JSON${syntaxErrorText(cause as SyntaxError, text)}`,
    );
  }
}
