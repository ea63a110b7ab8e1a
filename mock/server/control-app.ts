import type { IncomingMessage, ServerResponse } from 'node:http';
import cookieParser from 'cookie-parser';
import express, {
  type ErrorRequestHandler,
  type Response as ExpressResponse,
  type NextFunction,
  type Request,
  type RequestHandler,
} from 'express';
import document from '../../fixtures/openapi/control-plane.yaml';
import { type CellControl, cellRoutes } from '../cells/routes';
import type { ControlPlane } from '../control/plane';
import { type ControlRoute, WithCookies, WithStatus } from '../control/route';
import { controlRoutes } from '../control/routes';
import type { LazyDocuments } from '../documents/api';
import { sourceRoutes } from '../documents/routes';
import { mcpRoutes } from '../mcp/route';
import type { McpSettings } from '../mcp/server';
import { Refusal } from '../rules/refusal';
import { type Answer, allowOf, asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { bodyParts, largeLimits, readBody } from '../wire/body';
import { type CookiesFor, isHttps } from '../wire/cookies';
import { JsonParts, StreamedAnswer, writeParts, writeResponse, writeStream } from '../wire/stream';
import { sessionManagerDocument } from './openapi';

export { addedOperations } from './added-operations';
export type AddedOperations = typeof import('./added-operations').addedOperations;

/** The routes under `/_mock`, as an OpenAPI 3.0 document. Loaded with the control plane, not before. */
export const controlPlaneDocument: Readonly<Record<string, unknown>> = document;

export interface AppOptions {
  readonly control: ControlPlane;
  readonly cookies: CookiesFor;
  readonly documents: LazyDocuments;
  readonly mcp: McpSettings;
  readonly cells: CellControl;
  /** Answers operations of added documents, and calls `next` for everything else. */
  readonly addedOperations: RequestHandler;
  /** Called for each refused request, after it is answered. */
  readonly onRefused: (req: IncomingMessage, answer: Answer) => void;
}

/** The documents are open to everyone. */
const documentRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: '/_mock/openapi.json', isOpen: true, answer: () => sessionManagerDocument },
  { method: 'GET', path: '/_mock/control/openapi.json', isOpen: true, answer: () => controlPlaneDocument },
];

/** Everything under `/_mock`. */
export function appRoutes(
  control: ControlPlane,
  documents: Pick<LazyDocuments, 'load' | 'watch'>,
  mcp: McpSettings,
  cells: CellControl,
): readonly ControlRoute[] {
  const others = [...sourceRoutes(documents), ...mcpRoutes(documents, mcp), ...cellRoutes(cells)];
  return [...controlRoutes(control, others), ...documentRoutes];
}

/** `done` is called with an error that Express raises before it reaches any route. */
export type ControlHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  done: (error: unknown) => void,
) => void;

/** What an emulator answers by: the routes of all emulators differ in their answers only. */
interface Served extends Pick<AppOptions, 'cookies' | 'addedOperations' | 'onRefused'> {
  readonly routes: readonly ControlRoute[];
}

/** One Express app for the emulators of a server, since it takes more memory than all else of an idle one. */
export type SharedApp = (options: AppOptions) => ControlHandler;

export function sharedApp(): SharedApp {
  const servedTo = new WeakMap<IncomingMessage, Served>();
  let app: ControlHandler | undefined;
  return ({ control, documents, mcp, cells, ...others }) => {
    const served = { routes: appRoutes(control, documents, mcp, cells), ...others };
    app ??= controlApp(served.routes, (req) => servedTo.get(req) as Served);
    const handle = app;
    return (req, res, done) => {
      servedTo.set(req, served);
      handle(req, res, done);
    };
  };
}

/** Everything but the session operations: the control plane under `/_mock`, and 404 for the rest. */
function controlApp(
  routes: readonly ControlRoute[],
  served: (req: IncomingMessage) => Served,
): ControlHandler {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  app.use('/_mock', cookieParser(undefined, { decode: String })); // the values as they were sent

  const headers = { 'Cache-Control': 'no-store' };
  for (const [index, { method, path, status = 200 }] of routes.entries()) {
    const handle = async (req: Request, res: ExpressResponse) => {
      const query = new URL(req.url, 'http://localhost').searchParams;
      const params = req.params as Record<string, string>;
      const body = async () => readBody(req);
      const largeBody = async () => readBody(req, largeLimits);
      const browserCookies = { header: req.headers.cookie, named: req.cookies, isHttps: isHttps(req) };
      const { answer } = served(req).routes[index] as ControlRoute;
      const bodies = { body, largeBody, bodyParts: () => bodyParts(req) };
      const answered = await answer({ req, cookies: browserCookies, params, query, ...bodies });
      if (answered instanceof StreamedAnswer) writeStream(req, res, answered);
      else if (answered instanceof JsonParts) await writeParts(req, res, answered);
      else if (answered instanceof Response) await writeResponse(res, answered);
      else if (answered instanceof WithStatus) writeAnswer(req, res, { ...answered, headers });
      else if (answered instanceof WithCookies) writeAnswer(req, res, { status, ...answered, headers });
      else writeAnswer(req, res, { status, body: answered, headers });
    };
    app[lowerCase[method]](path, handle);
  }
  for (const [path, allow] of methodsByPath(routes)) {
    const route = app.route(path);
    route.options((req: Request, res: ExpressResponse) => {
      writeAnswer(req, res, { status: 204, headers: { Allow: allow } });
    });
    // not `app.all`, which adds a handler for each of the 34 methods
    route.all(({ method }: Request) => {
      throw new Refusal(
        'METHOD_NOT_ALLOWED',
        `${method} is not served here: send ${allow.split(',', 1)[0]}`,
        { allow },
      );
    });
  }

  app.use((req: Request, res: ExpressResponse, next: NextFunction) =>
    served(req).addedOperations(req, res, next),
  );
  app.get('/_mock', ({ path }: Request, res: ExpressResponse, next: NextFunction) => {
    if (path === '/_mock')
      res.status(308).set('Location', '_mock/').end(); // without a text, which would not be JSON
    else next();
  });
  /** Loaded when it is opened. */
  app.use('/_mock', (req: Request, res: ExpressResponse, next: NextFunction) => {
    import('../console/serve').then(({ consoleFiles }) => consoleFiles(req, res, next), next);
  });
  app.get('/', (req: Request, res: ExpressResponse, next: NextFunction) => {
    if (req.headers.accept?.includes('text/html')) res.type('html').send(welcome);
    else next();
  });

  app.use(({ method, url }: Request) => {
    const path = url.split('?', 1)[0];
    throw new Refusal(
      'NOT_FOUND',
      `Nothing is served at ${method} ${path}. Try /api/sessions, /api/segments (both also behind a root path) or /_mock`,
    );
  });

  const onError: ErrorRequestHandler = (error, req, res, _next) => {
    // Express itself refuses a bad escape in the path.
    const refusal =
      error instanceof URIError
        ? new Refusal('PATH_UNREADABLE', 'The path holds a bad percent-escape')
        : asRefusal(error);
    const { cookies, onRefused } = served(req);
    const answer = refusalAnswer(refusal, cookies(isHttps(req)));
    writeAnswer(req, res, answer);
    onRefused(req, answer);
  };
  app.use(onError);
  return app as unknown as ControlHandler;
}

/** What a browser shows at the root. */
const welcome = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>vtex-session-mock</title>
<h1>vtex-session-mock</h1>
<p>This is an emulator of VTEX's Session Manager API. <a href="_mock/">Open its console</a>.</p>
</html>
`;

const lowerCase = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** The `Allow` header of each path. */
function methodsByPath(routes: readonly ControlRoute[]): ReadonlyMap<string, string> {
  const paths = new Set(routes.map(({ path }) => path));
  const methodsAt = (path: string) =>
    routes.filter((route) => route.path === path).map(({ method }) => method);
  return new Map([...paths].map((path) => [path, allowOf(methodsAt(path))]));
}
