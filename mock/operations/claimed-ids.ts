import { unverifiedSessionId } from '../rules/token';
import { BoundedCache } from '../util/bounded-cache';

/** Which session a token claims to name; believed only once the token has been verified. */
export interface ClaimedIds {
  of(token: string): string | undefined;
  /** Of a token that was just signed: it comes back with the visitor's next request. */
  remember(token: string, id: string): void;
}

/** Remembers the newest: taking a token apart costs as much as the rest of a read. */
export function claimedIds(count = 500): ClaimedIds {
  const known = new BoundedCache<string, string>(count);
  return {
    of(token) {
      const remembered = known.get(token);
      if (remembered !== undefined) return remembered;
      const id = unverifiedSessionId(token);
      if (id !== undefined) known.set(token, id);
      return id;
    },
    remember: (token, id) => known.set(token, id),
  };
}
