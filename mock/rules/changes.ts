import { isDeepStrictEqual } from 'node:util';
import { type Entry, entryAt, type KeyRef, type Namespace, type Namespaces, type Write } from './session';

/** The namespaces of one cascade. Those in it belong to sessions too and are replaced, not changed. */
export type State = Map<string, Namespace>;

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

/** Makes the writes that change something. @returns the keys that changed */
export function write(
  state: State,
  writes: readonly Pick<Write, 'namespace' | 'key' | 'entry'>[],
  removals: readonly KeyRef[],
): readonly KeyRef[] {
  const changed: KeyRef[] = [];
  const copies = new Map<string, Map<string, Entry>>();
  const namespaceToChange = (name: string) => {
    const copy = copies.get(name) ?? new Map(state.get(name));
    copies.set(name, copy);
    state.set(name, copy);
    return copy;
  };
  for (const { namespace, key, entry } of writes) {
    if (sameValue(entryAt(state, { namespace, key }), entry)) continue;
    namespaceToChange(namespace).set(key, entry);
    changed.push({ namespace, key });
  }
  for (const { namespace, key } of removals) {
    if (entryAt(state, { namespace, key }) === undefined) continue;
    const left = namespaceToChange(namespace);
    left.delete(key);
    if (left.size === 0) state.delete(namespace);
    changed.push({ namespace, key });
  }
  return changed;
}

/**
 * Merges the answers of apps, one after the other. A new namespace is taken as it is. What clears a key leaves it unset
 * if it was never set.
 * @returns the keys that changed
 */
export function merge(state: State, answers: readonly Namespaces[]): readonly KeyRef[] {
  const changed: KeyRef[] = [];
  for (const answer of answers) {
    for (const [name, entries] of answer) {
      const before = state.get(name);
      const after = mergedNamespace(name, before, entries, changed);
      if (after !== undefined && after !== before) state.set(name, after);
    }
  }
  return changed;
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
