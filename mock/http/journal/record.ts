import { JsonText } from '../answer';
import type { OperationAnswer, Request } from '../service';
import { setCookieWithoutValue } from './shown-headers';

/** What is kept of a request and its answer: references, since most are never looked at. */
export interface JournalRecord {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  /** Undefined when there was none, or it was not read. */
  readonly body: unknown;
  readonly answer: OperationAnswer;
  readonly bodyTooLarge: boolean;
  readonly answerTooLarge: boolean;
  readonly failure: string | undefined;
  readonly milliseconds: number;
}

/** Bytes of a request's body that is kept, and characters of an answer with its cookies. */
export const maxBody = 16_384;
export const maxAnswer = 32_768;

const maxNotes = 100;

export function isTooLarge({ headers }: Request, body: unknown): boolean {
  if (body === undefined) return false;
  const length = Number(headers['content-length'] ?? JSON.stringify(body).length); // chunked bodies tell no length
  return length > maxBody;
}

export function isAnswerTooLarge({ body, setCookie = [] }: OperationAnswer): boolean {
  let size = body instanceof JsonText ? body.text.length : 0;
  for (const line of setCookie) size += line.length;
  return size > maxAnswer;
}

/** Of an answer that is too large, all that is not. */
export function lightened({
  body: _,
  setCookie,
  ignored,
  conflicts,
  ...answer
}: OperationAnswer): OperationAnswer {
  return {
    ...answer,
    ...(setCookie !== undefined && { setCookie: setCookie.map(setCookieWithoutValue) }),
    ...(ignored !== undefined && { ignored: ignored.slice(0, maxNotes) }),
    ...(conflicts !== undefined && { conflicts: conflicts.slice(0, maxNotes) }),
  };
}
