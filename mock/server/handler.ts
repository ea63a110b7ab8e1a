import type { ServerResponse } from 'node:http';
import cors from 'cors';
import type { Emulator } from '../cells/cells';
import type { ActiveFault, FaultInjection } from '../control/faults/inject';
import { type HandledRequest, millisecondsSince } from '../control/journal/handled';
import type { OperationAnswer, OperationCall, Request, Service } from '../operations/service';
import { methodsAt, type OperationRow, operationAt } from '../operations/table';
import { Refusal } from '../rules/refusal';
import { andThen, heldForTick, type Maybe, perTick, settled } from '../util/event-loop';
import { monotonicTime } from '../util/monotonic-time';
import { allowOf, asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { bodyBytes, jsonBody } from '../wire/body';
import { isHttps, rememberingCookies } from '../wire/cookies';
import type { Handler } from '../wire/listener';
import { originForm, readTarget, type SessionTarget } from '../wire/target';
import { explained, explainHeader } from './explained';
import type { Hints } from './hints';
import { refuseOutsidePublished, requestCheck } from './request-check';
import type { Tracing } from './tracing';

export interface EmulatorOptions {
  readonly service: Service;
  /** Origins that may call with credentials. */
  readonly cors: readonly string[];
  readonly faults: FaultInjection;
  readonly tracing: Tracing;
  /** Undefined if nothing shows them. */
  readonly hints: Hints | undefined;
  /** Called with each request, once it is answered. */
  readonly onHandled: (handled: HandledRequest) => void;
  /** Answers everything else. */
  readonly control: Handler;
}

/** A request while it is served, and then what is reported of it. */
interface Exchange extends Writable<HandledRequest> {
  readonly res: ServerResponse;
  readonly startedAt: number;
  active: ActiveFault | undefined;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The session operations first, then `control` for everything else: Express is not on the hot path. */
export function emulatorOf({
  service,
  cors: origins,
  faults,
  tracing,
  hints,
  onHandled,
  control,
}: EmulatorOptions): Emulator {
  // Reads are answered, and writes begun, once per event-loop turn. Waking a waiting client costs the server about as much
  // as an answer, and the first answer of a turn wakes it for the others.
  const writeLater = perTick(write);
  const held = heldForTick();
  const cookiesOf = rememberingCookies();
  const check = requestCheck(service.strict);
  const withCors = cors({
    origin: [...origins],
    credentials: true,
    methods: 'GET,HEAD,POST,PATCH',
    exposedHeaders: explainHeader,
    maxAge: 600,
  });

  function serve(req: Request, res: ServerResponse, target: SessionTarget): void {
    const exchange: Exchange = {
      req,
      res,
      startedAt: monotonicTime(),
      operation: 'refused',
      refused: undefined,
      body: undefined,
      answer: unanswered,
      refusal: undefined,
      status: 0,
      milliseconds: 0,
      failure: undefined,
      fault: undefined,
      active: undefined,
      added: undefined,
    };
    const operation = operationAt(req.method, target.path);
    tracing.begun(req);
    settled(
      () => answerTo(exchange, target, operation),
      (answer) => {
        exchange.operation = operation?.id ?? 'options';
        exchange.answer = answer;
        if (operation?.method === 'GET') writeLater(exchange);
        else write(exchange);
      },
      (error) => {
        const refusal = asRefusal(error);
        if (target.refusal === undefined) exchange.refused = operation?.id;
        exchange.refusal = refusal;
        exchange.answer = refusalAnswer(refusal, service.cookies(isHttps(req)));
        exchange.failure = failureOf(refusal);
        writeLater(exchange);
      },
    );
  }

  function answerTo(
    exchange: Exchange,
    target: SessionTarget,
    operation: OperationRow | undefined,
  ): Maybe<OperationAnswer> {
    const { req, res } = exchange;
    const { path, pathToken, rootPath, query, refusal } = target;
    const begun = service.repository.begin(); // now, since a reset may overtake the body or a delay
    return andThen(begun, (generation) => {
      if (refusal !== undefined) throw refusal;
      const fault = faults.of(req, operation?.id);
      exchange.active = fault;
      return andThen(fault?.before(res), () => {
        if (req.method === 'OPTIONS') return { status: 204, headers: { Allow: allowOf(methodsAt(path)) } };
        if (operation === undefined) throw methodNotAllowed(req.method as string, path);
        if (service.strict) refuseOutsidePublished(target, service);
        const isRead = operation.method === 'GET';
        const received = isRead ? undefined : andThen(bodyBytes(req), held);
        return andThen(received, (bytes) => {
          if (!isRead) exchange.body = jsonBody(req, bytes);
          const call: OperationCall = {
            query,
            cookies: cookiesOf(req),
            body: exchange.body as OperationCall['body'],
            pathToken,
            rootPath,
            isHttps: isHttps(req),
            generation,
            client: req.socket,
          };
          const run = (by: Service) => {
            check(operation, call, by);
            return operation.run(call, by);
          };
          return req.headers[explainHeader] === '1' ? explained(service, res, run) : run(service);
        });
      });
    });
  }

  function write(exchange: Exchange): void {
    const { req, res, answer, active } = exchange;
    exchange.status = answer.status;
    exchange.fault = active?.text;
    if (active === undefined) writeAnswer(req, res, answer);
    else exchange.status = active.write(req, res, answer);
    hints?.answered(req, answer.setCookie);
    exchange.milliseconds = millisecondsSince(exchange.startedAt);
    onHandled(exchange);
  }

  function isServed(req: Request, res: ServerResponse): boolean {
    const target = readTarget(req.url as string);
    if (target === undefined) return false;
    hints?.asked(req);
    if (asksForCors(req, origins)) withCors(req, res, () => serve(req, res, target));
    else serve(req, res, target);
    return true;
  }

  return {
    handler(req, res) {
      req.url = originForm(req.url ?? '/');
      if (!isServed(req, res)) control(req, res);
    },
    middleware(req, res, next) {
      if (!isServed(req, res)) next();
    },
  };
}

const unanswered: OperationAnswer = { status: 0 };

/** Other origins get no CORS header. OPTIONS is a preflight only with Access-Control-Request-Method. */
function asksForCors({ method, headers }: Request, origins: readonly string[]): boolean {
  if (headers.origin === undefined || !origins.includes(headers.origin)) return false;
  return method !== 'OPTIONS' || headers['access-control-request-method'] !== undefined;
}

function methodNotAllowed(method: string, path: string): Refusal {
  const allow = allowOf(methodsAt(path));
  return new Refusal(
    'METHOD_NOT_ALLOWED',
    `${method.toUpperCase()} is not served here: send one of ${allow}`,
    { allow },
  );
}

/** Why a session app failed. The cause of a defect of the emulator is left out: it may hold anything. */
function failureOf({ message, cause, code }: Refusal): string | undefined {
  if (code !== undefined || cause === undefined) return undefined;
  return `${message}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
