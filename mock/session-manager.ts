import type { ValidFixture } from './accounts/account-fixture';
import { accountFile, isFixturePath, loadFixture } from './accounts/load';
import type { Cell, SessionManager } from './api';
import { installedApps } from './apps';
import { type Cells, cellsOf, routedByCell } from './cells/cells';
import { type ControlAccess, controlAccess } from './control/access';
import { movableClock } from './control/clock';
import { writeLog as logOfWrites } from './control/explanation/write-log';
import { faultInjection } from './control/faults/inject';
import { faultStore } from './control/faults/store';
import { eventStreams } from './control/journal/events';
import { type HandledRequest, reporter } from './control/journal/handled';
import { disabledJournal } from './control/journal/log';
import { requestJournal } from './control/journal/recorder';
import { metricsOf } from './control/metrics';
import { controlPlane } from './control/plane';
import { sharedWorld } from './control/shared-world';
import { documentsApi, lazyDocuments, toolsApi } from './documents/api';
import { SessionManagerError } from './errors';
import { tokenIds } from './operations/find-session';
import { logIn, openPersona } from './operations/persona';
import { type AccountVersion, servedAccount } from './operations/served-account';
import type { Service } from './operations/service';
import { operationIdOf } from './operations/table';
import { signTogether, usualWait } from './operations/write-operation';
import { type CellOptions, cellOptions, checkedOptions, type SessionManagerOptions } from './options';
import { remoteApps } from './own-apps/connected';
import { inProcessApp } from './own-apps/in-process';
import { defaultTimeout } from './own-apps/options';
import { memoryRepository } from './repository/memory';
import { redisRepository } from './repository/redis';
import { orderOf } from './rules/app-order';
import { type TokenSigner, unverifiedSessionId } from './rules/token';
import { signerToCome, tokenSigner } from './rules/token-signer';
import { sessionRules, type World } from './rules/write-session';
import { controlHandler, type LoadControl, lazyControl } from './server/control-handler';
import { emulatorOf } from './server/handler';
import { hints } from './server/hints';
import { tracing } from './server/tracing';
import { openPorts, type Ports, urlOf } from './tls/ports';
import { KeyedQueue } from './util/keyed-queue';
import { monotonicTime } from './util/monotonic-time';
import { cookiesFor } from './wire/cookies';
import { fetchOf } from './wire/in-process';

/** How long open requests may take to end when the port closes, in milliseconds. A remote app adds its timeout. */
const usualGrace = 100;

/** The server that an emulator is part of. */
interface Server {
  readonly name: string;
  readonly cells: Cells<CellOptions, Cell>;
  readonly access: ControlAccess;
  /** Of an account of the server: its tokens are verified at the others, and refused there as foreign. */
  readonly signer: TokenSigner | undefined;
  readonly loadControl: LoadControl;
  readonly ports: () => Ports | undefined;
  /** The emulators on its ports. */
  readonly emulators: Set<Stoppable>;
}

/** What a server that stops needs of each of its emulators. */
interface Stoppable {
  /** How long an app may take, in milliseconds. */
  readonly longestCall: number;
  /** Refuses the writes that have begun. */
  giveUp(): void;
}

/**
 * Creates an emulator. No port is opened before `listen`. Configuration files of remote apps are watched from now on,
 * and the file of the account from `listen`; neither keeps the process alive.
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
  const { clock: givenClock, maxSessions, store, cookieProfile, cors, assumptions } = checked;
  const { remoteApps: remote, journal: journalSize } = checked;
  const onNotice = (message: string) => {
    try {
      checked.onNotice(message);
    } catch (error) {
      process.emitWarning(`onNotice failed: ${error}`); // no caller to throw to
    }
  };
  const events = eventStreams();
  const sessionClock = movableClock(givenClock, (state) => {
    events.emit('clock', state);
    shared.share('clock');
  });
  const clock = sessionClock.now;
  const hasSharedKey = store !== undefined && options.signingKey === undefined;
  const signer = server?.signer ?? (hasSharedKey ? signerToCome() : tokenSigner(options.signingKey));
  const ownApps = checked.apps.map(inProcessApp);
  const fixture = loadFixture(options.account);
  const served = servedAccount(
    {
      fixture,
      appsOf: (account) => [...installedApps({ account, assumptions, signer, clock }), ...ownApps],
    },
    (localApps) => {
      connected.replaceLocal(localApps);
      shared.share('seeded');
    },
  );
  const shared = sharedWorld(
    () => repository,
    sessionClock,
    () => served,
  );
  const connected = remoteApps(served.current.apps, remote, { fetch, onNotice });
  const { name, id } = served.original.account;
  const serve = (next: ValidFixture) => {
    if (next.account !== name || next.id !== id)
      throw new Error('account and id cannot change while the emulator runs: start it again');
    served.replace(next);
  };
  const { account: source } = options;
  const file =
    typeof source === 'string' && isFixturePath(source)
      ? accountFile(source, fixture, serve, onNotice)
      : undefined;
  const world: World = {
    account: { name, id }, // neither a seed nor the file changes these
    apps: connected.all,
    assumptions,
    signer,
    tokenForm: checked.tokenForm,
    clock,
    ids: checked.ids,
    timer: monotonicTime,
    order: orderOf(checked.appOrder),
  };
  const longestCall = Math.max(0, ...remote.map(({ timeout = defaultTimeout }) => timeout));
  const longestWait = usualWait + longestCall;
  const stored = { account: name, clock, maxSessions, signingKey: options.signingKey };
  const notified = {
    onSigningKey: (pem: string) => signer.use?.(pem),
    world: shared.current,
    onWorld: shared.takeOver,
    onNotice,
  };
  const repository =
    store === undefined ? memoryRepository(stored) : redisRepository({ url: store, ...stored, ...notified });
  const emulators = server?.emulators ?? new Set<Stoppable>();
  const stoppable: Stoppable = { longestCall, giveUp: () => repository.endGeneration() };
  emulators.add(stoppable);
  const metrics = metricsOf(name, () => repository.count());
  const writeLog = checked.explain ? logOfWrites(clock, () => repository.generation) : undefined;
  const knownTokens = tokenIds();
  const service: Service = {
    world,
    rules: sessionRules(world),
    builtInApps: (other) => installedApps({ ...other, account: served.current.account, signer }),
    repository,
    queue: new KeyedQueue(),
    longestWait,
    tokenIds: knownTokens,
    sign: signTogether(knownTokens),
    cookies: cookiesFor(cookieProfile),
    strict: checked.strict,
    onWrite(operation, touched) {
      metrics.rounds(touched.draft?.rounds ?? []);
      writeLog?.write(operation, touched);
    },
  };
  const rulesWith = ({ apps: localApps }: AccountVersion) => {
    const all = connected.beside(localApps);
    return sessionRules({ ...world, apps: () => all });
  };
  const access = server?.access ?? controlAccess(checked.controlToken, checked.tlsHost);
  const faults = faultStore();
  const injection = faultInjection(faults);
  const { journal, record } =
    journalSize === false
      ? { journal: undefined, record: undefined }
      : requestJournal(journalSize, clock, () => access.secrets);
  const documents = lazyDocuments({
    ask: (path, init) => inProcess(`http://127.0.0.1${path}`, init),
    isOwnOperation: (method, route) => operationIdOf(method.toUpperCase(), route) !== undefined,
    fetching: { fetch, hosts: checked.specHost, timeout: 10_000 },
    onChanged: () => events.emit('sources', {}),
  });
  const control = controlPlane({
    ...{ served, rulesWith, service, writeLog, access, faults },
    ...{ clock: sessionClock, givenClock, cookieProfile, cors, journal, events, documents, maxSessions },
    metrics,
  });
  let listening: Ports | undefined;
  let opening: Promise<Ports> | undefined;
  const ports = server?.ports ?? (() => listening);
  const { store: _, ...unstored } = options; // cells belong to this process
  const cellOf = (cellName: string, given: CellOptions, sharedSigner?: TokenSigner) =>
    cellIn(
      { ...unstored, ...given },
      { name: cellName, cells, access, loadControl, signer: sharedSigner, ports, emulators },
    );
  const loadControl = server?.loadControl ?? lazyControl();
  const cells: Cells<CellOptions, Cell> =
    server?.cells ??
    cellsOf({
      create: cellOf,
      ownAccount: () => name,
      most: checked.maxCells,
      longestIdle: checked.cellIdle,
      timer: monotonicTime,
    });
  const secrets = () => access.secrets;
  const report = options.onRequest && reporter(options.onRequest, secrets);
  const spans = tracing(name, secrets);
  const onHandled = (handled: HandledRequest) => {
    metrics.request(handled);
    spans.ended(handled);
    writeLog?.record(handled);
    record?.(handled);
    report?.(handled);
  };
  const own = emulatorOf({
    ...{ service, cors, faults: injection, tracing: spans, onHandled },
    hints: options.onNotice && hints({ cors, onHint: onNotice, secrets }),
    control: controlHandler({
      ...{ service, faults: injection, onHandled, report, control, documents, loadControl },
      ...{ mcp: checked, cells: { cells, cellOptions } },
    }),
  });
  if (server === undefined) {
    for (const [host, account] of Object.entries(checked.accounts)) {
      cells.addAccount(host, cellOf(host, { account, ...(store !== undefined && { store }) }, signer));
    }
  }
  const { handler, middleware } =
    server === undefined ? routedByCell({ own, cellOf: cells.of, cookies: service.cookies, report }) : own;
  const inProcess = fetchOf(own.handler);
  if (server !== undefined) file?.open(); // a cell has no `listen`

  const ownPath = server === undefined ? '' : `/cells/${server.name}`;
  const ownUrl = () => urlOf(ports()) + ownPath;
  return {
    get account() {
      return served.current.account;
    },
    handler,
    middleware,
    fetch: fetchOf(handler),
    persona: (personaId, given) => openPersona(personaId, served.current.account, service, given),
    documents: documentsApi(documents),
    tools: toolsApi(documents),
    logIn: (personaId, given) => logIn(personaId, served.current.account, service, given),
    clock: sessionClock,
    faults,
    journal: journal ?? disabledJournal,
    sessions: control.sessions,
    session: (tokenOrId) => control.session(unverifiedSessionId(tokenOrId) ?? tokenOrId),
    reset: control.reset,
    seed: control.seed,
    snapshot: control.snapshot,
    snapshotText: control.snapshotText,
    restore: control.restore,
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
      file?.open();
      const open = () => openPorts(handler, where, checked);
      opening = repository.shared?.open().then(open) ?? open();
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
      file?.close();
      injection.endDelays();
      journal?.endWaits();
      events.closeAll();
      const open = await opening?.catch(() => undefined); // waits for a listen() in progress
      opening = undefined;
      listening = undefined;
      const stopping = server === undefined ? [...emulators] : [];
      emulators.delete(stoppable);
      if (server === undefined) access.closed();
      await (server === undefined ? cells.close() : cells.release(server.name));
      const grace = usualGrace + Math.max(...stopping.map((one) => one.longestCall));
      await open?.close(grace, () => {
        for (const { giveUp } of stopping) giveUp();
      });
      await repository.shared?.close();
    },
  };
}

function cellIn(options: SessionManagerOptions, server: Server): Cell {
  return Object.assign(managerOf(options, server), { name: server.name });
}
