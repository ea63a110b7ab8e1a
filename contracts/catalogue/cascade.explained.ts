import type { CatalogueEntry } from './entry';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service explains nothing' } as const;

/** What the emulator tells afterwards of a cascade. */
export const cascadeExplained: readonly CatalogueEntry[] = [
  {
    id: 'cascade.explained.rounds-and-calls',
    sentence: 'An explanation tells each round: who was called with what, what he answered, what changed.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.vtex-apps',
    sentence: 'An explanation names VTEX’s own apps, in the rounds they are called in and in their order.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.net-changes',
    sentence: 'A key counts as changed in a round once, and not when it ends as it was.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.conflicts',
    sentence: 'An explanation tells the keys that two apps gave different values, and who won.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.shuffled',
    sentence:
      'With a shuffled order the answers of a round are merged in another order, the same for one seed.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-231'],
    noSetting: 'it is a setting of the emulator, and no open question',
    marker: { emulatorOnly: 'the order of the real service is not told' },
    needs,
  },
  {
    id: 'cascade.explained.ignored-writes',
    sentence: 'An explanation tells what the caller sent that was not written, and why.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.outcomes',
    sentence:
      'An explanation tells of each write its operation, and whether it created, edited or changed nothing.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.refused',
    sentence: 'A refused write is explained too, with the rounds it came to.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'cascade.explained.removed-cookies',
    sentence: 'Cookies are told as cookies with their values hidden, and a dropped one is not told any more.',
    operation,
    grade: 'assumed',
    evidence: ['R-113'],
    noSetting: 'it is of the emulator’s own pages, and no open question',
    marker,
    needs,
  },
  {
    id: 'cascade.explained.not-kept',
    sentence: 'An emulator that is told to keep no explanations still tells the values.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
