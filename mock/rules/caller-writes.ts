import type { SessionApp } from './app';
import type { Assumptions } from './assumptions';
import { keysMatcher } from './key-pattern';
import { entryAt, type JsonValue, type KeyRef, type Namespaces, type Write } from './session';

/** Something that the caller sent and that is not written, and why. */
export interface IgnoredWrite {
  /** `profile`, `public.sc`, `?an` */
  readonly path: string;
  readonly reason: string;
}

export interface CallerWrites {
  readonly writes: readonly Write[];
  readonly ignored: readonly IgnoredWrite[];
}

/** The pairs of a query string in order, decoded. */
export type QueryPairs = readonly (readonly [name: string, value: string])[];

/**
 * What a caller's body and query string write: only keys of `public`.
 *
 * @param body the parsed body, an object; undefined if there was none
 */
export function writesToPublic(
  body: Readonly<Record<string, unknown>> | undefined,
  query: QueryPairs,
  assumptions: Assumptions,
): CallerWrites {
  const ignored: IgnoredWrite[] = [];
  const fromBody = bodyWrites(body ?? {}, ignored);
  const fromQuery = queryWrites(query, assumptions, ignored);
  const [weaker, stronger] =
    assumptions.bodyOrQuery === 'body' ? [fromQuery, fromBody] : [fromBody, fromQuery];
  for (const [key, write] of stronger) weaker.set(key, write);
  return { writes: [...weaker.values()], ignored };
}

function writeOf(namespace: string, key: string, value: JsonValue, source: Write['source']): Write {
  return { namespace, key, entry: { value }, source };
}

function bodyWrites(body: Readonly<Record<string, unknown>>, ignored: IgnoredWrite[]): Map<string, Write> {
  const writes = new Map<string, Write>();
  for (const member of Object.keys(body)) {
    if (member !== 'public') {
      ignored.push({ path: member, reason: 'a caller writes the public namespace only' });
    }
  }
  for (const [key, entry] of Object.entries((body['public'] ?? {}) as Record<string, unknown>)) {
    if (key === '') {
      ignored.push({ path: 'public.', reason: 'an item cannot name an empty key' });
    } else if (!isEntry(entry)) {
      ignored.push({ path: `public.${key}`, reason: 'it has no `value` member: write {"value": …}' });
    } else {
      writes.set(key, writeOf('public', key, entry.value, 'body')); // verbatim, of any type
    }
  }
  return writes;
}

function isEntry(entry: unknown): entry is { value: JsonValue } {
  return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, 'value');
}

function queryWrites(
  query: QueryPairs,
  assumptions: Assumptions,
  ignored: IgnoredWrite[],
): Map<string, Write> {
  const writes = new Map<string, Write>();
  for (const [name, value] of query) {
    const key = name.startsWith('?') ? name.slice(1) : name; // clients send `??utm_source=…`
    if (assumptions.reservedQueryNames.includes(key)) {
      // `items` selects the answer, so it is not reported as ignored.
      if (key !== 'items') ignored.push({ path: `?${key}`, reason: 'the name is reserved' });
    } else if (key === '') {
      if (value !== '') ignored.push({ path: '?', reason: 'an item cannot name an empty key' });
    } else if (assumptions.repeatedQueryKey === 'last' || !writes.has(key)) {
      writes.set(key, writeOf('public', key, value, 'query'));
    }
  }
  return writes;
}

/** The cookies of a request in order, without malformed ones. */
export type CookiePairs = readonly (readonly [name: string, value: string])[];

export interface RecordedCookies {
  readonly writes: readonly Write[];
  /** Recorded cookies that are dropped because this request did not repeat them. */
  readonly removals: readonly KeyRef[];
}

/** Records the cookies that an app declares as input. */
export function cookieRecorder(
  apps: readonly SessionApp[],
): (cookies: CookiePairs, recorded: Namespaces, assumptions: Assumptions) => RecordedCookies {
  const declared = apps.flatMap((app) => app.input['cookie'] ?? []);
  const isDeclared = keysMatcher(declared);
  return (cookies, recorded, assumptions) => {
    if (declared.length === 0) return nothingRecorded;
    const writes = new Map<string, Write>();
    for (const [name, value] of cookies) {
      // Of two cookies with one name, the first has the more specific path (RFC 6265, 5.4).
      if (!writes.has(name) && isDeclared(name)) writes.set(name, writeOf('cookie', name, value, 'cookie'));
    }
    const removals: KeyRef[] = [];
    if (assumptions.unrepeatedCookie === 'dropped')
      for (const key of recorded.get('cookie')?.keys() ?? [])
        if (!writes.has(key)) removals.push({ namespace: 'cookie', key });
    return { writes: [...writes.values()], removals };
  };
}

const nothingRecorded: RecordedCookies = { writes: [], removals: [] };

/** The namespace of what a session was created with. Namespaces that start with `$` are never returned to callers. */
export const creation = '$creation';

export function isHidden(namespace: string): boolean {
  return namespace.startsWith('$');
}

const names = ['__bindingId', 'supportedLocales'];

/** Stores send these names at creation to select the binding's default culture and channel. */
export function writesAtCreation(query: QueryPairs, assumptions: Assumptions): readonly Write[] {
  if (assumptions.bindingAtCreation === 'ignored') return [];
  const sent = query.filter(([name, value]) => names.includes(name) && value !== '');
  return sent.map(([key, value]) => ({ namespace: creation, key, entry: { value }, source: 'query' }));
}

/** The namespace of what the visitor's place was given by last: `postalCode`, `geoCoordinates` or `both`. */
export const place = '$place';

/** Records the place that a request writes. A value that is cleared or equal to the one before gives none. */
export function writesOfPlace(writes: readonly Write[], before: Namespaces): readonly Write[] {
  const given = writes.filter(
    ({ namespace, key, entry }) =>
      namespace === 'public' &&
      (key === 'postalCode' || key === 'geoCoordinates') &&
      entry.value !== '' &&
      entry.value !== null &&
      entry.value !== entryAt(before, { namespace, key })?.value,
  );
  const [first] = given;
  if (first === undefined) return [];
  const value = given.length > 1 ? 'both' : first.key;
  return [{ namespace: place, key: 'by', entry: { value }, source: first.source }];
}
