import type { Rule } from './rule';

/** Price tables, facets and campaigns. */
export const pricesRules: readonly Rule[] = [
  {
    rule: 'R-320',
    says: 'profile.priceTables is a list joined by commas, loaded for an e-mail whether its owner is logged in or not.',
    source: 'guide: VTEX’s session apps; client: storefront-permissions',
    date: '2022-08-04',
    confidence: 'documented',
  },
  {
    rule: 'R-321',
    says: 'public.facets is a list of key=value with semicolons, where keys may repeat and a value may exclude.',
    source: 'guide: Buyer Portal session data; client: storefront-permissions; client: search-session',
    date: '2026-07-29',
    confidence: 'documented',
  },
  {
    rule: 'R-322',
    says: 'search-session writes it to search.facets with a semicolon behind each pair, empty when there is none.',
    source: 'client: search-session',
    date: '2022-03',
    confidence: 'observed',
  },
  {
    rule: 'R-323',
    says: "Delivery Promise adds place, pickup point and hashes to the segment's facets.",
    source: 'client: FastStore',
    date: '2026-08-04',
    confidence: 'observed',
    outOfScope: 'is made by Delivery Promise, another service, from data that no account fixture has',
  },
  {
    rule: 'R-324',
    says: "Tests of B2B stores see the organisation's collections in search.facets and its price table in profile.priceTables.",
    source: 'client: cy-runner',
    date: null,
    confidence: 'observed',
  },
  {
    rule: 'R-325',
    says: 'Campaigns are evaluated again when e-mail, utm or postal code change.',
    source: 'guide: VTEX’s session apps',
    date: '2022-08-04',
    confidence: 'documented',
  },
];
