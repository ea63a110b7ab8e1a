import type { ServedAccount } from '../operations/served-account';
import type { SessionRepository, SharedData } from '../repository/session-repository';
import type { ClockPosition, MovableClock } from './clock';

/** Clock and seeded account data, which processes with one store have in common. */
export interface SharedWorld {
  readonly current: () => SharedData;
  /** To be called when it has changed. */
  share(part: keyof SharedData): void;
  /** What another process has shared. */
  takeOver(world: Partial<SharedData>): void;
}

export function sharedWorld(
  repository: () => SessionRepository,
  clock: MovableClock,
  served: () => ServedAccount,
): SharedWorld {
  let isTakingOver = false;
  const current = () => ({ clock: clock.position, seeded: served().current.seeded });
  return {
    current,
    share(part) {
      if (!isTakingOver) repository().shared?.share(part);
    },
    takeOver({ clock: position, seeded }) {
      const own = current();
      isTakingOver = true;
      try {
        if (position !== undefined && JSON.stringify(position) !== JSON.stringify(own.clock))
          clock.put(position as ClockPosition);
        if (JSON.stringify(seeded) !== JSON.stringify(own.seeded))
          served().serve(served().withOnly(seeded, '$.seeded'));
      } finally {
        isTakingOver = false;
      }
    },
  };
}
