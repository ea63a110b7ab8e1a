import { BoundedCache } from '../util/bounded-cache';
import type { Namespace, Namespaces } from './session';

export interface Sharing {
  /** The same namespaces, in maps that earlier sessions with equal content have. */
  shared(namespaces: Namespaces): Namespaces;
  /** Empties the cache. */
  forget(): void;
}

/** Longer namespaces are rarely equal. */
const longest = 1000;

/** A namespace that sessions share. Equal ones have the same number, unless one of them has left the cache. */
interface Part {
  readonly number: number;
  readonly entries: Namespace;
  readonly size: number;
}

/**
 * Equal namespaces of different sessions share memory: most visitors have the same account and store, many the same
 * place, and the maps of a session take more bytes than the rest of it.
 */
export function sharing(): Sharing {
  const sizeOf = (_: string, { size }: { readonly size: number }) => 2 * size;
  // Visitors of 5,000 places in turn: with room for 2000, each took 2,480 bytes of memory; with this, 1,520.
  const limits = { count: 16_000, bytes: 64 * 1024 * 1024, sizeOf };
  const wholes = new BoundedCache<string, { readonly namespaces: Namespaces; readonly size: number }>(limits);
  const parts = new BoundedCache<string, Part>(limits);
  /** A part that came back need not be read again. Most that are in one session only never do, so they take no entry. */
  const known = new WeakMap<Namespace, Part>();
  let last = 0;

  const partOf = (entries: Namespace): Part | undefined => {
    const part = known.get(entries);
    if (part !== undefined) return part;
    const content = contentOf(entries);
    if (content === undefined) return undefined;
    const equal = parts.get(content);
    if (equal !== undefined) {
      known.set(equal.entries, equal);
      return equal;
    }
    last += 1;
    const made = { number: last, entries, size: content.length };
    parts.set(content, made);
    return made;
  };

  return {
    shared(namespaces) {
      const made = new Map<string, Namespace>();
      const whole: string[] = [];
      let [size, isWhole] = [0, true];
      for (const [name, entries] of namespaces) {
        const part = partOf(entries);
        made.set(name, part?.entries ?? entries);
        if (part === undefined) isWhole = false;
        else {
          whole.push(`${name.length}:${name}${part.number},`);
          size += part.size;
        }
      }
      return isWhole ? wholes.getOrMake(whole.join(''), () => ({ namespaces: made, size })).namespaces : made;
    },
    forget() {
      wholes.clear();
      parts.clear();
    },
  };
}

/** Different for different namespaces, order of keys included; undefined if it is not worth sharing. */
function contentOf(entries: Namespace): string | undefined {
  const content: string[] = [];
  let length = 0;
  for (const [key, { value, keepAlive }] of entries) {
    if (typeof value !== 'string') return undefined;
    const entry = `${keepAlive ? '+' : ''}${key.length}:${key}${value.length}:${value}`;
    length += entry.length;
    if (length > longest) return undefined;
    content.push(entry);
  }
  return content.join(''); // one flat string; appended, it would stay a tree of its parts
}
