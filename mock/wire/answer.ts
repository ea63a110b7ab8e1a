import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../rules/refusal';
import type { CookieWriter } from './cookies';

/** What an operation answers; the only way to a response. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: unknown;
  /** `Set-Cookie` lines, in order. */
  readonly setCookie?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body that is JSON text already. */
export class JsonText {
  constructor(readonly text: string) {}
}

export function refusalAnswer(refusal: Refusal, cookies: CookieWriter): Answer {
  return {
    status: refusal.status,
    body: refusal.toJSON(),
    ...(refusal.expiresCookies && { setCookie: cookies.expired() }),
    ...(refusal.allow !== undefined && { headers: { Allow: refusal.allow } }),
  };
}

/** Whatever went wrong, as a refusal; what is none yet is a defect of ours, told without its inside. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const refusal = new Refusal({
    status: 500,
    type: 'InternalError',
    code: 'INTERNAL',
    message: 'The emulator failed on this request, which is a defect of the emulator: please report it',
  });
  refusal.cause = error;
  return refusal;
}

/** Sends the body of a response whose head is written; undefined for none. */
type Send = (res: ServerResponse, text: string | undefined) => void;

const sendAll: Send = (res, text) => void res.end(text);

/** The body as it is sent; empty for none. */
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
  const headers: Record<string, string | string[]> = { ...more };
  if (body !== undefined) headers['Content-Type'] = 'application/json; charset=utf-8'; // errors too
  if (status !== 204) headers['Content-Length'] = String(Buffer.byteLength(text));
  if (setCookie !== undefined) headers['Set-Cookie'] = [...cookiesSetBefore(res), ...setCookie]; // separate lines
  res.writeHead(status, headers);
  send(res, req.method === 'HEAD' ? undefined : text);
}

/** In an app of somebody else's, a middleware ahead of this one may have set cookies of its own. */
function cookiesSetBefore(res: ServerResponse): readonly string[] {
  const before = res.getHeader('set-cookie');
  return before === undefined ? [] : [before].flat().map(String);
}
