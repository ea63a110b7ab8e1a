import type { Answer } from '../target';

/** The tokens that the account gave out in this run. No other is ever sent to it. */
export interface GivenTokens {
  learn(answer: Answer): void;
  has(kind: 'session' | 'segment', token: string): boolean;
}

/**
 * The two words that stand where a session token should, and may be sent all the same. They are signed by nobody and
 * name nobody's session; every VTEX IO store sends `invalidToken` to be rid of its cookies, and clients sent
 * `undefined` for years. What they are answered is among the questions that a live run is for. Tokens that are
 * forged, altered, expired or of another account are an attack by their form, and never sent.
 */
const words: readonly string[] = ['invalidToken', 'undefined'];

export function givenTokens(): GivenTokens {
  const given = { session: new Set(words), segment: new Set<string>() };
  return {
    has: (kind, token) => given[kind].has(token),
    learn({ setCookie, text }) {
      for (const line of setCookie) {
        const [, kind, token] = /^vtex_(session|segment)=([^;]+)/.exec(line) ?? [];
        if (token !== undefined) given[kind as 'session' | 'segment'].add(token);
      }
      for (const [, kind, token] of text.matchAll(/"(session|segment)Token":"([^"\\]+)"/g)) {
        given[kind as 'session' | 'segment'].add(token as string);
      }
    },
  };
}
