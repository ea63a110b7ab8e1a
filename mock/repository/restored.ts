import type { Session } from '../rules/session';

/**
 * Sessions that were restored together, minus those taken since. The map is shared and never changed, so restoring
 * many sessions takes no longer than restoring one.
 */
export interface RestoredSessions {
  /** How many are left, including expired ones. */
  readonly size: number;
  get(id: string): Session | undefined;
  /** Removes it from here. */
  take(id: string): Session | undefined;
  takeOldest(): void;
  takeExpired(now: number): void;
  /** Most recently used first. */
  newestFirst(): Session[];
}

/** @param sessions by id, the most recently used last */
export function restoredSessions(sessions: ReadonlyMap<string, Session>): RestoredSessions {
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
