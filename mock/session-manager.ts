import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Account } from './accounts/account';
import { loadAccount } from './accounts/load-account';
import { storeSession } from './apps/store-session';
import { checkedOptions } from './check-options';
import { SessionManagerError } from './errors';
import { asRefusal, refusalAnswer, writeAnswer } from './http/answer';
import { cookieWriter } from './http/cookies';
import { closeListening, type Handler, type Listening, listenOn } from './http/listener';
import type { Service } from './http/service';
import { type SessionMiddleware, sessionMiddleware } from './http/session-middleware';
import type { ListenOptions, SessionManagerOptions } from './options';
import { memoryRepository } from './repository/memory';
import { Turns } from './repository/turns';
import { sessionRules, type World } from './rules/write-session';
import { tokenSigner } from './signer';

/** An emulator of VTEX's Session Manager for one account. Two in one process never see each other. */
export interface SessionManager {
  /** The account being served. */
  readonly account: Account;
  /** A node:http listener that answers everything, for supertest or a server of your own. */
  readonly handler: Handler;
  /** Answers the session operations and calls `next` for all else: mount it in an app of your own. */
  readonly middleware: SessionMiddleware;
  /** Where it listens, such as `http://127.0.0.1:9910`. @throws SessionManagerError NOT_LISTENING */
  readonly url: string;
  /**
   * Opens a port; not needed for `handler` and `middleware`.
   * @throws SessionManagerError ALREADY_LISTENING, or node's error when the port cannot be had
   */
  listen(
    options?: ListenOptions,
  ): Promise<{ readonly url: string; readonly host: string; readonly port: number }>;
  /** Closes the port if one is open, cutting idle connections. May be called twice. */
  close(): Promise<void>;
}

/**
 * Makes an emulator. Nothing is opened or started until `listen`.
 *
 * @example
 * const manager = createSessionManager({ account: 'acme' });
 * const { url } = await manager.listen();
 * await fetch(`${url}/api/sessions`, { method: 'POST' }); // 201 and two cookies
 * await manager.close();
 *
 * @throws SessionManagerError OPTION_INVALID, naming every option that is wrong
 * @throws AccountFixtureError when the account fixture does not hold
 */
export function createSessionManager(options: SessionManagerOptions = {}): SessionManager {
  const { clock, ids, maxSessions, cookieProfile, tokenForm, strict, cors, assumptions, apps } =
    checkedOptions(options);
  const account = loadAccount(options.account);
  const world: World = {
    account,
    apps: [storeSession(account, assumptions), ...apps],
    assumptions,
    signer: tokenSigner(options.signingKey),
    tokenForm,
    clock,
    ids,
  };
  const service: Service = {
    world,
    rules: sessionRules(world),
    repository: memoryRepository({ clock, maxSessions }),
    turns: new Turns(),
    cookies: cookieWriter(cookieProfile),
    strict,
  };
  const health = {
    instance: randomUUID(),
    account: account.name,
    startedAt: clock(),
    clock,
    countSessions: () => service.repository.count(),
  };
  const middleware = sessionMiddleware({ service, cors, onRequest: options.onRequest });
  /** Loaded with the first request that is not for a session: the first session need not wait for it. */
  let app: Promise<Handler> | undefined;
  const everythingElse = () => {
    app ??= import('./http/app').then(({ controlApp }) => controlApp({ health, cookies: service.cookies }));
    return app;
  };
  const handler: Handler = (req, res) => {
    middleware(req, res, () => {
      everythingElse()
        .then((handle) => handle(req, res))
        .catch((error: unknown) => failed(error, res));
    });
  };
  const failed = (error: unknown, res: ServerResponse) =>
    writeAnswer(res.req, res, refusalAnswer(asRefusal(error), service.cookies));

  let listening: Listening | undefined;
  let opening = false;
  return {
    account,
    handler,
    middleware,
    get url() {
      if (listening === undefined) {
        throw new SessionManagerError(
          'NOT_LISTENING',
          'There is no url before listen(): call `await manager.listen()` first',
        );
      }
      return listening.url;
    },
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      if (listening !== undefined || opening) {
        throw new SessionManagerError(
          'ALREADY_LISTENING',
          'This manager listens already: make another one for another port',
        );
      }
      opening = true;
      try {
        listening = await listenOn(handler, { port, host });
      } finally {
        opening = false;
      }
      return { url: listening.url, host: listening.host, port: listening.port };
    },
    async close() {
      const open = listening;
      listening = undefined;
      if (open !== undefined) await closeListening(open);
    },
  };
}
