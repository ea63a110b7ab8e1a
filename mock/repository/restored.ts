import type { Session } from '../rules/session';

/**
 * Many sessions that were put there at once, less those that were taken since. What was put is shared and never
 * changed, so that to put it takes no longer for many than for one.
 */
export interface Untouched {
  /** How many are left, expired ones among them. */
  readonly size: number;
  get(id: string): Session | undefined;
  /** Gone from here from now on. */
  take(id: string): Session | undefined;
  takeOldest(): void;
  takeExpired(now: number): void;
  /** The one used last first. */
  newestFirst(): Session[];
}

/** @param sessions by their ids, the one used last at the end */
export function untouched(sessions: ReadonlyMap<string, Session>): Untouched {
  const taken = new Set<string>();
  const byAge = sessions.keys();

  const get = (id: string) => (taken.has(id) ? undefined : sessions.get(id));
  return {
    get size() {
      return sessions.size - taken.size;
    },
    get,
    take(id) {
      const session = get(id);
      if (session !== undefined) taken.add(id);
      return session;
    },
    takeOldest() {
      for (let next = byAge.next(); next.done !== true; next = byAge.next()) {
        if (taken.has(next.value)) continue;
        taken.add(next.value);
        return;
      }
    },
    takeExpired(now) {
      for (const { id, expiresAt } of sessions.values()) if (expiresAt <= now) taken.add(id);
    },
    newestFirst: () => [...sessions.values()].filter(({ id }) => !taken.has(id)).reverse(),
  };
}
