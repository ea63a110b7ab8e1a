import type { CatalogueEntry } from './entry';

const marker = { emulatorOnly: 'the limits of the real service are not known' } as const;

/** How much the emulator keeps and reads. */
export const emulatorLimits: readonly CatalogueEntry[] = [
  {
    id: 'emulator.limits.least-recently-used-session-goes',
    sentence: 'When there are too many sessions the one used least recently goes, and its token names none.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['variant'],
  },
  {
    id: 'emulator.limits.overtaken-writes',
    sentence:
      'A write that others overtook ten times in a row gets 503 and is not saved, one of nine times is.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['variant'],
  },
  {
    id: 'emulator.limits.sessions-end-with-their-tokens',
    sentence: 'A session is kept as long as its newest token lives, and counted no longer.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['variant'],
  },
  {
    id: 'emulator.limits.nested-segments',
    sentence: 'A segment token nested over 200 levels deep is not read.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.limits.headers',
    sentence: 'Headers of more than 64 KB get 431 in JSON, less are read.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.limits.not-http',
    sentence: 'What is not readable as HTTP gets 400 in JSON, and the connection is closed.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.limits.expectations',
    sentence: 'An Expect header that node does not know keeps nobody from his answer.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
];
