import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** What Buyer Portal adds to the session of a shopper who buys for an organization. */
export const buyerPortal: readonly CatalogueEntry[] = [
  {
    id: 'buyer.portal.shopper',
    sentence: 'shopper holds names, organizationManager, contracts, scopes and defaults of who logged in.',
    operation,
    grade: 'documented',
    evidence: ['R-062', 'R-063', 'R-267'],
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.authentication',
    sentence: 'authentication has customerId, unitId and unitName besides.',
    operation,
    grade: 'observed',
    evidence: ['R-261'],
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.facets',
    sentence: 'public.facets names the collections he sees, and with not: those hidden from him.',
    operation,
    grade: 'documented',
    evidence: ['R-267', 'R-321'],
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.search-facets',
    sentence: 'Those facets reach search.facets and the segment in the next round.',
    operation,
    grade: 'observed',
    evidence: ['R-206', 'R-324'],
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.other-shoppers',
    sentence: 'A shopper who buys for nobody has none of it, and loses the facets he may have written.',
    operation,
    grade: 'assumed',
    evidence: ['R-267'],
    noSetting: 'whom Buyer Portal knows is a matter of the fixture',
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.whole-assortment',
    sentence: 'Who is kept to no collections has no facets.',
    operation,
    grade: 'assumed',
    evidence: ['R-267'],
    noSetting: 'an empty text and no facets mean the same to whoever reads them',
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.logged-out',
    sentence: 'When he logs out all of it is cleared.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-252'],
    marker: 'both',
    needs,
  },
  {
    id: 'buyer.portal.not-installed',
    sentence: 'Where Buyer Portal is not installed the same shopper has none of it.',
    operation,
    grade: 'inferred',
    evidence: ['R-230', 'R-267'],
    marker: 'both',
    needs,
  },
];
