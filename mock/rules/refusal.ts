import type { Round } from './rounds';
import type { Session } from './session';

/** The emulator's own error codes: when each is given and what to do. The docs' table is generated from this one. */
export const refusalCodes = {
  BODY_NOT_JSON:
    'The body is not valid JSON, not UTF-8, or holds a number that no double holds. Send JSON in UTF-8, such numbers as strings.',
  BODY_TOO_DEEP: 'The body is nested over 200 levels deep. Send a flatter value.',
  BODY_NOT_OBJECT:
    'The body is an array, a string, a number or null. Send an object such as `{"public":{…}}`.',
  PUBLIC_NOT_OBJECT: '`public` in the body is not an object. Send `{"public":{"key":{"value":"…"}}}`.',
  BODY_TOO_LARGE: 'The body is over 1 MB, or a seed or document is over 16 MB. Send less at once.',
  SNAPSHOT_TOO_LARGE:
    'A session of a snapshot, a document, or all that is in neither is over 16 MB of JSON. The message names it.',
  CONTENT_TYPE_UNSUPPORTED: 'The body is not JSON. Send `Content-Type: application/json`.',
  ITEMS_MISSING: 'A session was read without `items`. Add `?items=namespace.key,…` or `?items=*`.',
  SEGMENT_TOKEN_UNREADABLE:
    'The segment token in the path does not decode to a segment. Send the `segmentToken` of an answer.',
  PATH_UNREADABLE: 'The path contains an invalid percent-escape. Encode it with `encodeURIComponent`.',
  REQUEST_UNREADABLE: 'The request is not valid HTTP, or ended early. Check the client and any proxy.',
  HEADERS_TOO_LARGE: 'The request headers are over 64 KB. Send fewer or shorter cookies.',
  NOT_FOUND: 'Nothing is served at this path. Try `/api/sessions`, `/api/segments` or `/_mock`.',
  METHOD_NOT_ALLOWED: 'The path does not support this method. Use one that the `Allow` header lists.',
  OUTSIDE_PUBLISHED_DOCUMENT:
    "`--strict`: VTEX's published document does not allow this. Change the named field, or start without `--strict`.",
  CONTROL_FORBIDDEN:
    'A control route was called from another machine without the token, by another host name, or from a page of another origin. Send `Authorization: Bearer TOKEN`.',
  CONTROL_INPUT_INVALID:
    'A control route or the header `x-mock-fault` received invalid input. The message starts with its path.',
  PERSONA_UNKNOWN: 'The account has no persona with this id. `GET /_mock/personas` lists them.',
  FAULT_UNKNOWN: 'There is no fault with this id. `GET /_mock/faults` lists them.',
  SESSION_UNKNOWN: 'There is no session with this id. `GET /_mock/sessions` lists them.',
  FAULT_INJECTED:
    'A test injected this fault with `/_mock/faults` or `x-mock-fault`. `DELETE /_mock/faults` removes all faults.',
  JOURNAL_OFF:
    'The journal or its events were requested, but the journal is off. Start without `--no-journal`.',
  JOURNAL_TIMEOUT: 'No matching request arrived in time. The message lists those that did.',
  CONTROL_BUSY:
    'Too many requests wait for a journal entry, or too many event streams are open. Close some of them.',
  CONTROL_CLOSED:
    'The emulator was closed while a request waited for a journal entry. Wait before closing it.',
  EVENTS_NEED_A_PORT:
    'An event stream was requested in process, where nothing can be streamed. Call `listen()` and use its URL.',
  SPEC_UNREADABLE:
    'An OpenAPI document is empty, or neither JSON nor YAML. The message says what the parser found.',
  SPEC_VERSION_UNSUPPORTED: 'A document is not OpenAPI 3. Convert Swagger 2 documents first.',
  SPEC_WITHOUT_OPERATIONS: 'A document has no operation under `paths`. Add some.',
  SPEC_REFERENCE_OUTSIDE: 'A `$ref` leads out of the document. Bundle it into one file first.',
  SPEC_TOO_LARGE:
    'A document is over 8 MB, 200 levels, 2,000 operations or 100 YAML aliases, or there are 64 already. Remove what you do not use.',
  SPEC_URL_NOT_ALLOWED:
    'A document was to be fetched from a host that is not allowed. Add `--spec-host HOST`.',
  SPEC_UNREACHABLE: 'A document could not be fetched. The message says why.',
  SOURCE_EXISTS: 'Another document has this id. Choose another id, or send `replace: true`.',
  SOURCE_UNKNOWN: 'No document with this id was added. `GET /_mock/sources` lists them.',
  SOURCE_PATH_TAKEN: "A document serves a path below the emulator's own. Set `basePath`.",
  TOOL_UNKNOWN: 'There is no tool with this name. `GET /_mock/tools` lists them.',
  TOOL_ARGUMENTS_INVALID: 'The arguments do not fit the input schema of the tool. The message names each.',
  REQUEST_OUTSIDE_SOURCE:
    'The document that serves this path does not allow the request. Change it, or add the document with `check: report`.',
  CELL_UNKNOWN:
    'A path below `/cells/`, the header `x-mock-cell` or a host named a cell that there is not, or not any more. `GET /_mock/cells` lists them.',
  CELL_EXISTS: 'A cell or an account has this name already. Choose another, or end the cell first.',
  CELL_LIMIT: 'There are as many cells as `--max-cells` allows. End some with `DELETE /_mock/cells/NAME`.',
  WRITE_CONFLICT: 'Concurrent writes to this session, or concurrent seeds, kept winning. Try again.',
  WRITE_NOT_MADE:
    'Earlier writes to this session took too long, or the client hung up while it waited. Look for a slow session app, then try again.',
  RESET_MEANWHILE:
    'The emulator was reset or closed while this request was under way. Nothing was stored. Await all requests before a reset.',
  EMULATOR_STOPPING:
    'The emulator was asked to stop. Nothing of this request was stored. Await all requests before it stops.',
  STORE_UNAVAILABLE:
    'Redis, where the sessions are stored, did not answer in time or is not connected. The emulator keeps trying to connect.',
  INTERNAL: 'A defect of the emulator. Report it with the request.',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export interface RefusalDetails {
  readonly status: number;
  /** As in the body: `"Unauthorized"`, `"Forbidden"` … */
  readonly type: string;
  /** A list if there are several problems. */
  readonly message: string | readonly string[];
  readonly code?: RefusalCode;
  /** The `Path` of both cookies, if the answer expires them. */
  readonly expiresCookies?: string;
  /** The `Allow` header of a 405. */
  readonly allow?: string;
}

/**
 * Why a request was not served. An error that the real service is known to give has the body `{type, message}`;
 * the emulator's own also has a `code`, so that it is not mistaken for VTEX's.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: RefusalCode | undefined;
  readonly expiresCookies: string | undefined;
  readonly allow: string | undefined;
  /** The message, problem by problem. */
  readonly lines: readonly string[];
  /** The rounds of the cascade before this refusal. */
  rounds: readonly Round[] = [];
  /** The session that it left as it was. */
  session: Session | undefined;

  constructor({ status, type, message, code, expiresCookies, allow }: RefusalDetails) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.code = code;
    this.expiresCookies = expiresCookies;
    this.allow = allow;
    this.lines = lines;
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

/** The `type` of a status that is a setting. */
export function typeOfStatus(status: number): string {
  return types[status] ?? 'Error';
}

export function badRequest(code: RefusalCode, message: RefusalDetails['message']): Refusal {
  return new Refusal({ status: 400, type: 'BadRequest', code, message });
}
