import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'only the emulator knows what decided its answer' },
  needs: ['variant'],
} as const;

/** `x-mock-explain: 1`: which behaviours an answer names, and which it does not. */
export const emulatorExplainHeader: readonly CatalogueEntry[] = [
  {
    id: 'emulator.explain-header.asked-for-by-1',
    sentence: 'What decided an answer is told to who asks by the value 1, and of session operations only.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.wording',
    sentence: 'How a request was worded is named when it was so: its path, its query string, its headers.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.items',
    sentence: 'What became of items is named when it became of one of them, and of no other answer.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.segments',
    sentence: 'Where a segment came from, and what a query string did to it, is named when it was so.',
    operation: 'GET /api/segments',
    ...own,
  },
  {
    id: 'emulator.explain-header.tokens',
    sentence: 'What was wrong with a token is named when the answer hung on that token.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.writes',
    sentence: 'What a write did is named when it did so.',
    operation: 'PATCH /api/sessions',
    ...own,
  },
];
