import type { OperationAnswer, Request } from '../../operations/service';
import { redactedPath, redactorOf } from '../redact';
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
  const received = (req.url as string).split('?', 1)[0] as string;
  const path = redactedPath(received);
  const reason = failure === undefined && fault === undefined ? reasonOf(answer, received, path) : undefined;
  const large = (answer.setCookie ?? []).filter((line) => line.length > maxCookie);
  return {
    method: req.method as string,
    path,
    operation,
    status,
    milliseconds,
    ignored: answer.ignored ?? [],
    conflicts: answer.conflicts ?? [],
    ...(reason !== undefined && { reason }),
    ...(failure !== undefined && { failure }),
    ...(fault !== undefined && { fault }),
    ...(large.length > 0 && { warnings: large.map(largeCookie) }),
  };
}

/** The message of an answer that refuses. */
function reasonOf({ status, body }: OperationAnswer, received: string, path: string): string | undefined {
  if (status < 400 || typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  return redactorOf([]).text(String(body.message).replaceAll(received, path));
}

/** To a hundredth. */
export function millisecondsSince(start: number): number {
  return Math.round((performance.now() - start) * 100) / 100;
}

/** Bytes of a cookie with its attributes that browsers accept. */
const maxCookie = 4096;

function largeCookie(line: string): string {
  const [name] = line.split('=', 1);
  return `the cookie ${name} takes ${line.length} bytes: browsers drop one over ${maxCookie}`;
}
