import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts/account';
import type { ControlAccess } from '../control/access';
import { type MovableClock, turnClock } from '../control/clock';
import { explanationOf } from '../control/explanation';
import type { Faults } from '../control/fault';
import { refusedInput } from '../control/input';
import type { Journalling } from '../control/journal-routes';
import { keptSession, limitOf, listedSession } from '../control/kept-sessions';
import type { Dropped, Restored } from '../control/reset';
import type { Control } from '../control/routes';
import { type Kept, readSnapshot, snapshotOf } from '../control/snapshot';
import { sessionManagerDocument } from './document';
import { openPersona } from './open-persona';
import type { Service } from './service';

export interface ControlPlaneOptions extends Journalling {
  readonly account: Account;
  readonly service: Service;
  readonly access: ControlAccess;
  readonly faults: Faults;
  readonly clock: MovableClock;
  /** The clock that was given, which nobody moves: for how long the manager has been there. */
  readonly givenClock: () => number;
}

/** What the control plane does, over HTTP and in code alike. */
export function controlPlane({
  account,
  service,
  access,
  faults,
  clock,
  givenClock,
  journal,
  events,
}: ControlPlaneOptions): Control {
  const { repository, explain: log } = service;
  /** The snapshot that was taken or restored last: sessions never change, so that to refer to them is enough. */
  let kept: Kept | undefined;

  const forgetAll = async (): Promise<Dropped> => {
    log?.clear();
    journal?.clear();
    return { dropped: { sessions: await repository.clear() } };
  };
  const putBack = async ({ sessions, clock: position }: Kept): Promise<Restored> => {
    clock.put(position);
    const dropped = await forgetAll();
    for (const session of sessions) await repository.commit(session, undefined);
    return { ...dropped, restored: { sessions: sessions.length } };
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
      account: account.name,
      startedAt: givenClock(),
      clock: givenClock,
      countSessions: () => repository.count(),
    },
    document: sessionManagerDocument,
    personas: () => account.personas.map(({ id, description }) => ({ id, description })),
    openPersona: (id, options) => openPersona(id, account, service, options),
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
      return told(await forgetAll());
    },
    async snapshot() {
      const sessions = (await repository.list(Number.POSITIVE_INFINITY)).toReversed();
      kept = { sessions, clock: clock.position };
      return snapshotOf(kept, account.name, clock.now());
    },
    async restore(snapshot) {
      kept = readSnapshot(snapshot, account.name);
      return told(await putBack(kept));
    },
    clock: () => clock.state,
    turnClock: (body) => turnClock(clock, body),
  };
}
