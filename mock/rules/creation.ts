import type { Assumptions } from './assumptions';
import type { QueryPairs } from './public-namespace';
import type { Write } from './session';

/**
 * Holds what a session was created with and what no reader may ask for. Names that begin with `$` are
 * never given to a caller.
 */
export const creation = '$creation';

export function isHidden(namespace: string): boolean {
  return namespace.startsWith('$');
}

const names = ['__bindingId', 'supportedLocales'];

/** What stores send at creation to select the binding's default culture and channel. */
export function writesAtCreation(query: QueryPairs, assumptions: Assumptions): readonly Write[] {
  if (assumptions.bindingAtCreation === 'ignored') return [];
  const sent = query.filter(([name, value]) => names.includes(name) && value !== '');
  return sent.map(([key, value]) => ({ namespace: creation, key, entry: { value }, source: 'query' }));
}
