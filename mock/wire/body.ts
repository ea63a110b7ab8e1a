import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import rawBody from 'raw-body';
import { Refusal } from '../rules/refusal';
import { isNestedTooDeep, maxNesting } from '../rules/session';
import type { Maybe } from '../util/event-loop';
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

/**
 * The JSON body of a request, or undefined if it has none. A body that a framework has parsed (`req.body`) is
 * used as it is.
 * @throws Refusal CONTENT_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_NOT_JSON, REQUEST_UNREADABLE
 */
export function readBody(req: IncomingMessage & { body?: unknown }, limits = usualLimits): Maybe<unknown> {
  const { 'content-length': length, 'transfer-encoding': chunked } = req.headers;
  if (req.body !== undefined) return parsedElsewhere(req.body, limits);
  if ((length === undefined || length === '0') && chunked === undefined) return undefined;
  return readBytes(req, length, limits).then((bytes) => {
    if (bytes.length === 0) return undefined;
    requireJson(req);
    const body = parsed(bytes);
    return bytes.length > limits.levels ? notTooDeep(body, limits) : body; // each level takes at least one byte
  });
}

/**
 * The bytes of a JSON body of any size, as they come; a body that a framework has parsed (`req.body`) as it is.
 * @throws Refusal CONTENT_TYPE_UNSUPPORTED; REQUEST_UNREADABLE while it is read
 */
export function bodyParts(req: IncomingMessage & { body?: unknown }): unknown {
  const { 'content-length': length, 'transfer-encoding': chunked } = req.headers;
  if (req.body !== undefined) return parsedElsewhere(req.body, largeLimits);
  if ((length === undefined || length === '0') && chunked === undefined) return undefined;
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
export async function readBodyOfAnyType(req: IncomingMessage & { body?: unknown }): Promise<unknown> {
  const type = req.headers['content-type'];
  if (type === undefined || isJsonType(type)) return readBody(req);
  if (req.body !== undefined) return parsedElsewhere(req.body, usualLimits);
  const bytes = await readBytes(req, req.headers['content-length'], usualLimits);
  return bytes.length === 0 ? undefined : bytes.toString('utf8');
}

/** Of `application/json`, or a type that ends with `+json`; parameters may follow. */
export const isJsonType = (mediaType: string) => /^application\/(?:[\w.-]+\+)?json\b/i.test(mediaType);

function readBytes(
  req: IncomingMessage,
  length: string | undefined,
  { bytes: limit }: BodyLimits,
): Promise<Buffer> {
  return rawBody(req, { limit, length: length ?? null }).catch((cause: { type?: string }) => {
    if (cause.type !== 'entity.too.large') throw endedEarly();
    req.resume(); // lets the client finish sending, so that it reads the answer
    throw new Refusal('BODY_TOO_LARGE', `The body is over ${limit} bytes: send less in one request`);
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
