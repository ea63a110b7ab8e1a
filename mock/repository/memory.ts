import type { Session } from '../rules/session';
import type { SessionRepository } from './session-repository';

export interface MemoryOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Sessions kept at most. */
  readonly maxSessions: number;
}

/** Sessions in memory: what was used least recently goes first when there are too many. */
export function memoryRepository({ clock, maxSessions }: MemoryOptions): SessionRepository {
  /** A map keeps insertion order, so the first one is the least recently used. */
  const sessions = new Map<string, Session>();

  const find = (id: string) => {
    const session = sessions.get(id);
    if (session === undefined || session.expiresAt > clock()) return session;
    sessions.delete(id);
    return undefined;
  };
  const keep = (session: Session) => {
    sessions.delete(session.id);
    sessions.set(session.id, session);
  };

  return {
    get(id) {
      const session = find(id);
      if (session !== undefined) keep(session);
      return session;
    },
    commit(session, expectedVersion) {
      if (find(session.id)?.version !== expectedVersion) return false;
      keep(session);
      if (sessions.size > maxSessions) sessions.delete(sessions.keys().next().value as string);
      return true;
    },
    count() {
      const now = clock();
      for (const [id, { expiresAt }] of sessions) if (expiresAt <= now) sessions.delete(id);
      return sessions.size;
    },
  };
}
