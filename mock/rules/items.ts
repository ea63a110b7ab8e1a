import type { Assumptions } from './assumptions';
import { isHidden } from './caller-writes';
import type { Entry, Namespaces } from './session';

/**
 * The part of a session that `items` selects: `namespace.key,namespace.key`, or `*` for all. Missing keys are
 * left out, and so are namespaces that the session does not have. A namespace that it has is there for any key
 * that is named.
 */
export function selectItems(namespaces: Namespaces, items: string, assumptions: Assumptions): Namespaces {
  const parts = items.split(',');
  if (parts.includes('*')) return withoutHidden(namespaces);
  const selected = new Map<string, Map<string, Entry>>();
  for (const part of parts) {
    const dot = part.indexOf('.'); // keys may contain dots, namespaces do not
    const name = dot < 0 ? part : part.slice(0, dot);
    const key = dot < 0 ? '*' : part.slice(dot + 1);
    const namespace = namespaces.get(name);
    if (namespace === undefined || isHidden(name)) continue;
    if (key === '*') {
      const isWhole = assumptions.bareNamespaceItem === 'whole-namespace' && namespace.size > 0;
      if (isWhole) selected.set(name, new Map(namespace));
      continue;
    }
    const found = selected.get(name) ?? new Map<string, Entry>();
    selected.set(name, found);
    const entry = namespace.get(key); // case-sensitive
    if (entry !== undefined) found.set(key, entry);
  }
  return selected;
}

function withoutHidden(namespaces: Namespaces): Namespaces {
  const visible = [...namespaces].filter(([name]) => !isHidden(name));
  return visible.length === namespaces.size ? namespaces : new Map(visible);
}
