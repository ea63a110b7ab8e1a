import type { ServerResponse } from 'node:http';
import cors from 'cors';
import type { WriteLog } from '../control/explanation/write-log';
import type { ActiveFault, FaultInjection } from '../control/faults/inject';
import { type HandledRequest, millisecondsSince } from '../control/journal/handled';
import type { Recorder } from '../control/journal/recorder';
import type { Metrics } from '../control/metrics';
import type { Request, Service } from '../operations/service';
import { operationIdOf } from '../operations/table';
import type { Refusal } from '../rules/refusal';
import { perTick } from '../util/event-loop';
import { asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { readBody } from '../wire/body';
import { isHttps, rememberingCookies } from '../wire/cookies';
import { readTarget, type SessionTarget } from '../wire/target';
import { explained, explainHeader } from './explained';
import type { Hints } from './hints';
import { type RoutedAnswer, sessionRouter } from './router';
import type { Tracing } from './tracing';

/** Answers the session operations and calls `next` for every other request; for node:http, Express and the like. */
export type SessionMiddleware = (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void;

export interface MiddlewareOptions {
  readonly service: Service;
  /** Origins that may call with credentials. */
  readonly cors: readonly string[];
  readonly faults: FaultInjection;
  /** Undefined if there is no listener. */
  readonly report: ((handled: HandledRequest) => void) | undefined;
  /** Undefined if the journal is disabled. */
  readonly journal: Recorder | undefined;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Undefined if writes are not explained. */
  readonly writeLog: WriteLog | undefined;
  /** Undefined if nothing shows them. */
  readonly hints: Hints | undefined;
}

export function sessionMiddleware({
  service,
  cors: origins,
  faults,
  report,
  journal,
  metrics,
  tracing,
  writeLog,
  hints,
}: MiddlewareOptions): SessionMiddleware {
  const router = sessionRouter(service);
  // Responses are flushed once per event-loop turn. Waking a waiting client costs the server about as much as an answer,
  // and the first answer of a turn wakes it for the others.
  const writeLater = perTick();
  const cookiesOf = rememberingCookies();
  const read = journal?.readBody ?? readBody;
  const onHandled = handledBy({ report, journal, metrics, tracing, writeLog });
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
    { path, pathToken, rootPath, query }: SessionTarget,
    generation: number,
  ): Promise<RoutedAnswer> | RoutedAnswer => {
    const method = req.method === 'HEAD' ? 'GET' : (req.method as string);
    if (method === 'OPTIONS')
      return { operation: 'options', answer: { status: 204, headers: { Allow: router.methodsOf(path) } } };
    const isAbandoned = () => res.destroyed;
    const call = {
      query,
      pathToken,
      rootPath,
      cookies: cookiesOf(req),
      isHttps: isHttps(req),
      generation,
      isAbandoned,
    };
    if (req.headers[explainHeader] !== '1')
      return router.handle({ method, path, call, readBody: () => read(req) });
    let body: Promise<unknown> | undefined; // it can be read only once
    const readBody = () => {
      body ??= read(req);
      return body;
    };
    return explained(service, res, (watched) => router.handle({ method, path, call, readBody }, watched));
  };

  const serve = async (
    req: Request,
    res: ServerResponse,
    target: SessionTarget | undefined,
    unreadable: unknown,
  ): Promise<void> => {
    const startedAt = performance.now();
    tracing.begun(req);
    const begun = service.repository.begin(); // now, since a reset may overtake the body or a delay
    let routed: RoutedAnswer;
    let refusal: Refusal | undefined;
    let failure: string | undefined;
    let fault: ActiveFault | undefined;
    let refused: string | undefined;
    try {
      const generation = typeof begun === 'number' ? begun : await begun;
      fault = faults.of(req, () => operationIdOf(req.method, readable(target, unreadable).path));
      if (fault !== undefined) await fault.before(res);
      routed = await answerOf(req, res, readable(target, unreadable), generation);
    } catch (error) {
      if (target !== undefined) refused = operationIdOf(req.method, target.path);
      refusal = asRefusal(error);
      routed = { operation: 'refused', answer: refusalAnswer(refusal, service.cookies(isHttps(req))) };
      failure = failureOf(refusal);
    }
    writeLater(() => {
      let { status } = routed.answer;
      if (fault === undefined) writeAnswer(req, res, routed.answer);
      else status = fault.write(req, res, routed.answer);
      hints?.answered(req, routed.answer.setCookie);
      const milliseconds = millisecondsSince(startedAt);
      onHandled({ req, ...routed, refused, refusal, status, milliseconds, failure, fault: fault?.text });
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
    hints?.asked(req);
    const served = () => void serve(req, res, target, unreadable);
    if (asksForCors(req, origins)) withCors(req, res, served);
    else served();
  };
}

function readable(target: SessionTarget | undefined, unreadable: unknown): SessionTarget {
  if (target === undefined) throw unreadable;
  return target;
}

/** Other origins get no CORS header. OPTIONS is a preflight only with Access-Control-Request-Method. */
function asksForCors({ method, headers }: Request, origins: readonly string[]): boolean {
  if (headers.origin === undefined || !origins.includes(headers.origin)) return false;
  return method !== 'OPTIONS' || headers['access-control-request-method'] !== undefined;
}

/** All who learn of a request once it is answered. */
export function handledBy({
  report,
  journal,
  metrics,
  tracing,
  writeLog,
}: Pick<MiddlewareOptions, 'report' | 'journal' | 'metrics' | 'tracing' | 'writeLog'>): (
  handled: HandledRequest,
) => void {
  return (handled) => {
    metrics.request(handled);
    tracing.ended(handled);
    writeLog?.record(handled);
    journal?.record(handled);
    report?.(handled);
  };
}

/** Why a session app failed. The cause of a defect of the emulator is left out: it may hold anything. */
function failureOf({ message, cause, code }: Refusal): string | undefined {
  if (code !== undefined || cause === undefined) return undefined;
  return `${message}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
