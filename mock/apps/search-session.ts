import { namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/**
 * VTEX's search-session: the requested facets, in the form in which the segment carries them (R-266, R-321,
 * The facets that Delivery Promise adds are not emulated.
 */
export const searchSession: VtexApp = {
  key: 'search',
  runOnCreate: false,
  derives: [
    {
      input: { public: ['facets'], profile: ['email', 'isAuthenticated'] },
      output: { search: ['facets'] },
    },
  ],
  transform: () => (input) =>
    namespacesFrom({ search: { facets: normalised(textAt(input, 'public', 'facets') ?? '') } }),
};

/** `k=v;` for each pair, in order. Pairs without key or value are dropped; a second `=` ends the value. */
function normalised(facets: string): string {
  return facets
    .split(';')
    .map((pair) => pair.split('='))
    .map(([key, value]) => (key && value ? `${key}=${value};` : ''))
    .join('');
}
