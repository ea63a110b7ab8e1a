import type { Account } from './accounts/account-fixture';
import type { PersonaId } from './accounts/load';
import type { SessionClock } from './control/clock';
import type { Explanation } from './control/explanation/explanation';
import type { Faults } from './control/faults/fault';
import type { Journal } from './control/journal/entry';
import type { Dropped, ResetOptions, Restored } from './control/reset';
import type { Seeded } from './control/seed';
import type { ListOptions, SessionList, StoredSession } from './control/sessions';
import type { Snapshot, SnapshotChunks } from './control/snapshot';
import type { DocumentsApi } from './documents/api';
import type { ToolsApi } from './documents/tool';
import type { PersonaOptions, PersonaSession } from './operations/persona';
import type { CellOptions, Seed } from './options';
import type { ConnectedApp } from './own-apps/connected';
import type { ListenAddress, ListenOptions, TlsAddress } from './tls/ports';
import type { Fetch } from './wire/in-process';
import type { Handler, SessionMiddleware } from './wire/listener';

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
  persona(id: PersonaId, options?: PersonaOptions): Promise<PersonaSession>;
  /** Other OpenAPI documents, whose operations are served beside the sessions. */
  readonly documents: DocumentsApi;
  /** The session operations, and those of added documents, called by name. */
  readonly tools: ToolsApi;
  /**
   * New login cookies of a persona without a session, for example under another contract.
   * @throws Refusal PERSONA_UNKNOWN, or CONTROL_INPUT_INVALID for a contract that is not theirs
   */
  logIn(id: PersonaId, options?: PersonaOptions): PersonaSession;
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
   * The same as JSON text in parts, for a file or a stream of any size.
   * @throws Refusal SNAPSHOT_TOO_LARGE for a session over 16 MB
   */
  snapshotText(): Promise<AsyncIterable<string>>;
  /**
   * Replaces everything with the content of a snapshot. Every token in it is valid here; older tokens and logins are
   * valid if `signingKey` is the same.
   * @param snapshot an object, or its JSON text in parts, such as `createReadStream(file)`
   * @throws Refusal CONTROL_INPUT_INVALID, BODY_NOT_JSON, BODY_TOO_DEEP, SNAPSHOT_TOO_LARGE; nothing is changed then
   */
  restore(snapshot: Snapshot | SnapshotChunks): Promise<Restored>;
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
