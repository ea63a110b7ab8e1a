/**
 * The session as data: namespaces of keys, an id that never changes and a version that grows. Nothing is changed in
 * place; the next version shares what did not change.
 */

/** Any JSON value. VTEX types it as a string; numbers, booleans and objects survive. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The value of a key. Only `account.id` has `keepAlive`. */
export interface Entry {
  readonly value: JsonValue;
  readonly keepAlive?: true;
  /** In an app's answer only: a key that was never set stays unset, as with null. */
  readonly clears?: true;
}

/** Keys and their entries. A map, so that `__proto__` is a key like any other. */
export type Namespace = ReadonlyMap<string, Entry>;

/** Namespaces by name, in the order in which they were first written. */
export type Namespaces = ReadonlyMap<string, Namespace>;

/** One version of a visitor's session, as it is stored. */
export interface Session {
  /** A UUID, the token's `id` claim. Never changes. */
  readonly id: string;
  /** 2 for a fresh session, one more for each effective change. */
  readonly version: number;
  readonly namespaces: Namespaces;
  /** The token signed for this version. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** One key of one namespace. */
export interface KeyRef {
  readonly namespace: string;
  readonly key: string;
}

/** A requested write, which may or may not change the session. */
export interface Write extends KeyRef {
  readonly entry: Entry;
  /** The part of the request that contains it. */
  readonly source: 'body' | 'query' | 'cookie';
}

export function entryAt(namespaces: Namespaces, { namespace, key }: KeyRef): Entry | undefined {
  return namespaces.get(namespace)?.get(key);
}

/** A value as text. An object as JSON: `String()` throws if a caller sends one whose `toString` is null. */
export function valueText(value: NonNullable<JsonValue>): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** How deep JSON may be nested. Deeper values parse, but overflow the stack when they are compared and serialized. */
export const maxNesting = 200;

/** Whether a parsed JSON value is nested deeper than `most`. */
export function isNestedTooDeep(value: unknown, most = maxNesting): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  for (const inside of Array.isArray(value) ? value : Object.values(value))
    if (isNestedTooDeep(inside, most - 1)) return true;
  return false;
}
