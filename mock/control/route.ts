import type { IncomingMessage } from 'node:http';

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As Express writes it. */
  readonly path: string;
  readonly status: number;
  /** Undefined answers 404. */
  readonly answer: (request: ControlRequest) => unknown | Promise<unknown>;
}

export interface ControlRequest {
  readonly req: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined when there is none. @throws Refusal when it is no JSON */
  readonly body: () => Promise<unknown>;
  /** The same of a body as large as a snapshot may be. */
  readonly snapshot: () => Promise<unknown>;
}
