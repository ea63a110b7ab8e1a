import { canonical, overTheWire } from './json';
import type { Base, ModelSession } from './state';

/** What one request writes. */
export interface Write {
  /** Keys of `public` in the body; undefined sends no body. */
  readonly body: readonly (readonly [key: string, value: unknown])[] | undefined;
  /** Whether the body also has other namespaces, which must have no effect. */
  readonly foreign: boolean;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Asks for the session instead of the tokens. */
  readonly items: string | undefined;
}

export const nothing: Write = { body: undefined, foreign: false, query: [], items: undefined };

const foreignNamespaces =
  '"profile":{"email":{"value":"nobody@example.com"},"isAuthenticated":{"value":"true"}},' +
  '"store":{"channel":{"value":"77"},"cultureInfo":{"value":"xx-XX"}},' +
  '"account":{"accountName":{"value":"elsewhere"}},"own":{"key":{"value":"x"}}';

/** Assembled as text, because a key may be `__proto__`. */
export function bodyOf({ body, foreign }: Write): string | undefined {
  if (body === undefined) return foreign ? `{${foreignNamespaces}}` : undefined;
  const entries = body.map(([key, value]) => `${JSON.stringify(key)}:{"value":${JSON.stringify(value)}}`);
  return `{"public":{${entries.join(',')}}${foreign ? `,${foreignNamespaces}` : ''}}`;
}

export function queryOf({ query, items }: Write): string | undefined {
  const pairs = [...query, ...(items === undefined ? [] : [['items', items] as const])];
  if (pairs.length === 0) return undefined;
  return pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}

/** The public namespace after a write, and whether a value changed. */
export function written(
  session: ModelSession | undefined,
  { body = [], query }: Write,
  { assumptions }: Base,
): { readonly values: ReadonlyMap<string, unknown>; readonly changed: boolean } {
  const fromQuery = new Map<string, unknown>();
  for (const [name, value] of query) {
    if (assumptions.reservedQueryNames.includes(name)) continue;
    if (assumptions.repeatedQueryKey === 'last' || !fromQuery.has(name)) fromQuery.set(name, value);
  }
  const fromBody = new Map(body.map(([key, value]) => [key, overTheWire(value)]));
  const asked =
    assumptions.bodyOrQuery === 'body' ? [...fromQuery, ...fromBody] : [...fromBody, ...fromQuery];
  const values = new Map(session?.values);
  let changed = false;
  for (const [key, value] of new Map(asked)) {
    // An equal value is not written: the stored one keeps the order of its members.
    if (values.has(key) && canonical(values.get(key)) === canonical(value)) continue;
    values.set(key, value);
    changed = true;
  }
  return { values, changed };
}
