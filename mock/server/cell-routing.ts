import type { IncomingMessage, ServerResponse } from 'node:http';
import { asRefusal, refusalAnswer, writeAnswer } from '../wire/answer';
import { type CookiesFor, isHttps } from '../wire/cookies';
import type { Handler } from '../wire/listener';
import { originForm } from '../wire/target';
import type { SessionMiddleware } from './session-middleware';

interface Emulator {
  readonly handler: Handler;
  readonly middleware: SessionMiddleware;
}

export interface CellRouting {
  /** The emulator that a request names; undefined for the server's own. @throws Refusal CELL_UNKNOWN */
  readonly cellOf: (req: IncomingMessage) => Emulator | undefined;
  readonly own: Emulator;
  readonly cookies: CookiesFor;
}

/** Sends each request to the emulator that it names. */
export function routedByCell({ cellOf, own, cookies }: CellRouting): Emulator {
  const refuse = (req: IncomingMessage, res: ServerResponse, error: unknown) =>
    writeAnswer(req, res, refusalAnswer(asRefusal(error), cookies(isHttps(req))));
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
