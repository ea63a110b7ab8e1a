import type { Session } from '../rules/session';
import { type Untouched, untouched } from './restored';
import type { Commit, SessionRepository } from './session-repository';

export interface MemoryOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Sessions kept at most. */
  readonly maxSessions: number;
}

/** A session between the one used before it and the one used after it. */
interface Place {
  session: Session;
  older: Place | undefined;
  newer: Place | undefined;
}

/** Sessions in memory: what was used least recently goes first when there are too many. */
export function memoryRepository({ clock, maxSessions }: MemoryOptions): SessionRepository {
  let places = new Map<string, Place>();
  // A list beside the map: moving a key to the end of a large map, at each read, costs more than the rest of a read.
  let oldest: Place | undefined;
  let newest: Place | undefined;
  /** What was put back and not used since, all of it older than what has a place; undefined when none is left. */
  let before: Untouched | undefined;

  const takeOut = (place: Place) => {
    const { older, newer } = place;
    if (older === undefined) oldest = newer;
    else older.newer = newer;
    if (newer === undefined) newest = older;
    else newer.older = older;
  };
  const putNewest = (place: Place) => {
    place.older = newest;
    place.newer = undefined;
    if (newest === undefined) oldest = place;
    else newest.newer = place;
    newest = place;
  };
  const add = (session: Session) => {
    const place: Place = { session, older: undefined, newer: undefined };
    places.set(session.id, place);
    putNewest(place);
  };
  const forget = (place: Place) => {
    takeOut(place);
    places.delete(place.session.id);
  };
  const takenBefore = <T>(take: (from: Untouched) => T): T | undefined => {
    if (before === undefined) return undefined;
    const taken = take(before);
    if (before.size === 0) before = undefined;
    return taken;
  };
  const forgetOldest = () => {
    if (before !== undefined) takenBefore((from) => from.takeOldest());
    else if (oldest !== undefined) forget(oldest);
  };
  const isThere = (session: Session | undefined): session is Session =>
    session !== undefined && session.expiresAt > clock();
  const size = () => places.size + (before?.size ?? 0);

  const find = (id: string) => {
    const place = places.get(id);
    if (place === undefined || isThere(place.session)) return place;
    forget(place);
    return undefined;
  };
  const versionOf = (id: string) => {
    const session = find(id)?.session ?? before?.get(id);
    if (isThere(session)) return session.version;
    takenBefore((from) => from.take(id)); // it has expired, if it was there at all
    return undefined;
  };
  const put = (session: Session) => {
    const place = places.get(session.id);
    if (place === undefined) {
      takenBefore((from) => from.take(session.id));
      add(session);
    } else {
      place.session = session;
      takeOut(place);
      putNewest(place);
    }
    if (size() > maxSessions) forgetOldest();
  };
  const clear = () => {
    const dropped = size();
    places = new Map(); // another one, for taking out one by one takes as long as there are many
    oldest = undefined;
    newest = undefined;
    before = undefined;
    return dropped;
  };

  return {
    get(id) {
      const place = find(id);
      if (place === undefined) {
        const session = takenBefore((from) => from.take(id));
        if (!isThere(session)) return undefined;
        add(session);
        return session;
      }
      if (place !== newest) {
        takeOut(place);
        putNewest(place);
      }
      return place.session;
    },
    commit(session, expectedVersion) {
      if (versionOf(session.id) !== expectedVersion) return false;
      put(session);
      return true;
    },
    commitAll(commits: readonly Commit[]) {
      if (commits.some(({ session, expectedVersion }) => versionOf(session.id) !== expectedVersion))
        return false;
      for (const { session } of commits) put(session);
      return true;
    },
    count() {
      const now = clock();
      for (const place of places.values()) if (place.session.expiresAt <= now) forget(place);
      takenBefore((from) => from.takeExpired(now));
      return size();
    },
    list(limit) {
      const now = clock();
      const listed: Session[] = [];
      for (let place = newest; place !== undefined && listed.length < limit; place = place.older) {
        if (place.session.expiresAt > now) listed.push(place.session);
      }
      if (before === undefined || listed.length >= limit) return listed;
      const older = before.newestFirst().filter(({ expiresAt }) => expiresAt > now);
      return [...listed, ...older].slice(0, limit);
    },
    clear,
    replaceAll(sessions) {
      const dropped = clear();
      if (sessions.size > 0) before = untouched(sessions);
      while (size() > maxSessions) forgetOldest();
      return dropped;
    },
  };
}
