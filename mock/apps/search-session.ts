import type { SessionApp } from '../rules/app';
import { namespacesFrom, textAt } from './values';

/**
 * VTEX's search-session: the facets asked for, in the form in which the segment carries them (R-266, R-321,
 * What Delivery Promise adds to them is not emulated.
 */
export function searchSession(): SessionApp {
  return {
    name: 'search-session',
    runOnCreate: false,
    input: { public: ['facets'], profile: ['email', 'isAuthenticated'] },
    output: { search: ['facets'] },
    transform: (input) =>
      namespacesFrom({ search: { facets: normalised(textAt(input, 'public', 'facets') ?? '') } }),
  };
}

/** `k=v;` for each pair, in order; what has no key or no value is dropped, and a second `=` ends the value. */
function normalised(facets: string): string {
  return facets
    .split(';')
    .map((pair) => pair.split('='))
    .map(([key, value]) => (key && value ? `${key}=${value};` : ''))
    .join('');
}
