import type { AccountVersion } from '../operations/served-account';
import type { Session } from '../rules/session';
import { pace } from '../util/event-loop';
import { JsonParts } from '../wire/stream';
import type { MovableClock } from './clock';
import type { WriteLog } from './explanation/write-log';
import type { Faults } from './faults/fault';
import { refusedInput, wrongInput } from './input';
import type { JournalControl } from './journal/routes';
import type { ControlRoute } from './route';
import type { ServedWorld } from './served';
import { readSnapshot, type Snapshot, type SnapshotSession, type Stored } from './snapshot';
import { snapshotText, writtenSession } from './snapshot-text';

export interface ResetOptions {
  /**
   * Go back to the snapshot taken or restored last, instead of to the initial state. A reset to the initial state forgets
   * that snapshot.
   */
  readonly to?: 'snapshot';
}

/** What a reset dropped. */
export interface Dropped {
  readonly dropped: {
    /** Expired ones included. */
    readonly sessions: number;
  };
}

/** What a snapshot replaced, and with how much. */
export interface Restored extends Dropped {
  readonly restored: { readonly sessions: number };
}

export interface ResetControl {
  /** @throws Refusal CONTROL_INPUT_INVALID when there is no snapshot to go back to */
  reset(options?: ResetOptions): Promise<Dropped | Restored>;
  snapshot(): Promise<Snapshot>;
  /** The same as JSON text in parts. @throws Refusal SNAPSHOT_TOO_LARGE, before any text is there */
  snapshotText(): Promise<AsyncIterable<string>>;
  /**
   * @param snapshot an object, or JSON text in parts
   * @throws Refusal CONTROL_INPUT_INVALID unless it is a snapshot of this account
   */
  restore(snapshot: unknown): Promise<Restored>;
}

/** OpenAPI documents that were added: a reset keeps them, and snapshots hold them. */
export interface StoredDocuments {
  stored(): readonly object[];
  /** @throws Refusal for what is not a list of stored documents, which changes nothing */
  restore(stored: unknown): Promise<void>;
}

export interface ResetWorld extends JournalControl, ServedWorld {
  readonly documents: StoredDocuments;
  readonly writeLog: WriteLog | undefined;
  readonly faults: Faults;
  readonly clock: MovableClock;
  readonly maxSessions: number;
}

export function resetting(world: ResetWorld): ResetControl {
  const { served, service, writeLog, documents, faults, clock, journal, events, maxSessions } = world;
  const { repository } = service;
  const { name } = service.world.account;
  /** The snapshot taken or restored last. Sessions are immutable, so references to them suffice. */
  let last: (Stored & { readonly version: AccountVersion }) | undefined;

  /** Everything but sessions, clock and faults: the one place that empties all caches. */
  const forget = (version: AccountVersion): AccountVersion => {
    writeLog?.clear();
    service.rules.forget();
    service.tokenIds.clear();
    journal?.clear();
    return served.serveAnew(version);
  };
  const putBack = async ({ sessions, clock: position, version }: NonNullable<typeof last>) => {
    clock.put(position);
    last = { sessions, clock: position, version: forget(version) };
    const dropped = await repository.replaceAll(sessions);
    return emitted({ dropped: { sessions: dropped }, restored: { sessions: sessions.size } });
  };
  const emitted = <T extends Dropped>(dropped: T): T => {
    events.emit('reset', dropped);
    return dropped;
  };

  const take = () => {
    const [version, position, source] = [served.current, clock.position, repository.all()];
    const head = {
      version: 1 as const,
      account: name,
      takenAt: new Date(clock.now()).toISOString(),
      clock: position,
      ...(version.seeded !== undefined && { seeded: version.seeded }),
    };
    /** Once all are read, they are the last snapshot. */
    const sessions = async function* () {
      const read = new Map<string, Session>();
      for await (const session of source) {
        read.set(session.id, session);
        yield session;
      }
      last = { sessions: read, clock: position, version };
    };
    return { head, sources: documents.stored(), source, sessions: sessions() };
  };

  return {
    async reset({ to } = {}) {
      if (to === 'snapshot') {
        if (last === undefined) {
          throw refusedInput(
            '?to',
            'needs a snapshot, and none was taken or restored since the last reset without it',
          );
        }
        faults.clear();
        return putBack(last);
      }
      last = undefined; // it may take as much memory as the sessions
      faults.clear();
      clock.reset();
      forget(served.original);
      return emitted({ dropped: { sessions: await repository.clear() } });
    },
    async snapshot() {
      const { head, sources, sessions } = take();
      const written: SnapshotSession[] = [];
      const work = pace();
      for await (const session of sessions) {
        written.push(writtenSession(session));
        if (work.isDue()) await work.turn();
      }
      return { ...head, ...(sources.length > 0 && { sources }), sessions: written };
    },
    async snapshotText() {
      const { head, sources, source, sessions } = take();
      return snapshotText(head, sources, source, sessions);
    },
    async restore(snapshot) {
      const { seeded, sources, ...read } = await readSnapshot(snapshot, name, maxSessions);
      clock.check(read.clock, '$.clock');
      const version = served.withOnly(seeded, '$.seeded');
      await documents.restore(sources);
      return putBack({ ...read, version });
    },
  };
}

export function resetRoutes(control: ResetControl): readonly ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/_mock/reset',
      query: ['to'],
      answer({ query }) {
        const to = query.get('to');
        if (to === null) return control.reset();
        if (to !== 'snapshot') throw wrongInput('?to', 'snapshot', to);
        return control.reset({ to });
      },
    },
    {
      method: 'GET',
      path: '/_mock/snapshot',
      answer: async () => new JsonParts(await control.snapshotText()),
    },
    {
      method: 'PUT',
      path: '/_mock/snapshot',
      answer: ({ bodyParts }) => control.restore(bodyParts()),
    },
  ];
}
