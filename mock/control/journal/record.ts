import type { Request } from '../../operations/service';
import type { IgnoredWrite } from '../../rules/caller-writes';
import type { Conflict } from '../../rules/rounds';
import { type Answer, JsonText, TokensText } from '../../wire/answer';
import { redacted } from '../redact';
import type { AddedAnswer } from './entry';

/**
 * What the journal stores of a request: references, since most records are never read, and few of them, since the
 * garbage collector has to move what lives for a thousand requests. Records are reused.
 */
export class JournalRecord {
  /** Milliseconds since the epoch, by the emulator's clock. */
  at = 0;
  method = '';
  /** The target and the headers. */
  head: StoredHead = 0;
  /** Undefined when there was none, or it was not read. */
  body: unknown = undefined;
  bodyTooLarge = false;
  status = 0;
  headers: Answer['headers'] = undefined;
  /** Lines with their values redacted. */
  setCookie: readonly string[] = [];
  answered: unknown = undefined;
  answerTooLarge = false;
  ignored: readonly IgnoredWrite[] | undefined = undefined;
  conflicts: readonly Conflict[] | undefined = undefined;
  sessionId: string | undefined = undefined;
  version = 0;
  versionBefore: number | undefined = undefined;
  failure: string | undefined = undefined;
  fault: string | undefined = undefined;
  /** The name of the operation, where an added document has the path. */
  addedOperation: string | undefined = undefined;
  added: AddedAnswer | undefined = undefined;
  milliseconds = 0;

  /** @param place its index among all records */
  constructor(readonly place: number) {}
}

/** The largest request body stored, in bytes, and the largest answer, in characters. */
export const maxBody = 16_384;
export const maxAnswer = 32_768;

/** The most ignored writes and conflicts stored of one request. */
export const maxNotes = 100;

export function isTooLarge({ headers }: Request, body: unknown): boolean {
  if (body === undefined) return false;
  const length = Number(headers['content-length'] ?? JSON.stringify(body).length); // chunked bodies have no length
  return length > maxBody;
}

/** A segment is as large as the token that sets it. */
export function isAnswerTooLarge({ body, setCookie = [] }: Answer): boolean {
  if (body instanceof JsonText) return body.text.length > maxAnswer;
  return setCookie.some((line) => line.length > maxAnswer);
}

const twoTokens = { sessionToken: redacted, segmentToken: redacted };

/** The answer of a write without `items` holds nothing but tokens, which are never shown. */
export function withoutTokens(body: unknown): unknown {
  return body instanceof TokensText ? twoTokens : body;
}

/** Where a head is stored: its length in its place, or the text itself when it does not fit. */
export type StoredHead = number | string;

/** Request targets and headers, outside of the heap. */
export interface HeadBuffer {
  /** @param rawHeaders names and values in turn */
  write(place: number, target: string, rawHeaders: readonly string[]): StoredHead;
  /** The target, then names and values in turn. */
  read(place: number, stored: StoredHead): readonly string[];
}

/** Bytes of one place. */
const placeSize = 4096;

/** Places that are allocated together: a journal of few requests takes little memory. */
const together = 32;

/**
 * The garbage collector copies and marks strings that live for a thousand requests, which costs a tenth of an answer.
 * It does not do so with bytes.
 */
export function headBuffer(): HeadBuffer {
  const parts: Buffer[] = [];
  const startOf = (place: number) => (place % together) * placeSize;
  return {
    write(place, target, rawHeaders) {
      let text = target;
      for (const part of rawHeaders) text += `\n${part}`;
      if (text.length > placeSize) return text;
      const part = Math.floor(place / together);
      const memory = parts[part] ?? Buffer.allocUnsafeSlow(together * placeSize);
      parts[part] = memory;
      return memory.write(text, startOf(place), 'latin1'); // as node decodes headers
    },
    read(place, stored) {
      const start = startOf(place);
      const memory = parts[Math.floor(place / together)];
      const text = typeof stored === 'string' ? stored : memory?.toString('latin1', start, start + stored);
      return (text ?? '').split('\n');
    },
  };
}
