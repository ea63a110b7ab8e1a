import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { type HealthSource, healthOf } from '../control/health';
import { badRequest, Refusal } from '../rules/refusal';
import { asRefusal, refusalAnswer, writeAnswer } from './answer';
import type { CookieWriter } from './cookies';
import { sessionManagerDocument } from './document';

export interface AppOptions {
  readonly health: HealthSource;
  readonly cookies: CookieWriter;
}

const readMethods = 'GET, HEAD, OPTIONS';

/** Everything beside the session operations: the control plane under `/_mock`, and what is not served at all. */
export function controlApp({ health, cookies }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  const readings: Record<string, () => unknown> = {
    '/_mock/health': () => healthOf(health),
    '/_mock/openapi.json': () => sessionManagerDocument,
  };
  for (const [path, read] of Object.entries(readings)) {
    app.get(path, async (req: Request, res: Response) => {
      writeAnswer(req, res, { status: 200, body: await read(), headers: { 'Cache-Control': 'no-store' } });
    });
    app.options(path, (req: Request, res: Response) => {
      writeAnswer(req, res, { status: 204, headers: { Allow: readMethods } });
    });
    app.all(path, ({ method }: Request) => {
      throw new Refusal({
        status: 405,
        type: 'MethodNotAllowed',
        code: 'METHOD_NOT_ALLOWED',
        message: `${method} is not served here: send GET`,
        allow: readMethods,
      });
    });
  }

  app.use(({ method, path }: Request) => {
    throw new Refusal({
      status: 404,
      type: 'NotFound',
      code: 'NOT_FOUND',
      message: `${method} ${path} is not served: /api/sessions, /api/segments (a root path may stand before them) and ${Object.keys(readings).join(', ')} are`,
    });
  });

  const onError: ErrorRequestHandler = (error, req, res, _next) => {
    // Express's own refusals (a bad escape in the path) are the caller's doing.
    const refusal =
      error instanceof URIError
        ? badRequest('PATH_UNREADABLE', 'The path holds a bad percent-escape')
        : asRefusal(error);
    writeAnswer(req, res, refusalAnswer(refusal, cookies));
  };
  app.use(onError);
  return app;
}
