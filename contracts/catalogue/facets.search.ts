import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** The facets that search is kept to. */
export const facetsSearch: readonly CatalogueEntry[] = [
  {
    id: 'facets.search.come-from-public',
    sentence: 'search.facets holds the pairs of public.facets, each ended by a semicolon, in their order.',
    operation,
    grade: 'observed',
    evidence: ['R-266', 'R-321', 'R-322'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'facets.search.reach-the-segment',
    sentence: 'The segment has facets, the last of its keys, once search.facets has content.',
    operation,
    grade: 'observed',
    evidence: ['R-185', 'R-188', 'R-206'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'facets.search.none-is-the-empty-string',
    sentence: 'Without any pair search.facets is the empty string.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-322'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'facets.search.none-leaves-the-segment',
    sentence: 'Facets that were cleared leave the segment.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-188'],
    noSetting: 'an empty facet and no facet mean the same to whoever reads a segment',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'facets.search.half-pairs-are-dropped',
    sentence: 'A facet without a key or without a value is dropped, and a second = ends the value.',
    operation,
    grade: 'assumed',
    evidence: ['R-322'],
    noSetting: 'no client is known that sends half a pair',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'facets.search.log-in',
    sentence: 'search-session is called too when somebody logs in, by profile.email and isAuthenticated.',
    operation,
    grade: 'observed',
    evidence: ['R-266'],
    marker: 'both',
    needs,
  },
];
