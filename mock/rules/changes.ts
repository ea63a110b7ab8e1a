import { isDeepStrictEqual } from 'node:util';
import { type Entry, entryAt, type KeyRef, type Namespace, type Namespaces, type Write } from './session';

/** Namespaces after some writes, and the keys that changed. */
export interface Changes {
  readonly state: Namespaces;
  readonly changed: readonly KeyRef[];
}

/** An equal value is no change. */
export function sameValue(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.value === other.value || isDeepStrictEqual(one.value, other.value);
}

/** The given keys that differ between two states, without duplicates. */
export function changedKeys(
  keys: readonly KeyRef[],
  before: Namespaces,
  after: Namespaces,
): readonly KeyRef[] {
  const seen = new Set<string>();
  return keys.filter((ref) => {
    const id = `${ref.namespace}.${ref.key}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return !sameValue(entryAt(before, ref), entryAt(after, ref));
  });
}

/** Applies the writes that change something. Unchanged namespaces are shared with the state before. */
export function written(
  state: Namespaces,
  writes: readonly Pick<Write, 'namespace' | 'key' | 'entry'>[],
  removals: readonly KeyRef[],
): Changes {
  const changed: KeyRef[] = [];
  const touched = new Map<string, Map<string, Entry>>();
  const namespaceToChange = (name: string) => {
    const copy = touched.get(name) ?? new Map(state.get(name));
    touched.set(name, copy);
    return copy;
  };
  for (const { namespace, key, entry } of writes) {
    const old = touched.get(namespace)?.get(key) ?? entryAt(state, { namespace, key });
    if (sameValue(old, entry)) continue;
    namespaceToChange(namespace).set(key, entry);
    changed.push({ namespace, key });
  }
  for (const { namespace, key } of removals) {
    if (namespaceToChange(namespace).delete(key)) changed.push({ namespace, key });
  }
  if (changed.length === 0) return { state, changed };
  const next = new Map<string, Namespace>([...state, ...touched]);
  for (const { namespace } of removals) if (next.get(namespace)?.size === 0) next.delete(namespace);
  return { state: next, changed };
}

/**
 * Applies the answers of apps, one after the other. A new namespace is taken as it is. What clears a key leaves it unset
 * if it was never set.
 */
export function mergedAnswers(state: Namespaces, answers: readonly Namespaces[]): Changes {
  const changed: KeyRef[] = [];
  let next: Map<string, Namespace> | undefined;
  for (const answer of answers) {
    for (const [name, entries] of answer) {
      const before = (next ?? state).get(name);
      const after = mergedNamespace(name, before, entries, changed);
      if (after === before) continue;
      next ??= new Map(state);
      next.set(name, after as Namespace);
    }
  }
  return { state: next ?? state, changed };
}

function mergedNamespace(
  name: string,
  before: Namespace | undefined,
  entries: Namespace,
  changed: KeyRef[],
): Namespace | undefined {
  if (entries === before || entries.size === 0) return before; // apps answer with the same object again and again
  if (before === undefined && !clearsAny(entries)) {
    for (const key of entries.keys()) changed.push({ namespace: name, key });
    return entries;
  }
  let merged: Map<string, Entry> | undefined;
  for (const [key, entry] of entries) {
    const old = before?.get(key);
    if (sameValue(old, entry) || (old === undefined && isClearing(entry))) continue;
    merged ??= new Map(before);
    merged.set(key, entry.clears ? { value: entry.value } : entry);
    changed.push({ namespace: name, key });
  }
  return merged ?? before;
}

function clearsAny(entries: Namespace): boolean {
  for (const entry of entries.values()) if (isClearing(entry)) return true;
  return false;
}

function isClearing({ value, clears }: Entry): boolean {
  return value === null || clears === true;
}
