import { BoundedCache } from '../util/bounded-cache';
import { mixed, textHash } from '../util/hash';
import type { Namespace, Namespaces } from './session';

export interface Sharing {
  /** The same namespaces, in maps that earlier sessions with equal content have. */
  shared(namespaces: Namespaces): Namespaces;
  /** Empties the cache. */
  forget(): void;
}

/** Longer namespaces are rarely equal. In characters. */
const longest = 1000;

/** A namespace that sessions share. Equal ones have the same number, unless one of them has left the cache. */
interface Part {
  readonly number: number;
  readonly entries: Namespace;
  readonly size: number;
}

interface Whole {
  readonly namespaces: Namespaces;
  readonly size: number;
}

/**
 * Equal namespaces of different sessions share memory: most visitors have the same account and store, many the same
 * place, and the maps of a session take more bytes than the rest of it. They are found by a hash, then compared: to make
 * texts of their content as keys took longer.
 */
export function sharing(): Sharing {
  const sizeOf = (_: number, { size }: { readonly size: number }) => 2 * size;
  // Visitors of 5,000 places in turn: with room for 2000, each took 2,480 bytes of memory; with this, 1,520.
  const limits = { count: 16_000, bytes: 64 * 1024 * 1024, sizeOf };
  const wholes = new BoundedCache<number, Whole>(limits);
  const parts = new BoundedCache<number, Part>(limits);
  /** A part that came back need not be read again. Most that are in one session only never do, so they take no entry. */
  const known = new WeakMap<Namespace, Part>();
  let last = 0;

  const partOf = (entries: Namespace): Part | undefined => {
    const part = known.get(entries);
    if (part !== undefined) return part;
    const size = lengthOf(entries);
    if (size === undefined) return undefined;
    const hash = hashOf(entries);
    const found = parts.get(hash);
    if (found !== undefined && isEqual(found.entries, entries)) {
      known.set(found.entries, found);
      return found;
    }
    last += 1;
    const made = { number: last, entries, size };
    parts.set(hash, made);
    return made;
  };

  return {
    shared(namespaces) {
      const names: string[] = [];
      const own: Namespace[] = [];
      let [size, hash, isWhole] = [0, 0, true];
      for (const [name, entries] of namespaces) {
        const part = partOf(entries);
        names.push(name);
        own.push(part?.entries ?? entries);
        if (part === undefined) isWhole = false;
        else {
          hash = mixed(mixed(hash, name.length), part.number);
          size += part.size;
        }
      }
      const found = isWhole ? wholes.get(hash) : undefined;
      if (found !== undefined && holds(found.namespaces, names, own)) return found.namespaces;
      const made = new Map<string, Namespace>();
      for (const [index, name] of names.entries()) made.set(name, own[index] as Namespace);
      if (isWhole) wholes.set(hash, { namespaces: made, size });
      return made;
    },
    forget() {
      wholes.clear();
      parts.clear();
    },
  };
}

/** Its characters; undefined if it is not worth sharing. */
function lengthOf(entries: Namespace): number | undefined {
  let length = 0;
  for (const [key, { value }] of entries) {
    if (typeof value !== 'string') return undefined;
    length += key.length + value.length;
    if (length > longest) return undefined;
  }
  return length;
}

function hashOf(entries: Namespace): number {
  let hash = 0;
  for (const [key, { value }] of entries) hash = textHash(value as string, textHash(key, hash));
  return hash;
}

/** The order of keys counts too. */
function isEqual(one: Namespace, other: Namespace): boolean {
  const keys = [...one.keys()];
  if (keys.length !== other.size) return false;
  let index = 0;
  for (const [key, { value, keepAlive }] of other) {
    const entry = one.get(key);
    if (keys[index] !== key || entry?.value !== value || entry.keepAlive !== keepAlive) return false;
    index += 1;
  }
  return true;
}

/** Whether these are their names and their very maps, in this order. */
function holds(namespaces: Namespaces, names: readonly string[], own: readonly Namespace[]): boolean {
  if (namespaces.size !== names.length) return false;
  let index = 0;
  for (const [name, entries] of namespaces) {
    if (name !== names[index] || entries !== own[index]) return false;
    index += 1;
  }
  return true;
}
