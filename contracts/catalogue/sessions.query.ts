import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** What a write's query string does to the public namespace. */
export const sessionsQuery: readonly CatalogueEntry[] = [
  {
    id: 'sessions.query.goes-to-public',
    sentence: 'Every pair of the query string of a POST becomes a key of public.',
    operation,
    grade: 'documented',
    evidence: ['R-036', 'R-050', 'R-051'],
    marker: 'both',
  },
  {
    id: 'sessions.query.goes-to-public-on-patch',
    sentence: 'Every pair of the query string of a PATCH becomes a key of public too.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-048', 'R-050'],
    marker: 'both',
  },
  {
    id: 'sessions.query.values-are-strings',
    sentence: 'Values from the query string are strings, whatever they look like.',
    operation,
    grade: 'observed',
    evidence: ['R-052'],
    marker: 'both',
  },
  {
    id: 'sessions.query.is-percent-decoded',
    sentence: 'Names and values of the query string are percent-decoded as UTF-8.',
    operation,
    grade: 'assumed',
    evidence: ['R-051'],
    noSetting: 'it is how query strings are read everywhere',
    marker: 'both',
  },
  {
    id: 'sessions.query.without-a-value-is-empty',
    sentence: 'A name with nothing behind its equals sign, or without one, writes the empty string.',
    operation,
    grade: 'assumed',
    evidence: ['R-056'],
    noSetting: 'it is how query strings are read everywhere',
    marker: 'both',
  },
  {
    id: 'sessions.query.one-of-a-repeated-name-counts',
    sentence: 'Of a name that the query string repeats, the one counts that the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-056'],
    assumption: { setting: 'repeatedQueryKey', default: 'last' },
    marker: 'both',
  },
  {
    id: 'sessions.query.or-body-counts',
    sentence: 'Where query string and body name one key, the one counts that the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-057'],
    assumption: { setting: 'bodyOrQuery', default: 'body' },
    marker: 'both',
  },
  {
    id: 'sessions.query.items-selects-the-answer',
    sentence: 'items in the query string selects the answer and is not stored in public.',
    operation,
    grade: 'inferred',
    evidence: ['R-053'],
    marker: 'both',
  },
  {
    id: 'sessions.query.reserved-names-are-not-stored',
    sentence: 'Exactly the names that the setting lists are accepted in the query string and not stored.',
    operation,
    grade: 'assumed',
    evidence: ['R-053', 'R-054', 'R-055'],
    assumption: {
      setting: 'reservedQueryNames',
      default: ['items', 'an', 'workspace', 'session_path', '__bindingId', 'supportedLocales'],
    },
    marker: 'both',
  },
  {
    id: 'sessions.query.a-second-question-mark-is-tolerated',
    sentence:
      'A query string that begins with a second question mark is accepted, and its other pairs count.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-048'],
    marker: 'both',
  },
  {
    id: 'sessions.query.a-second-question-mark-is-no-part-of-the-name',
    sentence:
      'A question mark in front of a name is no part of it, wherever in the query string the name stands.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-048'],
    noSetting: 'the one client that sends it does not look at the name',
    marker: 'both',
  },
];
