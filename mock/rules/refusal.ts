import type { Assumptions } from './assumptions';
import type { Round } from './rounds';
import type { Session } from './session';

/**
 * The emulator's own error codes by status: when each is given and what to do. The name of an assumption means that it
 * decides the status; `any`, that the fault does.
 */
const codesByStatus = {
  400: {
    BODY_NOT_JSON:
      'The body is not valid JSON, not UTF-8, or holds a number that no double holds. Send JSON in UTF-8, such numbers as strings.',
    BODY_TOO_DEEP: 'The body is nested over 200 levels deep. Send a flatter value.',
    BODY_NOT_OBJECT:
      'The body is an array, a string, a number or null. Send an object such as `{"public":{…}}`.',
    PUBLIC_NOT_OBJECT: '`public` in the body is not an object. Send `{"public":{"key":{"value":"…"}}}`.',
    SEGMENT_TOKEN_UNREADABLE:
      'The segment token in the path does not decode to a segment. Send the `segmentToken` of an answer.',
    PATH_UNREADABLE: 'The path contains an invalid percent-escape. Encode it with `encodeURIComponent`.',
    OUTSIDE_PUBLISHED_DOCUMENT:
      "`--strict`: VTEX's published document does not allow this. Change the named field, or start without `--strict`.",
    CONTROL_INPUT_INVALID:
      'A control route or the header `x-mock-fault` received invalid input. The message starts with its path.',
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
    TOOL_ARGUMENTS_INVALID: 'The arguments do not fit the input schema of the tool. The message names each.',
    REQUEST_OUTSIDE_SOURCE:
      'The document that serves this path does not allow the request. Change it, or add the document with `check: report`.',
  },
  '400 or 408': {
    REQUEST_UNREADABLE: 'The request is not valid HTTP, or ended early. Check the client and any proxy.',
  },
  403: {
    CONTROL_FORBIDDEN:
      'A control route was called from another machine without the token, by another host name, or from a page of another origin. Send `Authorization: Bearer TOKEN`.',
  },
  404: {
    NOT_FOUND: 'Nothing is served at this path. Try `/api/sessions`, `/api/segments` or `/_mock`.',
    PERSONA_UNKNOWN: 'The account has no persona with this id. `GET /_mock/personas` lists them.',
    FAULT_UNKNOWN: 'There is no fault with this id. `GET /_mock/faults` lists them.',
    SESSION_UNKNOWN: 'There is no session with this id. `GET /_mock/sessions` lists them.',
    SOURCE_UNKNOWN: 'No document with this id was added. `GET /_mock/sources` lists them.',
    TOOL_UNKNOWN: 'There is no tool with this name. `GET /_mock/tools` lists them.',
    CELL_UNKNOWN:
      'A path below `/cells/`, the header `x-mock-cell` or a host named a cell that there is not, or not any more. `GET /_mock/cells` lists them.',
  },
  405: {
    METHOD_NOT_ALLOWED: 'The path does not support this method. Use one that the `Allow` header lists.',
  },
  409: {
    JOURNAL_OFF:
      'The journal or its events were requested, but the journal is off. Start without `--no-journal`.',
    SOURCE_EXISTS: 'Another document has this id. Choose another id, or send `replace: true`.',
    SOURCE_PATH_TAKEN: "A document serves a path below the emulator's own. Set `basePath`.",
    CELL_EXISTS: 'A cell or an account has this name already. Choose another, or end the cell first.',
    RESET_MEANWHILE:
      'The emulator was reset or closed while this request was under way. Nothing was stored. Await all requests before a reset.',
  },
  413: {
    BODY_TOO_LARGE: 'The body is over 1 MB, or a seed or document is over 16 MB. Send less at once.',
    SNAPSHOT_TOO_LARGE:
      'A session of a snapshot, a document, or all that is in neither is over 16 MB of JSON. The message names it.',
  },
  415: {
    CONTENT_TYPE_UNSUPPORTED: 'The body is not JSON. Send `Content-Type: application/json`.',
  },
  429: {
    CELL_LIMIT: 'There are as many cells as `--max-cells` allows. End some with `DELETE /_mock/cells/NAME`.',
  },
  431: {
    HEADERS_TOO_LARGE: 'The request headers are over 64 KB. Send fewer or shorter cookies.',
  },
  500: {
    INTERNAL: 'A defect of the emulator. Report it with the request.',
  },
  501: {
    EVENTS_NEED_A_PORT:
      'An event stream was requested in process, where nothing can be streamed. Call `listen()` and use its URL.',
  },
  503: {
    CONTROL_BUSY:
      'Too many requests wait for a journal entry, or too many event streams are open. Close some of them.',
    CONTROL_CLOSED:
      'The emulator was closed while a request waited for a journal entry. Wait before closing it.',
    WRITE_CONFLICT: 'Concurrent writes to this session, or concurrent seeds, kept winning. Try again.',
    WRITE_NOT_MADE:
      'Earlier writes to this session took too long, or the client hung up while it waited. Look for a slow session app, then try again.',
    EMULATOR_STOPPING:
      'The emulator was asked to stop. Nothing of this request was stored. Await all requests before it stops.',
    STORE_UNAVAILABLE:
      'Redis, where the sessions are stored, did not answer in time or is not connected. The emulator keeps trying to connect.',
  },
  504: {
    JOURNAL_TIMEOUT: 'No matching request arrived in time. The message lists those that did.',
  },
  statusOfMissingItems: {
    ITEMS_MISSING: 'A session was read without `items`. Add `?items=namespace.key,…` or `?items=*`.',
  },
  any: {
    FAULT_INJECTED:
      'A test injected this fault with `/_mock/faults` or `x-mock-fault`. `DELETE /_mock/faults` removes all faults.',
  },
} as const satisfies Partial<
  Record<number | '400 or 408' | keyof Assumptions | 'any', Record<string, string>>
>;

type CodesByStatus = typeof codesByStatus;

export type RefusalCode = { [S in keyof CodesByStatus]: keyof CodesByStatus[S] }[keyof CodesByStatus];

/** The same by code. The page on error codes is generated from it. */
export const refusalCodes = Object.fromEntries(
  Object.entries<Readonly<Record<string, string>>>(codesByStatus).flatMap(([status, codes]) =>
    Object.entries(codes).map(([code, when]) => [code, { status, when }]),
  ),
) as Readonly<Record<RefusalCode, { readonly status: string; readonly when: string }>>;

export interface RefusalDetails {
  /** Needed where the table of codes leaves it open. */
  readonly status?: number;
  /** As in the body: `"Unauthorized"`, `"Forbidden"` … Default: that of the status. */
  readonly type?: string;
  /** The `Path` of both cookies, if the answer expires them. */
  readonly expiresCookies?: string;
  /** The `Allow` header of a 405. */
  readonly allow?: string;
  readonly cause?: unknown;
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

  /**
   * @param given a code of the emulator's own, or the status of an error of VTEX's
   * @param message a list if there are several problems
   */
  constructor(
    given: RefusalCode | number,
    message: string | readonly string[],
    { status = statusOf(given), type = typeOf(status), expiresCookies, allow, cause }: RefusalDetails = {},
  ) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.code = typeof given === 'number' ? undefined : given;
    this.expiresCookies = expiresCookies;
    this.allow = allow;
    if (cause !== undefined) this.cause = cause;
    this.lines = lines;
  }

  /** The body of the answer. */
  toJSON(): { type: string; message: string; code?: RefusalCode } {
    const envelope = { type: this.type, message: this.message };
    return this.code === undefined ? envelope : { ...envelope, code: this.code };
  }
}

function statusOf(given: RefusalCode | number): number {
  const status = typeof given === 'number' ? given : Number.parseInt(refusalCodes[given].status, 10);
  if (Number.isNaN(status)) throw new TypeError(`${given} has no status of its own: give one`);
  return status;
}

const types: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  409: 'Conflict',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  431: 'RequestHeaderFieldsTooLarge',
  500: 'InternalError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
  508: 'LoopDetected',
};

function typeOf(status: number): string {
  return types[status] ?? 'Error';
}
