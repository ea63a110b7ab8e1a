/** Namespaces as VTEX's apps send them: `{"ns": {"key": {"value": …}}}`. */
import {
  isNestedTooDeep,
  type JsonValue,
  maxNesting,
  type Namespace,
  type Namespaces,
} from '../rules/session';
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
 * @param answer an app's answer; undefined and null mean no outputs
 * @throws TypeError naming the first path with another shape
 */
export function fromJson(answer: unknown): Namespaces {
  if (isNestedTooDeep(answer)) throw new TypeError(`the answer is nested over ${maxNesting} levels deep`);
  const namespaces = new Map<string, Namespace>();
  for (const [name, keys] of Object.entries(objectAt('the answer', answer ?? {}))) {
    const namespace = new Map<string, { value: JsonValue }>();
    for (const [key, entry] of Object.entries(objectAt(name, keys))) {
      const { value } = objectAt(`${name}.${key}`, entry);
      if (value === undefined) throw new TypeError(`${name}.${key} has no value: answer {"value": …}`);
      namespace.set(key, { value: value as JsonValue });
    }
    namespaces.set(name, namespace);
  }
  return namespaces;
}

function objectAt(path: string, value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new TypeError(`${path} is not an object`);
}
