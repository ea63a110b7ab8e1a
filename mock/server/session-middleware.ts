import type { ServerResponse } from 'node:http';
import cors from 'cors';
import type { FaultInForce } from '../control/faults/in-force';
import type { FaultInjection } from '../control/faults/injection';
import type { Recorder } from '../control/journal/recorder';
import type { Request, Service } from '../operations/service';
import type { Refusal } from '../rules/refusal';
import { perTick } from '../util/per-tick';
import { asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { readBody } from '../wire/body';
import { rememberingCookies } from '../wire/cookies';
import { readTarget, type SessionTarget } from '../wire/target';
import { explained, explainHeader } from './explained';
import type { RequestReport } from './report';
import { type RoutedAnswer, sessionRouter } from './router';

/** Answers the session operations and hands every other request on; made for node:http, Express and the like. */
export type SessionMiddleware = (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void;

export interface MiddlewareOptions {
  readonly service: Service;
  /** Origins that may call with credentials. */
  readonly cors: readonly string[];
  readonly faults: FaultInjection;
  readonly onRequest: ((report: RequestReport) => void) | undefined;
  /** Undefined when no journal is kept. */
  readonly journal: Recorder | undefined;
}

export function sessionMiddleware({
  service,
  cors: origins,
  faults,
  onRequest,
  journal,
}: MiddlewareOptions): SessionMiddleware {
  const router = sessionRouter(service);
  // A client that waits is woken by the first answer, which costs the server about as much as the answer itself; the
  // others find it awake.
  const writeLater = perTick();
  const cookiesOf = rememberingCookies();
  const read = journal?.readBody ?? readBody;
  const timed = onRequest !== undefined || journal !== undefined;
  const withCors = cors({
    origin: [...origins],
    credentials: true,
    methods: 'GET,HEAD,POST,PATCH',
    exposedHeaders: explainHeader,
    maxAge: 600,
  });

  const answerOf = (
    req: Request,
    res: ServerResponse,
    { path, pathToken, query }: SessionTarget,
  ): Promise<RoutedAnswer> | RoutedAnswer => {
    const method = req.method === 'HEAD' ? 'GET' : (req.method as string);
    if (method === 'OPTIONS')
      return { operation: 'options', answer: { status: 204, headers: { Allow: router.methodsOf(path) } } };
    const call = { query, pathToken, cookies: cookiesOf(req) };
    if (req.headers[explainHeader] !== '1')
      return router.handle({ method, path, call, readBody: () => read(req) });
    let body: Promise<unknown> | undefined; // it can be read once only
    const readBody = () => {
      body ??= read(req);
      return body;
    };
    return explained(service, res, (using) => router.handle({ method, path, call, readBody }, using));
  };

  const serve = async (req: Request, res: ServerResponse, target: () => SessionTarget): Promise<void> => {
    const startedAt = timed ? performance.now() : 0;
    let routed: RoutedAnswer;
    let failure: string | undefined;
    let fault: FaultInForce | undefined;
    try {
      fault = faults.of(req, target);
      if (fault !== undefined) await fault.before(res);
      routed = await answerOf(req, res, target());
    } catch (error) {
      const refusal = asRefusal(error);
      routed = { operation: 'refused', answer: refusalAnswer(refusal, service.cookies) };
      failure = failureOf(refusal);
    }
    writeLater(() => {
      const status = fault?.write(req, res, routed.answer);
      if (fault === undefined) writeAnswer(req, res, routed.answer);
      const suffered = fault && { status: status as number, fault: fault.text };
      journal?.answered(req, routed.answer, startedAt, failure, suffered);
      if (onRequest !== undefined)
        tell(onRequest, { ...reportOf(req, routed, startedAt, failure), ...suffered });
    });
  };

  return (req, res, next) => {
    let target: SessionTarget | undefined;
    let unreadable: unknown;
    try {
      target = readTarget(req.url as string);
    } catch (error) {
      unreadable = error;
    }
    if (target === undefined && unreadable === undefined) return next();
    const served = () =>
      serve(req, res, () => {
        if (target === undefined) throw unreadable;
        return target;
      });
    if (asksForCors(req, origins)) withCors(req, res, () => void served());
    else void served();
  };
}

/** Other origins get no header at all; OPTIONS is CORS's business only as a preflight. */
function asksForCors({ method, headers }: Request, origins: readonly string[]): boolean {
  if (headers.origin === undefined || !origins.includes(headers.origin)) return false;
  return method !== 'OPTIONS' || headers['access-control-request-method'] !== undefined;
}

/** A listener's defect is the listener's: the visitor has his answer. */
function tell(onRequest: (report: RequestReport) => void, report: RequestReport): void {
  try {
    onRequest(report);
  } catch (error) {
    process.emitWarning(`onRequest failed: ${error}`);
  }
}

function reportOf(
  req: Request,
  { operation, answer }: RoutedAnswer,
  startedAt: number,
  failure: string | undefined,
): RequestReport {
  return {
    method: req.method as string,
    path: pathWithoutToken(req.url as string),
    operation,
    status: answer.status,
    milliseconds: performance.now() - startedAt,
    ignored: answer.ignored ?? [],
    conflicts: answer.conflicts ?? [],
    ...(failure !== undefined && { failure }),
  };
}

/** Of a session app; the cause of a defect of ours may hold anything. */
function failureOf({ message, cause, code }: Refusal): string | undefined {
  if (code !== undefined || cause === undefined) return undefined;
  return `${message}: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** For reports: tokens are secrets wherever they stand, query strings may hold some. */
function pathWithoutToken(url: string): string {
  return (url.split('?', 1)[0] as string)
    .replace(/(\/api\/(?:sessions|segments)\/)(?!api\/)[^/]+/g, '$1{token}')
    .replace(/[^/]{65,}/g, '{token}');
}
