import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CellControl } from '../cells/routes';
import { millisecondsSince } from '../control/journal/handled';
import type { ControlPlane } from '../control/plane';
import type { LazyDocuments } from '../documents/api';
import type { McpSettings } from '../mcp/server';
import { badRequest, type RefusalCode } from '../rules/refusal';
import { type Answer, asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { type CookiesFor, isHttps } from '../wire/cookies';
import type { Handler } from '../wire/listener';
import { originForm } from '../wire/target';
import type { AddedOperations, ControlHandler, SharedApp } from './control-app';
import { handledBy, type MiddlewareOptions, type SessionMiddleware } from './session-middleware';

export interface HandlerOptions extends MiddlewareOptions {
  readonly middleware: SessionMiddleware;
  readonly control: ControlPlane;
  readonly documents: LazyDocuments;
  readonly mcp: McpSettings;
  readonly cells: CellControl;
  readonly loadControl: LoadControl;
}

export type LoadControl = () => Promise<{ app: SharedApp; addedOperations: AddedOperations }>;

/** Loaded with the first request that is not a session operation, so that the first session does not wait for it. */
export function lazyControl(): LoadControl {
  let loading: ReturnType<LoadControl> | undefined;
  return () => {
    loading ??= import('./control-app').then(({ sharedApp, addedOperations }) => ({
      ...{ app: sharedApp(), addedOperations },
    }));
    return loading;
  };
}

/** The session operations first, then everything else: Express is not on the hot path. */
export function handlerOf({
  middleware,
  control,
  documents,
  mcp,
  cells,
  loadControl,
  service,
  faults,
  report,
  ...watching
}: HandlerOptions): Handler {
  const onHandled = handledBy({ report, ...watching });
  const { cookies } = service;
  let handleControl: ControlHandler | undefined;
  const arrivedAt = new WeakMap<IncomingMessage, number>();

  return (req, res) => {
    req.url = originForm(req.url ?? '/');
    middleware(req, res, () => {
      arrivedAt.set(req, performance.now());
      loadControl()
        .then(({ app, addedOperations }) => {
          handleControl ??= app({
            ...{ control, cookies, documents, mcp, cells, onRefused },
            addedOperations: addedOperations({ documents, service, faults, onHandled }),
          });
          // An error that Express raises before any route does not reach the app's error handler.
          handleControl(req, res, (error: unknown) => failed(asUnreadable(error), res));
        })
        .catch((error: unknown) => failed(error, res));
    });
  };

  function failed(error: unknown, res: ServerResponse): void {
    const answer = refusalAnswer(asRefusal(error), cookies(isHttps(res.req)));
    writeAnswer(res.req, res, answer);
    onRefused(res.req, answer);
  }

  /** Requests to the control plane are not recorded, and reported only where nothing is served. */
  function onRefused(req: IncomingMessage, answer: Answer): void {
    const milliseconds = millisecondsSince(arrivedAt.get(req) as number);
    const { status } = answer;
    const rest = { status, milliseconds, failure: undefined, fault: undefined };
    const handled = { req, operation: 'refused', answer, ...rest };
    if (!/^\/_mock(?:[/?]|$)/i.test(req.url as string)) onHandled(handled);
    else if (status === 404 && isUnserved(answer)) report?.(handled);
  }
}

function isUnserved({ body }: Answer): boolean {
  return (body as { code?: string }).code === ('NOT_FOUND' satisfies RefusalCode);
}

function asUnreadable(error: unknown): unknown {
  return error instanceof TypeError
    ? badRequest('PATH_UNREADABLE', 'The path is not readable as a URL')
    : error;
}

interface Emulator {
  readonly handler: Handler;
  readonly middleware: SessionMiddleware;
}

export interface CellRouting {
  /** The emulator that a request names; undefined for the server's own. @throws Refusal CELL_UNKNOWN */
  readonly cellOf: (req: IncomingMessage) => Emulator | undefined;
  readonly own: Emulator;
  readonly cookies: CookiesFor;
  readonly report: HandlerOptions['report'];
}

/** Sends each request to the emulator that it names. */
export function routedByCell({ cellOf, own, cookies, report }: CellRouting): Emulator {
  const refuse = (req: IncomingMessage, res: ServerResponse, error: unknown) => {
    const answer = refusalAnswer(asRefusal(error), cookies(isHttps(req)));
    writeAnswer(req, res, answer);
    const { status } = answer;
    const rest = { status, milliseconds: 0, failure: undefined, fault: undefined };
    report?.({ req, operation: 'refused', answer, ...rest });
  };
  return {
    handler(req, res) {
      req.url = originForm(req.url ?? '/');
      let cell: Emulator | undefined;
      try {
        cell = cellOf(req);
      } catch (error) {
        return refuse(req, res, error);
      }
      (cell ?? own).handler(req, res);
    },
    middleware(req, res, next) {
      const { url } = req;
      const pass = (error?: unknown) => {
        req.url = url as string;
        next(error);
      };
      let cell: Emulator | undefined;
      try {
        cell = cellOf(req);
      } catch (error) {
        // A path below `/cells/` may be the app's own, unless it is one of the session operations.
        return sessionPath.test(url as string) ? refuse(req, res, error) : next();
      }
      (cell ?? own).middleware(req, res, pass);
    },
  };
}

const sessionPath = /\/api\/(?:sessions|segments)(?:[/?]|$)/;
