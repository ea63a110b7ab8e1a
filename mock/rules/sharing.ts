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

/**
 * Equal namespaces of different sessions share memory: most visitors have the same account and store, many the same
 * place, and the maps of a session take more bytes than the rest of it.
 */
export function sharing(): Sharing {
  const wholes = new BoundedCache<string, Namespaces>(2000);
  const parts = new BoundedCache<string, Namespace>(2000);

  return {
    shared(namespaces) {
      const keys = new Map<string, string>();
      let whole = '';
      for (const [name, entries] of namespaces) {
        const content = contentOf(entries);
        if (content === undefined) continue;
        keys.set(name, content);
        whole += `${name.length}:${name}${content.length}:${content}`;
      }
      const make = () => {
        const made = new Map(namespaces);
        for (const [name, content] of keys) {
          const entries = made.get(name) as Namespace;
          made.set(
            name,
            parts.getOrMake(content, () => entries),
          );
        }
        return made;
      };
      return keys.size === namespaces.size ? wholes.getOrMake(whole, make) : make();
    },
    forget() {
      wholes.clear();
      parts.clear();
    },
  };
}

/** Different for different namespaces, order of keys included; undefined if it is not worth sharing. */
function contentOf(entries: Namespace): string | undefined {
  let content = '';
  for (const [key, { value, keepAlive }] of entries) {
    if (typeof value !== 'string') return undefined;
    content += `${keepAlive ? '+' : ''}${key.length}:${key}${value.length}:${value}`;
    if (content.length > longest) return undefined;
  }
  return content;
}
