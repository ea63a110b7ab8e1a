import type { Account } from './accounts/account';
import { AccountFixtureError } from './accounts/account-fixture';
import { loadFixture } from './accounts/load';
import { installedApps } from './apps';
import { type Cells, cellsOf } from './cells/cells';
import { type ControlAccess, controlAccess } from './control/access';
import { movableClock, type SessionClock } from './control/clock';
import type { Explanation } from './control/explanation';
import type { Faults } from './control/faults/fault';
import { faultInjection } from './control/faults/inject';
import { faultStore } from './control/faults/store';
import type { Journal } from './control/journal/entry';
import { eventStreams } from './control/journal/events';
import { disabledJournal } from './control/journal/log';
import { requestJournal } from './control/journal/recorder';
import { controlPlane } from './control/plane';
import type { Dropped, ResetOptions, Restored } from './control/reset';
import type { Seeded } from './control/seed';
import type { ListOptions, SessionList, StoredSession } from './control/sessions';
import type { Snapshot } from './control/snapshot';
import { type DocumentsApi, documentsApi, type ToolsApi, toolsApi } from './documents/api';
import { lazyDocuments } from './documents/lazy';
import { SessionManagerError } from './errors';
import type { PersonaOptions, PersonaSession } from './operations/persona';
import { type AccountVersion, servedAccount } from './operations/served-account';
import type { Service } from './operations/service';
import { operationIdOf } from './operations/table';
import { signPerTick, tokenIds } from './operations/tokens';
import { writeLog } from './operations/write-log';
import { usualWait } from './operations/write-operation';
import {
  type CellOptions,
  cellOptions,
  checkedOptions,
  orderOf,
  type Seed,
  type SessionManagerOptions,
} from './options';
import { type ConnectedApp, remoteApps } from './own-apps/connected';
import { inProcessApp } from './own-apps/in-process';
import { defaultTimeout } from './own-apps/options';
import { memoryRepository } from './repository/memory';
import { type TokenSigner, unverifiedSessionId } from './rules/token';
import { tokenSigner } from './rules/token-signer';
import { sessionRules, type World } from './rules/write-session';
import { routedByCell } from './server/cell-routing';
import { handlerOf, type LoadControl, lazyControl } from './server/handler';
import { hints } from './server/hints';
import { type SessionMiddleware, sessionMiddleware } from './server/session-middleware';
import {
  type ListenAddress,
  type ListenOptions,
  openPorts,
  type Ports,
  type TlsAddress,
  urlOf,
} from './tls/ports';
import { KeyedQueue } from './util/keyed-queue';
import { cookiesFor } from './wire/cookies';
import { type Fetch, fetchOf } from './wire/in-process';
import type { Handler } from './wire/listener';

/** How long open requests may take to end when the port closes, in milliseconds. A remote app adds its timeout. */
const usualGrace = 100;

/** An emulator of VTEX's Session Manager for one account. Several in one process are independent. */
export interface SessionManager {
  /** The account being served. Seeding account data replaces the object. */
  readonly account: Account;
  /** A node:http listener that answers everything, for supertest or your own server. */
  readonly handler: Handler;
  /** Answers the session operations and calls `next` for everything else: mount it in your own app. */
  readonly middleware: SessionMiddleware;
  /**
   * The handler as a `fetch` that needs no port; the URL's host does not matter. For Mock Service Worker:
   * `http.all(/\\/api\\/(sessions|segments)/, ({ request }) => manager.fetch(request))`.
   */
  readonly fetch: Fetch;
  /**
   * Creates a session for a persona of the account, and returns its cookies.
   * @throws Refusal PERSONA_UNKNOWN, naming the account's personas
   */
  persona(id: string, options?: PersonaOptions): Promise<PersonaSession>;
  /** Other OpenAPI documents, whose operations are served beside the sessions. */
  readonly documents: DocumentsApi;
  /** The session operations, and those of added documents, called by name. */
  readonly tools: ToolsApi;
  /**
   * New login cookies of a persona without a session, for example under another contract.
   * @throws Refusal PERSONA_UNKNOWN, or CONTROL_INPUT_INVALID for a contract that is not theirs
   */
  logIn(id: string, options?: PersonaOptions): PersonaSession;
  /** Explains each value of a session, named by a token or its id; undefined if there is no such session. */
  explain(tokenOrId: string): Promise<Explanation | undefined>;
  /** The most recently used sessions. @throws Refusal CONTROL_INPUT_INVALID */
  sessions(options?: ListOptions): Promise<SessionList>;
  /** The content of a session, named by a token or its id; undefined if there is no such session. */
  session(tokenOrId: string): Promise<StoredSession | undefined>;
  /** Makes the session operations fail, to test how a client handles it. */
  readonly faults: Faults;
  /** Requests and their answers, with cookie values and tokens redacted. */
  readonly journal: Journal;
  /** The emulator's clock, which tests can move. */
  readonly clock: SessionClock;
  /**
   * Returns the emulator to its initial state for the next test: no sessions, an empty journal, no faults, clock and
   * account as at the start. Resolves with what was dropped.
   * @throws Refusal CONTROL_INPUT_INVALID if it is to restore a snapshot and there is none
   */
  reset(options?: ResetOptions): Promise<Dropped | Restored>;
  /**
   * Adds sessions and account data, all of them or nothing, and resolves with the outcome for each. Repeating a seed
   * changes nothing: sessions are matched by name or id, data by id. `reset` returns the account to its fixture.
   * @throws Refusal CONTROL_INPUT_INVALID, with the path and a hint
   */
  seed(seed: Seed): Promise<Seeded>;
  /** All sessions, seeded data and the clock, as JSON. It contains credentials: session tokens and login cookies. */
  snapshot(): Promise<Snapshot>;
  /**
   * Replaces everything with the content of a snapshot. Every token in it is valid here; older tokens and logins are
   * valid if `signingKey` is the same.
   * @throws Refusal CONTROL_INPUT_INVALID; nothing is changed then
   */
  restore(snapshot: Snapshot): Promise<Restored>;
  /** The remote apps being called, in order, by the KEYs of their configurations. */
  readonly remoteApps: readonly ConnectedApp[];
  /**
   * The token of the control plane, `Authorization: Bearer TOKEN`: the option, or one that `listen` generated because it
   * listens on a non-loopback address. Undefined if there is neither.
   */
  readonly controlToken: string | undefined;
  /** Where it listens, such as `http://127.0.0.1:9910`. @throws SessionManagerError NOT_LISTENING */
  readonly url: string;
  /** Where it listens for https; undefined if TLS is off, and before `listen`. */
  readonly tls: TlsAddress | undefined;
  /** Where its control plane is: the url and `/_mock`. @throws SessionManagerError NOT_LISTENING */
  readonly controlUrl: string;
  /**
   * Adds an emulator to this server, with sessions, clock, faults, journal and account data of its own. It is served at
   * its `url`, at `NAME.localhost`, and for requests with the header `x-mock-cell: NAME`. It ends when it is closed, or
   * when it had no request for `cellIdle`.
   * @param options those that are left out are as this server's
   * @throws Refusal CONTROL_INPUT_INVALID (name), CELL_EXISTS or CELL_LIMIT
   * @throws SessionManagerError OPTION_INVALID, or AccountFixtureError
   */
  cell(name: string, options?: CellOptions): Cell;
  /**
   * Opens a port, and another one for https if TLS is on; not needed for `handler` and `middleware`. A number is the port.
   * @throws SessionManagerError ALREADY_LISTENING, or Node's error if the port cannot be opened
   */
  listen(options?: ListenOptions | number): Promise<ListenAddress>;
  /**
   * Closes the ports, if open, and their connections; stops watching files; ends waits for journal entries. Requests
   * that were begun are answered, within the timeout of the remote apps; what is not gets 503 and stores nothing. It may
   * be called twice.
   */
  close(): Promise<void>;
}

/** An emulator inside a server: see {@link SessionManager.cell}. Its `close` ends it. */
export interface Cell extends Omit<SessionManager, 'listen'> {
  readonly name: string;
}

/** The server that an emulator is part of. */
interface Server {
  readonly name: string;
  readonly cells: Cells<CellOptions, Cell>;
  readonly access: ControlAccess;
  /** Of an account of the server: its tokens are verified at the others, and refused there as foreign. */
  readonly signer: TokenSigner | undefined;
  readonly loadControl: LoadControl;
  readonly ports: () => Ports | undefined;
}

/**
 * Creates an emulator. No port is opened before `listen`. Configuration files of remote apps are watched from now on,
 * which does not keep the process alive.
 *
 * @example
 * const manager = createSessionManager({ account: 'acme' });
 * const { url } = await manager.listen();
 * await fetch(`${url}/api/sessions`, { method: 'POST' }); // 201 and two cookies
 * await manager.close();
 *
 * @throws SessionManagerError OPTION_INVALID, with every invalid option
 * @throws AccountFixtureError if the account fixture is invalid
 */
export function createSessionManager(options: SessionManagerOptions = {}): SessionManager {
  return managerOf(options, undefined);
}

function managerOf(options: SessionManagerOptions, server: Server | undefined): SessionManager {
  const checked = checkedOptions(options);
  const {
    clock: givenClock,
    ids,
    maxSessions,
    cookieProfile,
    tokenForm,
    strict,
    cors,
    assumptions,
    apps,
    remoteApps: remote,
    onNotice,
    explain,
    journal: journalSize,
    appOrder,
    controlToken,
    specHost,
    fixedTools,
    toolNames,
    accounts,
    maxCells,
    cellIdle,
  } = checked;
  const events = eventStreams();
  const sessionClock = movableClock(givenClock, (state) => events.emit('clock', state));
  const clock = sessionClock.now;
  const signer = server?.signer ?? tokenSigner(options.signingKey);
  const ownApps = apps.map(inProcessApp);
  const served = servedAccount(
    {
      fixture: loadFixture(options.account),
      appsOf: (account) => [...installedApps({ account, assumptions, signer, clock }), ...ownApps],
    },
    (localApps) => connected.replaceLocal(localApps),
  );
  const connected = remoteApps(served.current.apps, remote, { fetch, onNotice });
  const { name, id } = served.original.account;
  const world: World = {
    account: { name, id }, // a seed never changes these
    apps: connected.all,
    assumptions,
    signer,
    tokenForm,
    clock,
    ids,
    timer: () => performance.now(),
    order: orderOf(appOrder),
  };
  const longestCall = Math.max(0, ...remote.map(({ timeout = defaultTimeout }) => timeout));
  const longestWait = usualWait + longestCall;
  const service: Service = {
    world,
    rules: sessionRules(world),
    builtInApps: (other) => installedApps({ ...other, account: served.current.account, signer }),
    repository: memoryRepository({ clock, maxSessions }),
    queue: new KeyedQueue(),
    longestWait,
    tokenIds: tokenIds(),
    sign: signPerTick(),
    cookies: cookiesFor(cookieProfile),
    strict,
    writeLog: explain ? writeLog() : undefined,
  };
  const rulesWith = ({ apps: localApps }: AccountVersion) => {
    const all = connected.beside(localApps);
    return sessionRules({ ...world, apps: () => all });
  };
  const access = server?.access ?? controlAccess(controlToken, checked.tlsHost);
  const faults = faultStore();
  const injection = faultInjection(faults);
  const { journal, recorder } =
    journalSize === false ? { journal: undefined, recorder: undefined } : requestJournal(journalSize, clock);
  const documents = lazyDocuments({
    ask: (path, init) => inProcess(`http://127.0.0.1${path}`, init),
    isOwnOperation: (method, route) => operationIdOf(method.toUpperCase(), route) !== undefined,
    fetching: { fetch, hosts: specHost, timeout: 10_000 },
    onChanged: () => events.emit('sources', {}),
  });
  const control = controlPlane({
    ...{ served, rulesWith, service, access, faults },
    ...{ clock: sessionClock, givenClock, cookieProfile, journal, events, documents },
  });
  let listening: Ports | undefined;
  let opening: Promise<Ports> | undefined;
  const ports = server?.ports ?? (() => listening);
  const cellOf = (cellName: string, given: CellOptions, sharedSigner?: TokenSigner) =>
    cellIn(
      { ...options, ...given },
      { name: cellName, cells, access, loadControl, signer: sharedSigner, ports },
    );
  const loadControl = server?.loadControl ?? lazyControl();
  const cells: Cells<CellOptions, Cell> =
    server?.cells ??
    cellsOf({
      create: cellOf,
      ownAccount: () => name,
      most: maxCells,
      longestIdle: cellIdle,
      timer: () => performance.now(),
    });
  const middlewareOptions = {
    ...{ service, cors, faults: injection },
    ...{ onRequest: options.onRequest, journal: recorder },
    hints: options.onNotice && hints({ cors, onHint: onNotice }),
  };
  const mcp = { fixedTools, toolNames };
  const ownMiddleware = sessionMiddleware(middlewareOptions);
  const ownHandler = handlerOf({
    ...{ ...middlewareOptions, middleware: ownMiddleware, control, documents },
    ...{ mcp, loadControl, cells: { cells, cellOptions, problemsIn } },
  });
  if (server === undefined) {
    for (const [host, account] of Object.entries(accounts)) {
      cells.addAccount(host, cellOf(host, { account }, signer));
    }
  }
  const own = { handler: ownHandler, middleware: ownMiddleware };
  const { handler, middleware } =
    server === undefined ? routedByCell({ own, cellOf: cells.of, cookies: service.cookies }) : own;
  const inProcess = fetchOf(ownHandler);

  const ownPath = server === undefined ? '' : `/cells/${server.name}`;
  const ownUrl = () => urlOf(ports()) + ownPath;
  return {
    get account() {
      return served.current.account;
    },
    handler,
    middleware,
    fetch: fetchOf(handler),
    persona: (id, personaOptions) => control.openPersona(id, personaOptions ?? {}),
    documents: documentsApi(documents),
    tools: toolsApi(documents),
    logIn: (id, personaOptions) => control.logIn(id, personaOptions ?? {}),
    clock: sessionClock,
    faults,
    journal: journal ?? disabledJournal,
    sessions: (listOptions) => control.sessions(listOptions ?? {}),
    session: (tokenOrId) => control.session(unverifiedSessionId(tokenOrId) ?? tokenOrId),
    reset: (resetOptions) => control.reset(resetOptions ?? {}),
    seed: (given) => control.seed(given),
    snapshot: () => control.snapshot(),
    restore: (snapshot) => control.restore(snapshot),
    explain: (tokenOrId) => control.explain(unverifiedSessionId(tokenOrId) ?? tokenOrId),
    get remoteApps() {
      return connected.connected();
    },
    get controlToken() {
      return access.token;
    },
    get url() {
      return ownUrl();
    },
    get tls() {
      const tls = ports()?.address.tls;
      return tls && { ...tls, url: tls.url + ownPath };
    },
    get controlUrl() {
      return `${ownUrl()}/_mock`;
    },
    cell: (cellName, given = {}) => cells.add(cellName, given).emulator,
    async listen(where = {}) {
      if (opening !== undefined || server !== undefined) {
        throw new SessionManagerError(
          'ALREADY_LISTENING',
          'This manager is already listening: create another one for another port',
        );
      }
      connected.open();
      opening = openPorts(handler, where, checked);
      try {
        listening = await opening;
        access.opened(listening.address.host);
      } catch (error) {
        opening = undefined; // another call may try another port
        throw error;
      }
      return listening.address;
    },
    async close() {
      connected.close();
      injection.endDelays();
      journal?.waiting.closeAll();
      events.closeAll();
      const open = await opening?.catch(() => undefined); // waits for a listen() in progress
      opening = undefined;
      listening = undefined;
      if (server === undefined) access.closed();
      await (server === undefined ? cells.close() : cells.release(server.name));
      await open?.close(usualGrace + longestCall, () => service.repository.endGeneration());
    },
  };
}

function cellIn(options: SessionManagerOptions, server: Server): Cell {
  return Object.assign(managerOf(options, server), { name: server.name });
}

/** What is wrong with the options of a cell; undefined for any other error. */
function problemsIn(error: unknown): readonly string[] | undefined {
  const isOfOptions = error instanceof SessionManagerError || error instanceof AccountFixtureError;
  return isOfOptions ? error.message.split('\n') : undefined;
}
