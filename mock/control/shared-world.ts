import type { ServedAccount } from '../operations/served-account';
import type { SessionRepository } from '../repository/session-repository';
import type { ClockPosition, MovableClock } from './clock';

/** Clock and seeded account data, which processes with one store have in common. */
export interface SharedWorld {
  /** To be called when one of them has changed. */
  share(): void;
  /** What another process has shared. */
  takeOver(world: unknown): void;
}

interface World {
  readonly clock: ClockPosition;
  readonly seeded?: unknown;
}

export function sharedWorld(
  repository: () => SessionRepository,
  clock: MovableClock,
  served: () => ServedAccount,
): SharedWorld {
  let isTakingOver = false;
  return {
    share() {
      if (isTakingOver) return;
      const world: World = { clock: clock.position, seeded: served().current.seeded };
      repository().shared?.share(world);
    },
    takeOver(world) {
      const { clock: position, seeded } = world as World;
      isTakingOver = true;
      try {
        if (JSON.stringify(position) !== JSON.stringify(clock.position)) clock.put(position);
        if (JSON.stringify(seeded) !== JSON.stringify(served().current.seeded))
          served().serve(served().withOnly(seeded, '$.seeded'));
      } finally {
        isTakingOver = false;
      }
    },
  };
}
