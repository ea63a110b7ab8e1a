import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'strictness is a setting of the emulator' } as const;

/** What an emulator refuses that is told to refuse what VTEX’s published document does not allow. */
export const emulatorStrict: readonly CatalogueEntry[] = [
  {
    id: 'emulator.strict.body-and-public-are-required',
    sentence: 'A strict emulator refuses a write without a body, without public and without values.',
    operation,
    grade: 'observed',
    evidence: ['R-033'],
    marker,
    needs,
  },
  {
    id: 'emulator.strict.values-are-strings',
    sentence: 'A strict emulator refuses values that are no strings, and names the field.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-060'],
    marker,
    needs,
  },
  {
    id: 'emulator.strict.no-tokens-in-paths',
    sentence: 'A strict emulator refuses a token in the path.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.strict.another-account',
    sentence: 'A strict emulator refuses an an that names another account.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.strict.takes-the-rest',
    sentence: 'A strict emulator serves what the published document allows.',
    operation,
    grade: 'documented',
    evidence: ['R-001', 'R-002', 'R-003', 'R-004'],
    marker,
    needs,
  },
  {
    id: 'emulator.strict.still-json',
    sentence: 'A strict emulator tells what is no object, and missing items, as every emulator does.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
