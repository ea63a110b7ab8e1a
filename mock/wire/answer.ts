import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../rules/refusal';
import type { CookieWriter } from './cookies';

/** What is to be answered. {@link writeAnswer} makes a response of it. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON. Undefined: no body. */
  readonly body?: unknown;
  /** `Set-Cookie` lines, in order. */
  readonly setCookie?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body that is already JSON text. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** What a write answers without `items`. No character of a token is escaped in JSON. */
export class TokensText extends JsonText {
  constructor(sessionToken: string, segmentToken: string) {
    super(`{"sessionToken":"${sessionToken}","segmentToken":"${segmentToken}"}`);
  }
}

/** A body that is not JSON. */
export class PlainText extends JsonText {
  constructor(
    text: string,
    readonly contentType: string,
  ) {
    super(text);
  }
}

export function refusalAnswer(refusal: Refusal, cookies: CookieWriter): Answer {
  return {
    status: refusal.status,
    body: refusal.toJSON(),
    ...(refusal.expiresCookies !== undefined && { setCookie: cookies.expired(refusal.expiresCookies) }),
    ...(refusal.allow !== undefined && { headers: { Allow: refusal.allow } }),
  };
}

/** Any error as a refusal. One that is not a refusal is a defect of the emulator, whose details are not sent. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(
    'INTERNAL',
    'The emulator failed on this request, which is a defect of the emulator: please report it',
    { cause: error },
  );
}

/** Sends the body after the head was written. Undefined: no body. */
type Send = (res: ServerResponse, text: string | undefined, encoding: BufferEncoding) => void;

/** Node's `end` with a body collects two writes, the second of nothing. One that is not collected takes less time. */
const sendAll: Send = (res, text, encoding) => {
  const { socket } = res;
  if (!text || socket?.writableCorked !== 0) return void res.end(text, encoding);
  res.write(text, encoding); // holds the socket until the end of the turn
  socket.uncork();
  res.end();
};

/** The body as text; empty if there is none. */
export function bodyText({ body }: Answer): string {
  if (body === undefined) return '';
  return body instanceof JsonText ? body.text : JSON.stringify(body);
}

/** The one place that writes a response. */
export function writeAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  send: Send = sendAll,
): void {
  if (res.headersSent || res.destroyed) return; // the client went away
  const { status, body, setCookie, headers: more } = answer;
  const text = bodyText(answer);
  const headers: Record<string, string | string[]> = {};
  for (const name in more) headers[name] = more[name] as string; // V8 adds to a spread object thirty times slower
  if (body !== undefined) headers['Content-Type'] = contentTypeOf(body);
  const length = Buffer.byteLength(text);
  if (status !== 204) headers['Content-Length'] = String(length);
  if (setCookie !== undefined) headers['Set-Cookie'] = [...cookiesSetBefore(res), ...setCookie]; // separate lines
  res.writeHead(status, headers);
  const isAscii = length === text.length; // written faster as what it is
  send(res, req.method === 'HEAD' ? undefined : text, isAscii ? 'latin1' : 'utf8');
}

const contentTypeOf = (body: unknown) =>
  body instanceof PlainText ? body.contentType : 'application/json; charset=utf-8'; // errors too

/** In a user's Express app, middleware before this one may have set cookies. */
function cookiesSetBefore(res: ServerResponse): readonly string[] {
  const before = res.getHeader('set-cookie');
  return before === undefined ? [] : [before].flat().map(String);
}

/** An `Allow` header: GET includes HEAD, and OPTIONS is always answered. */
export function allowOf(methods: readonly string[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
