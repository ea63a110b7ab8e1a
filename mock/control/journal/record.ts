import type { OperationAnswer, Request } from '../../operations/service';
import { type Answer, JsonText } from '../../wire/answer';
import { redacted } from '../redacted';
import type { Kept } from './kept-heads';

/**
 * What is kept of a request and its answer: references, since most are never looked at, and few, since what lives for a
 * thousand requests is what the garbage collector has to carry. Records are written over when their turn comes again.
 */
export interface JournalRecord {
  /** Its number among all records. */
  readonly place: number;
  /** Milliseconds since the epoch, by the emulator's clock. */
  at: number;
  method: string;
  /** The target and the headers. */
  head: Kept;
  /** Undefined when there was none, or it was not read. */
  body: unknown;
  bodyTooLarge: boolean;
  status: number;
  headers: Answer['headers'];
  /** Lines without their values. */
  setCookie: readonly string[];
  answered: unknown;
  answerTooLarge: boolean;
  ignored: OperationAnswer['ignored'];
  conflicts: OperationAnswer['conflicts'];
  sessionId: string | undefined;
  version: number;
  versionBefore: number | undefined;
  failure: string | undefined;
  fault: string | undefined;
  milliseconds: number;
}

export function blankRecord(place: number): JournalRecord {
  return {
    place,
    at: 0,
    method: '',
    head: 0,
    body: undefined,
    bodyTooLarge: false,
    status: 0,
    headers: undefined,
    setCookie: [],
    answered: undefined,
    answerTooLarge: false,
    ignored: undefined,
    conflicts: undefined,
    sessionId: undefined,
    version: 0,
    versionBefore: undefined,
    failure: undefined,
    fault: undefined,
    milliseconds: 0,
  };
}

/** Bytes of a request's body that is kept, and characters of an answer's. */
export const maxBody = 16_384;
export const maxAnswer = 32_768;

/** What is said at most of a request whose body is not kept. */
export const maxNotes = 100;

export function isTooLarge({ headers }: Request, body: unknown): boolean {
  if (body === undefined) return false;
  const length = Number(headers['content-length'] ?? JSON.stringify(body).length); // chunked bodies tell no length
  return length > maxBody;
}

/** A segment is as large as the token that it is set by. */
export function isAnswerTooLarge({ body, setCookie = [] }: Answer): boolean {
  if (body instanceof JsonText) return body.text.length > maxAnswer;
  return setCookie.some((line) => line.length > maxAnswer);
}

/** What a write answers without `items`, as it is shown. */
const twoTokens = { sessionToken: redacted, segmentToken: redacted };

/** Without tokens: they are shown to nobody. */
export function withoutTokens(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'sessionToken' in body ? twoTokens : body;
}
