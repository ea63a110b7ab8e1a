import { unverifiedSessionId } from '../rules/session-token';

/** Which session a token claims to name; believed only once the token has been verified. */
export interface ClaimedIds {
  of(token: string): string | undefined;
}

/** Remembers the newest: taking a token apart costs as much as the rest of a read. */
export function claimedIds(maxTokens = 1000): ClaimedIds {
  const known = new Map<string, string>();
  return {
    of(token) {
      const remembered = known.get(token);
      if (remembered !== undefined) return remembered;
      const id = unverifiedSessionId(token);
      if (id === undefined) return undefined;
      if (known.size >= maxTokens) known.delete(known.keys().next().value as string);
      known.set(token, id);
      return id;
    },
  };
}
