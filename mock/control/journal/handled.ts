import type { OperationAnswer, Request } from '../../operations/service';
import { redactedPath } from '../redact';
import type { AddedAnswer, RequestReport } from './entry';

/** What happened with one request. The journal and the reports are views of it. */
export interface HandledRequest {
  readonly req: Request;
  /** The operation id, `options`, or `refused`. */
  readonly operation: string;
  /** Before a fault changed it. */
  readonly answer: OperationAnswer;
  /** The status sent, 0 when a fault cut the connection. */
  readonly status: number;
  readonly milliseconds: number;
  /** Which session app failed, and how. */
  readonly failure: string | undefined;
  /** The fault applied to it, as `x-mock-fault` writes it. */
  readonly fault: string | undefined;
  /** Of a request that an added OpenAPI document answered. */
  readonly added?: AddedAnswer | undefined;
}

export function reportOf(handled: HandledRequest): RequestReport {
  const { req, operation, answer, status, milliseconds, failure, fault } = handled;
  return {
    method: req.method as string,
    path: redactedPath((req.url as string).split('?', 1)[0] as string),
    operation,
    status,
    milliseconds,
    ignored: answer.ignored ?? [],
    conflicts: answer.conflicts ?? [],
    ...(failure !== undefined && { failure }),
    ...(fault !== undefined && { fault }),
  };
}
