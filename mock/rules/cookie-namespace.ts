import type { SessionApp } from './app';
import { keyMatcher } from './app';
import type { Assumptions } from './assumptions';
import type { KeyRef, Namespaces, Write } from './session';

/** Cookies of one request, in order, malformed ones left out. */
export type CookiePairs = readonly (readonly [name: string, value: string])[];

export interface RecordedCookies {
  readonly writes: readonly Write[];
  /** Recorded cookies that this request did not repeat and that are therefore dropped. */
  readonly removals: readonly KeyRef[];
}

/** The cookies worth recording are those that some app declares as input. */
export function cookieRecorder(
  apps: readonly SessionApp[],
): (cookies: CookiePairs, recorded: Namespaces, assumptions: Assumptions) => RecordedCookies {
  const declared = apps.flatMap((app) => app.input['cookie'] ?? []).map(keyMatcher);
  const isDeclared = (name: string) => declared.some((matches) => matches(name));
  return (cookies, recorded, assumptions) => {
    if (declared.length === 0) return nothingRecorded;
    const values = new Map<string, string>();
    for (const [name, value] of cookies) {
      // Of two cookies of one name the first is of the more specific path (RFC 6265, 5.4).
      if (!values.has(name) && isDeclared(name)) values.set(name, value);
    }
    const writes = Array.from(
      values,
      ([key, value]): Write => ({ namespace: 'cookie', key, entry: { value }, source: 'cookie' }),
    );
    const missing = [...(recorded.get('cookie')?.keys() ?? [])].filter((key) => !values.has(key));
    const removals =
      assumptions.unrepeatedCookie === 'dropped' ? missing.map((key) => ({ namespace: 'cookie', key })) : [];
    return { writes, removals };
  };
}

const nothingRecorded: RecordedCookies = { writes: [], removals: [] };
