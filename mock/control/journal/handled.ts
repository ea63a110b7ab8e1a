import type { OperationAnswer, Request } from '../../operations/service';
import type { Refusal } from '../../rules/refusal';
import type { Conflict, Round } from '../../rules/rounds';
import { monotonicTime } from '../../util/monotonic-time';
import type { Answer } from '../../wire/answer';
import { redactedMessage, redactedPath, secretsIn, sessionRedactor } from '../redact';
import type { AddedAnswer, RequestReport } from './entry';

/** What happened with one request. The journal, reports, metrics, traces and explanations are views of it. */
export interface HandledRequest {
  readonly req: Request;
  /** The operation id, `options`, or `refused`. */
  readonly operation: string;
  /** The operation that method and path name, of a request that was refused. */
  readonly refused?: string | undefined;
  /** The parsed body; undefined if there was none, or it was not read. */
  readonly body?: unknown;
  /** Before a fault changed it. */
  readonly answer: OperationAnswer;
  /** Why a session operation was refused. */
  readonly refusal?: Refusal | undefined;
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

/** What session apps did for the request. */
export function roundsOf({ answer, refusal }: HandledRequest): readonly Round[] {
  return answer.touched?.draft?.rounds ?? refusal?.rounds ?? [];
}

/** Keys to which two apps gave different values in one round of a write. */
export function conflictsOf({ touched }: OperationAnswer): readonly Conflict[] {
  const found: Conflict[] = [];
  for (const { conflicts } of touched?.draft?.rounds ?? []) found.push(...conflicts);
  return found;
}

/** What happened with a request that was refused before it reached any operation. */
export function refusedRequest(req: Request, answer: Answer, milliseconds: number): HandledRequest {
  const { status } = answer;
  return { req, operation: 'refused', answer, status, milliseconds, failure: undefined, fault: undefined };
}

/**
 * Passes reports of requests to a listener. A throwing listener does not fail the answer.
 * @param ownSecrets credentials of the emulator itself
 */
export function reporter(
  onRequest: (report: RequestReport) => void,
  ownSecrets: () => readonly string[],
): (handled: HandledRequest) => void {
  return (handled) => {
    try {
      onRequest(reportOf(handled, ownSecrets()));
    } catch (error) {
      process.emitWarning(`onRequest failed: ${error}`);
    }
  };
}

function reportOf(handled: HandledRequest, ownSecrets: readonly string[]): RequestReport {
  const { req, operation, answer, status, milliseconds, failure, fault } = handled;
  const [received = ''] = (req.url as string).split('?', 1);
  const large = (answer.setCookie ?? []).filter((line) => line.length > maxCookie);
  const ignored = answer.touched?.draft?.ignored ?? [];
  const conflicts = conflictsOf(answer);
  const isPlain = status < 400 && fault === undefined && ignored.length + conflicts.length === 0;
  const secrets = isPlain ? ownSecrets : [...secretsIn(req.rawHeaders), ...ownSecrets];
  const redactor = sessionRedactor(secrets);
  const path = redactedPath(received, secrets);
  const { message } = Object(answer.body) as { readonly message?: unknown };
  const isRefused = status >= 400 && failure === undefined && fault === undefined;
  const reason =
    isRefused && message !== undefined
      ? redactedMessage(String(message), redactor, { path: received, shownPath: path })
      : undefined;
  return {
    method: req.method as string,
    path,
    operation,
    status,
    milliseconds,
    ignored: ignored.map((write) => ({ ...write, path: redactor.text(write.path) })),
    conflicts: conflicts.map(redactor.conflict),
    ...(reason !== undefined && { reason }),
    ...(failure !== undefined && { failure: redactor.text(failure) }),
    ...(fault !== undefined && { fault }),
    ...(large.length > 0 && { warnings: large.map(largeCookie) }),
  };
}

/** To a hundredth. */
export function millisecondsSince(start: number): number {
  return Math.round((monotonicTime() - start) * 100) / 100;
}

/** Bytes of a cookie with its attributes that browsers accept. */
const maxCookie = 4096;

function largeCookie(line: string): string {
  const [name] = line.split('=', 1);
  return `the cookie ${name} takes ${line.length} bytes: browsers drop one over ${maxCookie}`;
}
