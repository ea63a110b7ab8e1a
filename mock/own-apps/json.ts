/** Namespaces as VTEX's apps send them: `{"ns": {"key": {"value": …}}}`. */
import type { AppAnswer, Declaration } from '../rules/app';
import { keyMatcher } from '../rules/key-pattern';
import { type Entry, isNestedTooDeep, type JsonValue, maxNesting, type Namespaces } from '../rules/session';
import { isObject, type JsonObject } from '../util/json';

export type NamespacesJson = Readonly<
  Record<string, Readonly<Record<string, { readonly value: JsonValue }>>>
>;

export function toJson(namespaces: Namespaces): NamespacesJson {
  const entries = Array.from(namespaces, ([name, namespace]) => [
    name,
    Object.fromEntries(Array.from(namespace, ([key, { value }]) => [key, { value }])),
  ]);
  return Object.fromEntries(entries);
}

/**
 * An entry without a value is left out. What is null or a text in place of an entry, or null in place of a
 * namespace, is passed on as null.
 * @param answer an app's answer; undefined and null mean no outputs
 * @param output what the app declares: other outputs are not looked at, and keep their names only
 * @throws TypeError naming the first path with another shape
 */
export function fromJson(answer: unknown, output: Declaration): AppAnswer {
  if (isNestedTooDeep(answer)) throw new TypeError(`the answer is nested over ${maxNesting} levels deep`);
  const namespaces = new Map<string, Map<string, Entry | null> | null>();
  for (const [name, keys] of Object.entries(objectAt('the answer', answer ?? {}))) {
    const matchers = Object.hasOwn(output, name) ? (output[name] ?? []).map(keyMatcher) : [];
    if (keys === null || (matchers.length === 0 && !isObject(keys))) {
      namespaces.set(name, null);
      continue;
    }
    const namespace = new Map<string, Entry | null>();
    for (const [key, entry] of Object.entries(objectAt(name, keys))) {
      if (entry === null || typeof entry === 'string' || !matchers.some((matches) => matches(key))) {
        namespace.set(key, null);
        continue;
      }
      const { value } = objectAt(`${name}.${key}`, entry);
      if (value !== undefined) namespace.set(key, { value: value as JsonValue });
    }
    namespaces.set(name, namespace);
  }
  return namespaces;
}

function objectAt(path: string, value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new TypeError(`${path} is not an object`);
}
