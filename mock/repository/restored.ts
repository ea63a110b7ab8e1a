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
  newestFirst(): Iterable<Session>;
}

/** @param sessions by id, the most recently used last */
export function restoredSessions(sessions: ReadonlyMap<string, Session>): RestoredSessions {
  const taken = new Set<string>();
  const byAge = sessions.keys();
  let inOrder: readonly Session[] | undefined;
  /** No session expires earlier; undefined if they were not looked at yet. */
  let soonest: number | undefined;

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
      if (soonest !== undefined && soonest > now) return;
      soonest = Number.POSITIVE_INFINITY;
      for (const { id, expiresAt } of sessions.values()) {
        if (expiresAt <= now) taken.add(id);
        else soonest = Math.min(soonest, expiresAt);
      }
    },
    *newestFirst() {
      inOrder ??= [...sessions.values()];
      for (let index = inOrder.length - 1; index >= 0; index--) {
        const session = inOrder[index] as Session;
        if (!taken.has(session.id)) yield session;
      }
    },
  };
}
