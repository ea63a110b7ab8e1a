import type { Session } from '../rules/session';
import type { SessionRepository } from './session-repository';

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
  const forget = (place: Place) => {
    takeOut(place);
    places.delete(place.session.id);
  };
  const find = (id: string) => {
    const place = places.get(id);
    if (place === undefined || place.session.expiresAt > clock()) return place;
    forget(place);
    return undefined;
  };

  return {
    get(id) {
      const place = find(id);
      if (place === undefined) return undefined;
      if (place !== newest) {
        takeOut(place);
        putNewest(place);
      }
      return place.session;
    },
    commit(session, expectedVersion) {
      const place = find(session.id);
      if (place?.session.version !== expectedVersion) return false;
      if (place === undefined) {
        const added: Place = { session, older: undefined, newer: undefined };
        places.set(session.id, added);
        putNewest(added);
      } else {
        place.session = session;
        takeOut(place);
        putNewest(place);
      }
      if (places.size > maxSessions && oldest !== undefined) forget(oldest);
      return true;
    },
    count() {
      const now = clock();
      for (const place of places.values()) if (place.session.expiresAt <= now) forget(place);
      return places.size;
    },
    clear() {
      const { size } = places;
      places = new Map(); // another one, for taking out one by one takes as long as there are many
      oldest = undefined;
      newest = undefined;
      return size;
    },
  };
}
