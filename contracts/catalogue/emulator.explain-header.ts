import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'only the emulator has assumptions' },
  needs: ['variant'],
} as const;

/** `x-mock-explain: 1`: the answer lists the assumptions that decided it. */
export const emulatorExplainHeader: readonly CatalogueEntry[] = [
  {
    id: 'emulator.explain-header.lists-what-decided',
    sentence: 'With x-mock-explain: 1 an answer lists each assumption that decided it, with its value.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.leaves-out-the-rest',
    sentence:
      'An assumption whose alternatives give the same answer is not listed; no header means that none decided.',
    operation: 'PATCH /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.several',
    sentence: 'Several deciding assumptions are listed together, each once.',
    operation: 'POST /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.refusals',
    sentence: 'A refusal lists the assumptions that decided it: its status, or that it is a refusal at all.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.what-a-write-keeps',
    sentence: 'An assumption that decided only what a write keeps is listed as well.',
    operation: 'PATCH /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.asking-changes-nothing',
    sentence: 'Asking changes neither the answer nor the session, and no session app is called for it.',
    operation: 'PATCH /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.only-when-asked',
    sentence: 'Without the header, with another value, for OPTIONS and under /_mock nothing is listed.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.explain-header.form',
    sentence: 'The list is a structured field (RFC 9651): values are integers, booleans or strings.',
    operation: 'POST /api/sessions',
    ...own,
  },
];
