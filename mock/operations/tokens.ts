import type { Session } from '../rules/session';
import { unverifiedSessionId } from '../rules/token';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { BoundedCache } from '../util/bounded-cache';
import { perTick } from '../util/event-loop';

/** The session id that a token claims. It is not trusted before the token is verified. */
export interface TokenIds {
  of(token: string): string | undefined;
  /** For a token that was just signed: it comes back with the visitor's next request. */
  remember(token: string, id: string): void;
  clear(): void;
}

/** A cache of the newest, since decoding a token costs as much as the rest of a read. */
export function tokenIds(count = 500): TokenIds {
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
    clear: () => known.clear(),
  };
}

/** @throws what the rules throw */
export type Sign = (draft: SessionDraft, rules: SessionRules) => Promise<Session>;

/**
 * Signs all drafts of one event-loop turn in one go: the tables of the curve fill the processor's cache, and work
 * between two signatures evicts them. Measured, a signature on its own takes twice as long.
 */
export function signPerTick(): Sign {
  const later = perTick();
  return (draft, rules) =>
    new Promise((resolve, reject) => {
      later(() => {
        try {
          resolve(rules.sign(draft));
        } catch (error) {
          reject(error);
        }
      });
    });
}
