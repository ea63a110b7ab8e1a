import { randomUUID } from 'node:crypto';
import { openPersona } from '../operations/open-persona';
import type { AccountVersion } from '../operations/served-account';
import type { ControlAccess } from './access';
import { type MovableClock, turnClock } from './clock';
import { explanationOf } from './explanation';
import type { Faults } from './faults/fault';
import { refusedInput } from './input';
import type { Journalling } from './journal/routes';
import type { Dropped, Restored } from './reset';
import type { Control } from './routes';
import { type SeedWorld, seed } from './seed-sessions';
import { keptSession, limitOf, listedSession } from './sessions';
import { type Kept, readSnapshot, snapshotOf } from './snapshot';

export interface ControlPlaneOptions extends SeedWorld, Journalling {
  readonly access: ControlAccess;
  readonly faults: Faults;
  readonly clock: MovableClock;
  /** The clock that was given, which nobody moves: for how long the manager has been there. */
  readonly givenClock: () => number;
}

/** What the control plane does, over HTTP and in code alike. */
export function controlPlane({
  access,
  faults,
  clock,
  givenClock,
  journal,
  events,
  ...world
}: ControlPlaneOptions): Control {
  const { service, served } = world;
  const { repository, explain: log } = service;
  const { name } = service.world.account;
  /** The snapshot that was taken or restored last: sessions never change, so that to refer to them is enough. */
  let kept: (Kept & { readonly version: AccountVersion }) | undefined;

  /** All but sessions, clock and faults, which each caller has its own way with. */
  const forget = (version: AccountVersion): void => {
    log?.clear();
    journal?.clear();
    served.serve(version);
  };
  const putBack = async ({ sessions, clock: position, version }: NonNullable<typeof kept>) => {
    clock.put(position);
    forget(version);
    const dropped = await repository.replaceAll(sessions);
    return { dropped: { sessions: dropped }, restored: { sessions: sessions.size } } satisfies Restored;
  };

  /** Tells who listens. */
  const told = <T extends Dropped>(dropped: T): T => {
    events.tell('reset', dropped);
    return dropped;
  };

  return {
    access,
    faults,
    journal,
    events,
    health: {
      instance: randomUUID(),
      account: name,
      startedAt: givenClock(),
      clock: givenClock,
      countSessions: () => repository.count(),
    },
    personas: () => served.current.account.personas.map(({ id, description }) => ({ id, description })),
    openPersona: (id, options) => openPersona(id, served.current.account, service, options),
    async explain(sessionId) {
      const session = await repository.get(sessionId);
      if (session === undefined) return undefined;
      return explanationOf(session.id, session.version, session.namespaces, log?.of(sessionId) ?? []);
    },
    async sessions(options) {
      const limit = limitOf(options);
      const count = await repository.count();
      return { count, sessions: (await repository.list(limit)).map(listedSession) };
    },
    async session(id) {
      const session = await repository.get(id);
      return session && keptSession(session);
    },
    async reset({ to }) {
      if (to === 'snapshot') {
        if (kept === undefined)
          throw refusedInput('?to', 'needs a snapshot, and none was taken or restored yet');
        faults.clear();
        return told(await putBack(kept));
      }
      faults.clear();
      clock.reset();
      forget(served.original);
      return told({ dropped: { sessions: await repository.clear() } });
    },
    async snapshot() {
      const version = served.current;
      const listed = (await repository.list(Number.POSITIVE_INFINITY)).toReversed();
      const sessions = new Map(listed.map((session) => [session.id, session]));
      kept = { sessions, clock: clock.position, version };
      return snapshotOf(kept, version.seeded, name, clock.now());
    },
    async restore(snapshot) {
      const { seeded, ...read } = readSnapshot(snapshot, name);
      kept = { ...read, version: served.withOnly(seeded, '$.seeded') };
      return told(await putBack(kept));
    },
    seed: (given) => seed(given, world),
    clock: () => clock.state,
    turnClock: (body) => turnClock(clock, body),
  };
}
