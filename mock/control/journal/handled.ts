import type { OperationAnswer, Request } from '../../operations/service';
import { redactedPath, sessionRedactor } from '../redact';
import type { AddedAnswer, RequestReport } from './entry';

const redactor = sessionRedactor();

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
    ignored: (answer.ignored ?? []).map((write) => ({ ...write, path: redactor.text(write.path) })),
    conflicts: (answer.conflicts ?? []).map(redactor.conflict),
    ...(reason !== undefined && { reason }),
    ...(failure !== undefined && { failure: redactor.text(failure) }),
    ...(fault !== undefined && { fault }),
    ...(large.length > 0 && { warnings: large.map(largeCookie) }),
  };
}

/** The message of an answer that refuses. */
function reasonOf({ status, body }: OperationAnswer, received: string, path: string): string | undefined {
  if (status < 400 || typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  return redactor.text(String(body.message).replaceAll(received, path));
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
