import type { Namespaces } from '../rules/session';
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
  transform: () => (input) => {
    const asked = textAt(input, 'public', 'facets');
    const facets = asked === undefined ? '' : normalised(asked);
    const isStranger = textAt(input, 'profile', 'isAuthenticated') !== 'true';
    return facets === '' && isStranger ? none : namespacesFrom({ search: { facets } });
  },
};

/** An anonymous visitor who never had facets has no `search`. */
const none: Namespaces = new Map([['search', new Map([['facets', { value: '', clears: true }]])]]);

/** `k=v;` for each pair, in order. Pairs without key or value are dropped; the value may contain `=`. */
function normalised(facets: string): string {
  return facets
    .split(';')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 && equals < pair.length - 1 ? `${pair};` : '';
    })
    .join('');
}
