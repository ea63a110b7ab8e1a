import type { SessionApp } from './app';
import type { Assumptions } from './assumptions';
import {
  type CookiePairs,
  cookieRecorder,
  type IgnoredWrite,
  type QueryPairs,
  writesAtCreation,
  writesOfPlace,
  writesToPublic,
} from './caller-writes';
import { type CascadeResult, type CascadeWorld, cascadeOf } from './cascade';
import type { Round } from './rounds';
import { type EncodedSegment, segmentsOf } from './segment';
import type { KeyRef, Namespaces, Session, Write } from './session';
import { sharing } from './sharing';
import { type AccountIdentity, signSessionToken, type TokenForm, type TokenSigner } from './token';

/** Everything a rule needs besides its arguments. Nothing is read from the process. */
export interface World extends CascadeWorld {
  readonly account: AccountIdentity;
  /** The current apps in declared order; another array if they changed. */
  readonly apps: () => readonly SessionApp[];
  readonly assumptions: Assumptions;
  readonly signer: TokenSigner;
  readonly tokenForm: TokenForm;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A new UUID at each call. */
  readonly ids: () => string;
}

export interface WriteRequest {
  /** The parsed body, an object; undefined if there was none. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly query: QueryPairs;
  readonly cookies: CookiePairs;
  /** The id of a new session. Default: one of the world's. */
  readonly id?: string;
}

/** The next version of a session, not signed yet. */
export interface SessionDraft {
  readonly id: string;
  readonly version: number;
  readonly namespaces: Namespaces;
  /** Whether anything differs from the session before; always true for a new one. */
  readonly changed: boolean;
  /** What the request asked to write. */
  readonly writes: readonly Write[];
  /** Recorded cookies that were dropped. */
  readonly removals: readonly KeyRef[];
  readonly ignored: readonly IgnoredWrite[];
  readonly rounds: readonly Round[];
}

export interface SessionRules {
  /**
   * A new session at version 2, or the next version of `current`. A promise only if a session app
   * answered with one.
   */
  draft(current: Session | undefined, request: WriteRequest): SessionDraft | Promise<SessionDraft>;
  /** The segment of a session's namespaces, with its token. */
  readonly segmentOf: (namespaces: Namespaces) => EncodedSegment;
  /** Empties the caches. */
  forget(): void;
  /** The draft with a signed token, ready to store. */
  sign(draft: SessionDraft): Session;
}

export function sessionRules(world: World): SessionRules {
  const { account, assumptions } = world;
  const accountNamespaces: Namespaces = new Map([
    [
      'account',
      new Map([
        ['id', { value: account.id, keepAlive: true as const }],
        ['accountName', { value: account.name }],
      ]),
    ],
  ]);
  const prepare = (apps: readonly SessionApp[]) => ({
    apps,
    recordCookies: cookieRecorder(apps),
    cascade: cascadeOf(apps, assumptions, world),
  });
  let prepared: ReturnType<typeof prepare> | undefined;
  const segments = segmentsOf(assumptions);
  const memory = sharing();

  return {
    draft(current, request) {
      const apps = world.apps();
      if (apps !== prepared?.apps) prepared = prepare(apps);
      const before = current?.namespaces ?? accountNamespaces;
      const { writes: toPublic, ignored } = writesToPublic(request.body, request.query, assumptions);
      const recorded = prepared.recordCookies(request.cookies, before, assumptions);
      const { removals } = recorded;
      const creating = current === undefined;
      const fromStore = creating ? writesAtCreation(request.query, assumptions) : [];
      const writes = [...toPublic, ...recorded.writes, ...fromStore, ...writesOfPlace(toPublic, before)];
      const drafted = ({ namespaces: left, changed: hasChanged, rounds }: CascadeResult): SessionDraft => {
        const changed = hasChanged || creating;
        const namespaces = changed ? memory.shared(left) : left;
        const id = current?.id ?? request.id ?? world.ids();
        // Version 1 is the session as created, 2 the session after its cascade; 1 is never visible.
        const version = (current?.version ?? 1) + (changed ? 1 : 0);
        return { id, version, namespaces, changed, writes, removals, ignored, rounds };
      };
      const end = prepared.cascade({ namespaces: before, writes, removals, creating });
      return end instanceof Promise ? end.then(drafted) : drafted(end);
    },

    segmentOf: segments.of,

    forget() {
      prepared = undefined; // it holds the apps that it was made with
      segments.forget();
      memory.forget();
      world.signer.forget();
    },

    sign({ id, version, namespaces }) {
      const { token, expiresAt } = signSessionToken({ id, version }, world);
      return { id, version, namespaces, token, expiresAt }; // spread, it would take a second object: 32 bytes more
    },
  };
}
