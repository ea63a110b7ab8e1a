import type { CatalogueEntry } from './entry';

const operation = 'GET /api/segments';

/** What the query string of a GET of the segment changes. */
export const segmentsOverride: readonly CatalogueEntry[] = [
  {
    id: 'segments.override.culture-and-utm',
    sentence: 'cultureInfo and utm names in the query string take the place of the segment’s values.',
    operation,
    grade: 'documented',
    evidence: ['R-173', 'R-174'],
    marker: 'both',
  },
  {
    id: 'segments.override.leaves-the-session',
    sentence: 'An override is not reflected in the session, nor in the next segment of it.',
    operation,
    grade: 'documented',
    evidence: ['R-173'],
    marker: 'both',
  },
  {
    id: 'segments.override.other-names-change-nothing',
    sentence:
      'Other names in the query string change nothing: not the trade policy, the region or the facets.',
    operation,
    grade: 'assumed',
    evidence: ['R-174'],
    noSetting: 'which other names might override is not known, so that there is nothing to choose from',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.override.supported-locales',
    sentence: 'With supportedLocales the culture is one of those, and stays what it was if it is among them.',
    operation,
    grade: 'inferred',
    evidence: ['R-175'],
    marker: 'both',
  },
  {
    id: 'segments.override.nearest-locale',
    sentence: 'Of the supported locales one of the same language is chosen, else the first.',
    operation,
    grade: 'assumed',
    evidence: ['R-175'],
    noSetting: 'no other way of choosing is known that could stand beside it',
    marker: 'both',
  },
];
