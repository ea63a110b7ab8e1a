import type { IncomingMessage } from 'node:http';

/** A control route, declared once; fixtures/openapi/control-plane.yaml describes it. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** In Express syntax: `/_mock/sessions/:id`. */
  readonly path: string;
  /** Default 200. */
  readonly status?: number;
  /** The query parameters that it takes. Default none: any other is refused. */
  readonly query?: readonly string[];
  /** Answered without checking who asks. */
  readonly isOpen?: true;
  /** Links of other pages may lead a person to it. Only for what changes nothing and cannot be framed. */
  readonly isPage?: true;
  readonly answer: (request: ControlRequest) => unknown | Promise<unknown>;
}

/** A body with a status of its own, in place of the route's. */
export class WithStatus {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/** An answer that also sets cookies in the browser that asked. */
export class WithCookies {
  constructor(
    readonly body: unknown,
    readonly setCookie: readonly string[],
  ) {}
}

/** The cookies of the browser that asks. */
export interface BrowserCookies {
  /** For session operations, which read it themselves: of two cookies of one name they try both. */
  readonly header: string | undefined;
  /** As cookie-parser reads them. */
  readonly named: Readonly<Record<string, unknown>>;
  /** Whether the browser speaks https. */
  readonly isHttps: boolean;
}

export interface ControlRequest {
  readonly req: IncomingMessage;
  readonly cookies: BrowserCookies;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined when there is none. @throws Refusal when it is not JSON */
  readonly body: () => Promise<unknown>;
  /** The same, with a larger size limit. */
  readonly largeBody: () => Promise<unknown>;
  /** The same of any size, as it comes: its bytes, unless it was parsed already. */
  readonly bodyParts: () => unknown;
}
