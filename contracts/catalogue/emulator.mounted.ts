import type { CatalogueEntry } from './entry';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'only the emulator can be part of an app of somebody else’s' } as const;

/** The session operations inside an app of somebody else’s. */
export const emulatorMounted: readonly CatalogueEntry[] = [
  {
    id: 'emulator.mounted.hands-on-the-rest',
    sentence: 'The middleware answers the session operations and hands every other request on.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.mounted.parsed-bodies',
    sentence: 'A body that was parsed before is taken as it is, and judged like one read here.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.mounted.cookies-set-before',
    sentence: 'Cookies that were set before stay, in lines of their own ahead of the session’s.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.mounted.answered-already',
    sentence: 'Who was answered already is not answered again.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
