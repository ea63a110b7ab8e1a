import type { ServerResponse } from 'node:http';
import type { Control } from '../control/routes';
import { badRequest } from '../rules/refusal';
import { asRefusal, refusalAnswer, writeAnswer } from './answer';
import type { ControlHandler } from './app';
import type { CookieWriter } from './cookies';
import type { Handler } from './listener';
import type { SessionMiddleware } from './session-middleware';

/** The session operations first, then everything else (decision 19: nothing of Express is on the hot path). */
export function handlerOf(middleware: SessionMiddleware, control: Control, cookies: CookieWriter): Handler {
  /** Loaded with the first request that is not for a session: the first session need not wait for it. */
  let app: Promise<typeof import('./app')> | undefined;
  const loaded = () => {
    app ??= import('./app');
    return app;
  };
  let handleControl: ControlHandler | undefined;

  return (req, res) => {
    req.url = originForm(req.url ?? '/');
    middleware(req, res, () => {
      loaded()
        .then(({ controlApp }) => {
          handleControl ??= controlApp({ control, cookies });
          // What Express refuses before any route is asked never reaches the app's own error handler.
          handleControl(req, res, (error: unknown) => failed(asUnreadable(error), res));
        })
        .catch((error: unknown) => failed(error, res));
    });
  };

  function failed(error: unknown, res: ServerResponse): void {
    writeAnswer(res.req, res, refusalAnswer(asRefusal(error), cookies));
  }
}

/**
 * Proxies send the whole URL; any Host is accepted, so only path and query matter. Of several slashes in front
 * one is left, since what stands behind two is a host to whoever reads it as a URL.
 */
function originForm(url: string): string {
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  return `/${target.replace(/^[/\\]+/, '')}`;
}

function asUnreadable(error: unknown): unknown {
  return error instanceof TypeError
    ? badRequest('PATH_UNREADABLE', 'The path is not readable as a URL')
    : error;
}
