import type { Assumptions } from './assumptions';
import type { JsonValue, Write } from './session';

/** Something the caller sent that is not written, and why. */
export interface IgnoredWrite {
  /** Where it stood: `profile`, `public.sc`, `?an`. */
  readonly path: string;
  readonly reason: string;
  /** The rule it is ignored by. */
  readonly rule: string;
}

export interface CallerWrites {
  readonly writes: readonly Write[];
  readonly ignored: readonly IgnoredWrite[];
}

/** Query pairs as they were sent, decoded. */
export type QueryPairs = readonly (readonly [name: string, value: string])[];

/**
 * What a caller's body and query string write: keys of `public` and nothing else.
 *
 * @param body the parsed body, an object; undefined when there was none
 * @param query every pair of the query string
 */
export function writesToPublic(
  body: Readonly<Record<string, unknown>> | undefined,
  query: QueryPairs,
  assumptions: Assumptions,
): CallerWrites {
  const ignored: IgnoredWrite[] = [];
  const fromBody = sourced('body', bodyWrites(body ?? {}, ignored));
  const fromQuery = sourced('query', queryWrites(query, assumptions, ignored));
  const [weaker, stronger] =
    assumptions.bodyOrQuery === 'body' ? [fromQuery, fromBody] : [fromBody, fromQuery];
  const byKey = new Map([...weaker, ...stronger].map((write) => [write.key, write]));
  const writes = [...byKey.values()];
  return { writes, ignored };
}

function sourced(source: Write['source'], values: ReadonlyMap<string, JsonValue>): Write[] {
  return Array.from(values, ([key, value]) => ({ namespace: 'public', key, entry: { value }, source }));
}

function bodyWrites(
  body: Readonly<Record<string, unknown>>,
  ignored: IgnoredWrite[],
): Map<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  for (const member of Object.keys(body)) {
    if (member !== 'public') {
      ignored.push({ path: member, reason: 'a caller writes the public namespace only', rule: 'R-030' });
    }
  }
  for (const [key, entry] of Object.entries((body['public'] ?? {}) as Record<string, unknown>)) {
    const path = `public.${key}`;
    if (key === '') {
      ignored.push({ path, reason: 'an item cannot name an empty key', rule: 'R-081' });
    } else if (!isEntry(entry)) {
      ignored.push({ path, reason: 'it has no `value` member: write {"value": …}', rule: 'R-032' });
    } else {
      values.set(key, entry.value); // kept verbatim, of any type
    }
  }
  return values;
}

function isEntry(entry: unknown): entry is { value: JsonValue } {
  return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, 'value');
}

function queryWrites(
  query: QueryPairs,
  assumptions: Assumptions,
  ignored: IgnoredWrite[],
): Map<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  for (const [name, value] of query) {
    const key = name.startsWith('?') ? name.slice(1) : name; // clients send `??utm_source=…`
    if (assumptions.reservedQueryNames.includes(key)) {
      // `items` selects the answer; nobody needs telling.
      if (key !== 'items') ignored.push({ path: `?${key}`, reason: 'the name is reserved', rule: 'R-055' });
    } else if (key === '') {
      if (value !== '')
        ignored.push({ path: '?', reason: 'an item cannot name an empty key', rule: 'R-081' });
    } else if (assumptions.repeatedQueryKey === 'last' || !values.has(key)) {
      values.set(key, value);
    }
  }
  return values;
}
