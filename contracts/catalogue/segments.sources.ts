import type { CatalogueEntry } from './entry';

const needs = ['variant'] as const;

/** Which key of a session each key of a segment comes from, where only session apps write it. */
export const segmentsSources: readonly CatalogueEntry[] = [
  {
    id: 'segments.sources.each-key',
    sentence: 'Each key of a segment is the session’s key it stands for, and stands in its place.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-185', 'R-187', 'R-200', 'R-201', 'R-203', 'R-206'],
    marker: 'both',
    needs,
  },
  {
    id: 'segments.sources.values-as-text',
    sentence: 'Numbers, flags, lists and objects stand in a segment as text, null stays null.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-191'],
    noSetting: 'only session apps of one’s own write such values there',
    marker: 'both',
    needs,
  },
  {
    id: 'segments.sources.cookie-of-its-own',
    sentence: 'A segment cookie that is what is answered anyhow is not set again, another one is.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-172', 'R-179'],
    noSetting: 'a browser holds the same cookie either way',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.sources.unreadable-cookie',
    sentence: 'A segment cookie that cannot be read counts as none.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-179'],
    noSetting: 'only somebody who writes his cookies himself sends one',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.sources.which-query-names',
    sentence:
      'utmi_cp in the query string stands for utmi_campaign, the last of a name counts, others do nothing.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-173', 'R-174', 'R-205'],
    noSetting: 'the names are those that clients send, and of the rest nothing is known',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.sources.no-culture',
    sentence: 'Where a segment has no culture, or one that is no text, the first supported locale is it.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'assumed',
    evidence: ['R-175'],
    noSetting: 'only hand-made segments lack a culture',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.sources.spellings-of-a-token',
    sentence: 'A hand-made token may be padded, and hold blanks; with other characters it cannot be read.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'observed',
    evidence: ['R-181', 'R-195'],
    marker: 'both',
    needs: ['anyRequest'],
  },
];
