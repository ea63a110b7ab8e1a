import type { Round } from './rounds';

/**
 * Why a request was not served. Two kinds in one class: those the real service is known to give have
 * the body `{type, message}`; this emulator's own carry a `code` besides, so that nobody
 * mistakes them for VTEX's.
 */

/** The emulator's own refusals, all of them. The README's table is checked against this list. */
export const refusalCodes = {
  BODY_NOT_JSON: 'the body is not valid JSON, or not UTF-8',
  BODY_TOO_DEEP: 'the body is nested over 200 levels deep',
  BODY_NOT_OBJECT: 'the body is an array, a string, a number or null',
  PUBLIC_NOT_OBJECT: '`public` in the body is not an object',
  BODY_TOO_LARGE: 'the body is over 1 MB, or a snapshot or a seed over 256 MB',
  CONTENT_TYPE_UNSUPPORTED: 'the body is of another content type than JSON',
  ITEMS_MISSING: 'a session was read without `items`',
  SEGMENT_TOKEN_UNREADABLE: 'the segment token in the path does not decode to a segment',
  PATH_UNREADABLE: 'the path holds a bad percent-escape',
  REQUEST_UNREADABLE: 'the request is not HTTP, or broke off',
  HEADERS_TOO_LARGE: 'the request headers are over 64 KB',
  NOT_FOUND: 'nothing is served at this path',
  METHOD_NOT_ALLOWED: 'the path is served, this method is not',
  OUTSIDE_PUBLISHED_DOCUMENT: "`--strict`: VTEX's published document does not allow it",
  CONTROL_FORBIDDEN:
    'a control route was called from another machine without the token, by another host name, or from a page of another origin',
  CONTROL_INPUT_INVALID:
    'a control route, or the header `x-mock-fault`, was given what it does not take; the message begins with the place',
  PERSONA_UNKNOWN: 'the account has no persona of that id',
  FAULT_UNKNOWN: 'there is no fault of that id',
  SESSION_UNKNOWN: 'no session of that id is kept',
  FAULT_INJECTED: 'a fault that a test asked for, by `/_mock/faults` or `x-mock-fault`',
  JOURNAL_OFF: 'the journal or its events were asked for, and none is kept',
  JOURNAL_TIMEOUT: 'nobody sent what was waited for; the message names what did come in',
  CONTROL_BUSY: 'too many wait for an entry of the journal, or hold a stream of events',
  CONTROL_CLOSED: 'the emulator was closed while somebody waited for an entry of the journal',
  EVENTS_NEED_A_PORT: 'a stream of events was asked for in process, where nothing can be streamed',
  WRITE_CONFLICT: 'other writes to this session, or other seeds, kept winning',
  INTERNAL: 'a defect of the emulator',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export interface RefusalDetails {
  readonly status: number;
  /** As in the envelope: `"Unauthorized"`, `"Forbidden"` … */
  readonly type: string;
  readonly message: string;
  readonly code?: RefusalCode;
  /** Whether the answer also expires both cookies. */
  readonly expiresCookies?: boolean;
  /** The `Allow` header of a 405. */
  readonly allow?: string;
}

export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: RefusalCode | undefined;
  readonly expiresCookies: boolean;
  readonly allow: string | undefined;
  /** What the cascade had done before it ended in this refusal. */
  rounds: readonly Round[] = [];

  constructor({ status, type, message, code, expiresCookies = false, allow }: RefusalDetails) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.code = code;
    this.expiresCookies = expiresCookies;
    this.allow = allow;
  }

  /** The body of the answer. */
  toJSON(): { type: string; message: string; code?: RefusalCode } {
    const envelope = { type: this.type, message: this.message };
    return this.code === undefined ? envelope : { ...envelope, code: this.code };
  }
}

const types: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  422: 'UnprocessableEntity',
};

/** The `type` that goes with a status which is itself a setting. */
export function typeOfStatus(status: number): string {
  return types[status] ?? 'Error';
}

export function badRequest(code: RefusalCode, message: string): Refusal {
  return new Refusal({ status: 400, type: 'BadRequest', code, message });
}
