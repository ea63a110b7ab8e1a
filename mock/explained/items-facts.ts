import type { ItemsFacts } from '../explain-header';
import type { Assumptions } from '../rules/assumptions';
import { selectItems } from '../rules/items';
import { entryAt, type Namespaces } from '../rules/session';

/** What became of each of the items that were asked for. */
export function itemsFacts(text: string, namespaces: Namespaces, assumptions: Assumptions): ItemsFacts {
  const parts = text.split(',').filter((part) => part !== '');
  const isBare = (part: string) => part !== '*' && (!part.includes('.') || part.endsWith('.*'));
  const isFound = (part: string) => part === '*' || selectItems(namespaces, part, assumptions).size > 0;
  const found = parts.filter(isFound);
  const unknown = parts.filter((part) => !isFound(part) && !isBare(part));
  const existing = new Set(
    [...namespaces].flatMap(([name, entries]) =>
      [...entries.keys()].map((key) => `${name}.${key}`.toLowerCase()),
    ),
  );
  return {
    text,
    found,
    unknown,
    bare: parts.filter(isBare),
    otherCase: unknown.some((part) => existing.has(part.toLowerCase())),
    cleared: found.some((part) => isCleared(part, namespaces)),
  };
}

function isCleared(part: string, namespaces: Namespaces): boolean {
  const dot = part.indexOf('.');
  const ref = { namespace: part.slice(0, dot), key: part.slice(dot + 1) };
  return ref.namespace === 'public' && entryAt(namespaces, ref)?.value === '';
}
