import type { Session } from '../rules/session';
import { type RestoredSessions, restoredSessions } from './restored';
import type { Commit, SessionRepository } from './session-repository';

export interface MemoryOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Beyond it, the least recently used session is evicted. */
  readonly maxSessions: number;
}

/** A node of a doubly linked list in order of use. */
interface Node {
  session: Session;
  older: Node | undefined;
  newer: Node | undefined;
}

/** Sessions in memory. */
export function memoryRepository({ clock, maxSessions }: MemoryOptions): SessionRepository {
  let nodes = new Map<string, Node>();
  let generation = 1;
  // A list in addition to the map: moving a key to the end of a large map costs more than the rest of a read.
  let oldest: Node | undefined;
  let newest: Node | undefined;
  /** Restored and not used since, all older than any in the list; undefined if there are none left. */
  let restored: RestoredSessions | undefined;
  /** No session of the list expires earlier, so that counting need not look at each. */
  let soonest = Number.POSITIVE_INFINITY;

  const takeOut = (node: Node) => {
    const { older, newer } = node;
    if (older === undefined) oldest = newer;
    else older.newer = newer;
    if (newer === undefined) newest = older;
    else newer.older = older;
  };
  const putNewest = (node: Node) => {
    node.older = newest;
    node.newer = undefined;
    if (newest === undefined) oldest = node;
    else newest.newer = node;
    newest = node;
  };
  const add = (session: Session) => {
    soonest = Math.min(soonest, session.expiresAt);
    const node: Node = { session, older: undefined, newer: undefined };
    nodes.set(session.id, node);
    putNewest(node);
  };
  const remove = (node: Node) => {
    takeOut(node);
    nodes.delete(node.session.id);
  };
  const takeRestored = <T>(take: (from: RestoredSessions) => T): T | undefined => {
    if (restored === undefined) return undefined;
    const taken = take(restored);
    if (restored.size === 0) restored = undefined;
    return taken;
  };
  const evictOldest = () => {
    if (restored !== undefined) takeRestored((from) => from.takeOldest());
    else if (oldest !== undefined) remove(oldest);
  };
  const isLive = (session: Session | undefined): session is Session =>
    session !== undefined && session.expiresAt > clock();
  const size = () => nodes.size + (restored?.size ?? 0);

  const find = (id: string) => {
    const node = nodes.get(id);
    if (node === undefined || isLive(node.session)) return node;
    remove(node);
    return undefined;
  };
  const tokenOf = (id: string) => {
    const session = find(id)?.session ?? restored?.get(id);
    if (isLive(session)) return session.token;
    takeRestored((from) => from.take(id)); // it has expired, or there was none
    return undefined;
  };
  const put = (session: Session) => {
    const node = nodes.get(session.id);
    if (node === undefined) {
      takeRestored((from) => from.take(session.id));
      add(session);
    } else {
      soonest = Math.min(soonest, session.expiresAt);
      node.session = session;
      takeOut(node);
      putNewest(node);
    }
    if (size() > maxSessions) evictOldest();
  };
  const list = (limit: number) => {
    const now = clock();
    const listed: Session[] = [];
    for (let node = newest; node !== undefined && listed.length < limit; node = node.older) {
      if (node.session.expiresAt > now) listed.push(node.session);
    }
    if (restored === undefined || listed.length >= limit) return listed;
    for (const session of restored.newestFirst()) {
      if (listed.length >= limit) break;
      if (session.expiresAt > now) listed.push(session);
    }
    return listed;
  };
  const clear = () => {
    const dropped = size();
    generation += 1;
    soonest = Number.POSITIVE_INFINITY;
    nodes = new Map(); // a new map, since clearing takes time in proportion to its size
    oldest = undefined;
    newest = undefined;
    restored = undefined;
    return dropped;
  };

  return {
    get(id) {
      const node = find(id);
      if (node === undefined) {
        const session = takeRestored((from) => from.take(id));
        if (!isLive(session)) return undefined;
        add(session);
        return session;
      }
      if (node !== newest) {
        takeOut(node);
        putNewest(node);
      }
      return node.session;
    },
    peek(id) {
      const session = nodes.get(id)?.session ?? restored?.get(id);
      return isLive(session) ? session : undefined;
    },
    begin: () => generation,
    get generation() {
      return generation;
    },
    commit(session, replaces, of) {
      if (of !== generation || tokenOf(session.id) !== replaces) return false;
      put(session);
      return true;
    },
    commitAll(commits: readonly Commit[], of) {
      if (of !== generation || commits.some(({ session, replaces }) => tokenOf(session.id) !== replaces))
        return false;
      for (const { session } of commits) put(session);
      return true;
    },
    count() {
      const now = clock();
      if (soonest <= now) {
        soonest = Number.POSITIVE_INFINITY;
        for (const node of nodes.values()) {
          if (node.session.expiresAt <= now) remove(node);
          else soonest = Math.min(soonest, node.session.expiresAt);
        }
      }
      takeRestored((from) => from.takeExpired(now));
      return size();
    },
    list,
    all() {
      const sessions = list(Number.POSITIVE_INFINITY).reverse();
      return {
        async *[Symbol.asyncIterator]() {
          yield* sessions;
        },
      };
    },
    clear,
    endGeneration() {
      generation += 1;
    },
    replaceAll(sessions) {
      const dropped = clear();
      if (sessions.size > 0) restored = restoredSessions(sessions);
      while (size() > maxSessions) evictOldest();
      return dropped;
    },
  };
}
