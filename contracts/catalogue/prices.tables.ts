import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** The price tables of a visitor. */
export const pricesTables: readonly CatalogueEntry[] = [
  {
    id: 'prices.tables.are-joined-by-commas',
    sentence: 'profile.priceTables holds the names of the price tables joined by commas.',
    operation,
    grade: 'documented',
    evidence: ['R-320'],
    marker: 'both',
    needs,
  },
  {
    id: 'prices.tables.reach-the-segment',
    sentence: 'The segment’s priceTables is profile.priceTables, and null for who has none.',
    operation,
    grade: 'observed',
    evidence: ['R-194', 'R-201'],
    marker: 'both',
    needs,
  },
  {
    id: 'prices.tables.of-another-app',
    sentence: 'An app that declares profile.priceTables as output changes the prices of the segment.',
    operation,
    grade: 'observed',
    evidence: ['R-201', 'R-245', 'R-272'],
    marker: 'both',
    needs,
  },
];
