import type { IncomingMessage, ServerResponse } from 'node:http';
import { millisecondsSince, refusedRequest } from '../control/journal/handled';
import { Refusal, type RefusalCode } from '../rules/refusal';
import { monotonicTime } from '../util/monotonic-time';
import { type Answer, asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { isHttps } from '../wire/cookies';
import type { Handler } from '../wire/listener';
import type { AddedOperations, AppOptions, ControlHandler, SharedApp } from './control-app';
import type { EmulatorOptions } from './handler';

export interface ControlHandlerOptions
  extends Pick<AppOptions, 'control' | 'documents' | 'mcp' | 'cells'>,
    Pick<EmulatorOptions, 'service' | 'faults' | 'onHandled'> {
  readonly loadControl: LoadControl;
  readonly report: EmulatorOptions['onHandled'] | undefined;
}

export type LoadControl = () => Promise<{ app: SharedApp; addedOperations: AddedOperations }>;

/** Loaded with the first request that is not a session operation, so that the first session does not wait for it. */
export function lazyControl(): LoadControl {
  let loading: ReturnType<LoadControl> | undefined;
  return () => {
    loading ??= import('./control-app').then(({ sharedApp, addedOperations }) => {
      return { app: sharedApp(), addedOperations };
    });
    return loading;
  };
}

/** Everything but the session operations. */
export function controlHandler({
  loadControl,
  service,
  faults,
  onHandled,
  report,
  ...shown
}: ControlHandlerOptions): Handler {
  const { cookies } = service;
  const { documents } = shown;
  let handle: ControlHandler | undefined;
  const arrivedAt = new WeakMap<IncomingMessage, number>();

  return (req, res) => {
    arrivedAt.set(req, monotonicTime());
    loadControl()
      .then(({ app, addedOperations }) => {
        handle ??= app({
          ...{ ...shown, cookies, onRefused },
          addedOperations: addedOperations({ documents, service, faults, onHandled }),
        });
        // An error that Express raises before any route does not reach the app's error handler.
        handle(req, res, (error: unknown) => failed(asUnreadable(error), res));
      })
      .catch((error: unknown) => failed(error, res));
  };

  function failed(error: unknown, res: ServerResponse): void {
    const answer = refusalAnswer(asRefusal(error), cookies(isHttps(res.req)));
    writeAnswer(res.req, res, answer);
    onRefused(res.req, answer);
  }

  /** Requests to the control plane are not recorded, and reported only where nothing is served. */
  function onRefused(req: IncomingMessage, answer: Answer): void {
    const milliseconds = millisecondsSince(arrivedAt.get(req) as number);
    const handled = refusedRequest(req, answer, milliseconds);
    if (!/^\/_mock(?:[/?]|$)/i.test(req.url as string)) onHandled(handled);
    else if (isUnserved(answer)) report?.(handled);
  }
}

function isUnserved({ status, body }: Answer): boolean {
  return status === 404 && (body as { code?: string }).code === ('NOT_FOUND' satisfies RefusalCode);
}

function asUnreadable(error: unknown): unknown {
  return error instanceof TypeError
    ? new Refusal('PATH_UNREADABLE', 'The path is not readable as a URL')
    : error;
}
