import type { Account } from './accounts/account';
import { loadFixture } from './accounts/load';
import { installedApps } from './apps';
import { controlAccess } from './control/access';
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
import { SessionManagerError } from './errors';
import type { PersonaOptions, PersonaSession } from './operations/persona';
import { type AccountVersion, servedAccount } from './operations/served-account';
import type { Service } from './operations/service';
import { signPerTick, tokenIds } from './operations/tokens';
import { explainLog } from './operations/write-log';
import {
  checkedOptions,
  type ListenOptions,
  orderOf,
  type Seed,
  type SessionManagerOptions,
} from './options';
import { type ConnectedApp, remoteApps } from './own-apps/connected';
import { inProcessApp } from './own-apps/in-process';
import { memoryRepository } from './repository/memory';
import { unverifiedSessionId } from './rules/token';
import { tokenSigner } from './rules/token-signer';
import { sessionRules, type World } from './rules/write-session';
import { handlerOf } from './server/handler';
import { type SessionMiddleware, sessionMiddleware } from './server/session-middleware';
import { KeyedQueue } from './util/keyed-queue';
import { cookieWriter } from './wire/cookies';
import { type Fetch, fetchOf } from './wire/fetch';
import { closeListening, type Handler, type Listening, listenOn } from './wire/listener';

/** An emulator of VTEX's Session Manager for one account. Two in one process never see each other. */
export interface SessionManager {
  /** The account being served; another object when data of it was seeded. */
  readonly account: Account;
  /** A node:http listener that answers everything, for supertest or a server of your own. */
  readonly handler: Handler;
  /** Answers the session operations and calls `next` for all else: mount it in an app of your own. */
  readonly middleware: SessionMiddleware;
  /**
   * The handler as a `fetch` that needs no port; the URL's host does not matter. For Mock Service Worker:
   * `http.all(/\\/api\\/(sessions|segments)/, ({ request }) => manager.fetch(request))`.
   */
  readonly fetch: Fetch;
  /**
   * A new session of a persona of the account, as cookies.
   * @throws Refusal PERSONA_UNKNOWN, naming the account's personas
   */
  persona(id: string, options?: PersonaOptions): Promise<PersonaSession>;
  /** Why a session, named by a token or its id, is as it is; undefined if it is not kept. */
  explain(tokenOrId: string): Promise<Explanation | undefined>;
  /** The sessions used last. @throws Refusal CONTROL_INPUT_INVALID */
  sessions(options?: ListOptions): Promise<SessionList>;
  /** What a session holds, named by a token or its id; undefined if it is not kept. */
  session(tokenOrId: string): Promise<StoredSession | undefined>;
  /** Makes the session operations fail, for tests of what a client does then. */
  readonly faults: Faults;
  /** What came in and what was answered, without cookie values and tokens. */
  readonly journal: Journal;
  /** The emulator's clock, to be moved by tests. */
  readonly clock: SessionClock;
  /**
   * As if it had just been made, for the next test: no session kept, the journal empty, no fault, clock and account put
   * back. Tells what was dropped.
   * @throws Refusal CONTROL_INPUT_INVALID if there is no snapshot to go back to
   */
  reset(options?: ResetOptions): Promise<Dropped | Restored>;
  /**
   * Puts sessions and account data there, all of it or nothing, and tells of each what it did. Given again it changes
   * nothing: sessions are found by their names or ids, data by its ids. `reset` puts the account back to its fixture.
   * @throws Refusal CONTROL_INPUT_INVALID, with the place and the mend
   */
  seed(seed: Seed): Promise<Seeded>;
  /** All that is kept, as JSON. It holds credentials: session tokens and login cookies. */
  snapshot(): Promise<Snapshot>;
  /**
   * Puts back what a snapshot holds, and forgets all else. Every token in it works here; older ones, and logins, where
   * `signingKey` is the same.
   * @throws Refusal CONTROL_INPUT_INVALID, which changes nothing
   */
  restore(snapshot: Snapshot): Promise<Restored>;
  /** The remote apps that are called now, in order, by the KEYs of their configurations. */
  readonly remoteApps: readonly ConnectedApp[];
  /**
   * What the control plane is asked with from other machines, `Authorization: Bearer TOKEN`: the option, or what `listen`
   * made because it listens on more than a loopback address. Undefined when there is neither.
   */
  readonly controlToken: string | undefined;
  /** Where it listens, such as `http://127.0.0.1:9910`. @throws SessionManagerError NOT_LISTENING */
  readonly url: string;
  /**
   * Opens a port; not needed for `handler` and `middleware`.
   * @throws SessionManagerError ALREADY_LISTENING, or node's error when the port cannot be had
   */
  listen(
    options?: ListenOptions,
  ): Promise<{ readonly url: string; readonly host: string; readonly port: number }>;
  /**
   * Closes the port if one is open, cutting idle connections, and watches no file any more. Who waits for an entry of
   * the journal waits no longer. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * Makes an emulator. No port is opened until `listen`; configurations of remote apps are watched from now on,
 * which does not keep the process alive.
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
  } = checkedOptions(options);
  const events = eventStreams();
  const sessionClock = movableClock(givenClock, (state) => events.emit('clock', state));
  const clock = sessionClock.now;
  const signer = tokenSigner(options.signingKey);
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
    account: { name, id }, // what a seed does not change
    apps: connected.all,
    assumptions,
    signer,
    tokenForm,
    clock,
    ids,
    timer: () => performance.now(),
    order: orderOf(appOrder),
  };
  const service: Service = {
    world,
    rules: sessionRules(world),
    builtInApps: (other) => installedApps({ ...other, account: served.current.account, signer }),
    repository: memoryRepository({ clock, maxSessions }),
    queue: new KeyedQueue(),
    tokenIds: tokenIds(),
    sign: signPerTick(),
    cookies: cookieWriter(cookieProfile),
    strict,
    explain: explain ? explainLog() : undefined,
  };
  const rulesWith = ({ apps: localApps }: AccountVersion) => {
    const all = connected.beside(localApps);
    return sessionRules({ ...world, apps: () => all });
  };
  const access = controlAccess(controlToken);
  const faults = faultStore();
  const injection = faultInjection(faults);
  const { journal, recorder } =
    journalSize === false ? { journal: undefined, recorder: undefined } : requestJournal(journalSize, clock);
  const control = controlPlane({
    ...{ served, rulesWith, service, access, faults },
    ...{ clock: sessionClock, givenClock, journal, events },
  });
  const middleware = sessionMiddleware({
    ...{ service, cors, faults: injection },
    ...{ onRequest: options.onRequest, journal: recorder },
  });
  const handler = handlerOf(middleware, control, service.cookies, recorder);

  let listening: Listening | undefined;
  let opening: Promise<Listening> | undefined;
  return {
    get account() {
      return served.current.account;
    },
    handler,
    middleware,
    fetch: fetchOf(handler),
    persona: (id, personaOptions) => control.openPersona(id, personaOptions ?? {}),
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
      if (listening === undefined) {
        throw new SessionManagerError(
          'NOT_LISTENING',
          'There is no url before listen(): call `await manager.listen()` first',
        );
      }
      return listening.url;
    },
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      if (opening !== undefined) {
        throw new SessionManagerError(
          'ALREADY_LISTENING',
          'This manager listens already: make another one for another port',
        );
      }
      connected.open();
      opening = listenOn(handler, { port, host });
      try {
        listening = await opening;
        access.opened(listening.host);
      } catch (error) {
        opening = undefined; // it may try another port
        throw error;
      }
      return { url: listening.url, host: listening.host, port: listening.port };
    },
    async close() {
      connected.close();
      injection.endDelays();
      journal?.waiting.closeAll();
      events.closeAll();
      const open = await opening?.catch(() => undefined); // what is under way ends first
      opening = undefined;
      listening = undefined;
      access.closed();
      if (open !== undefined) await closeListening(open);
    },
  };
}
