import type { CatalogueEntry } from './entry';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the texts of the real service are not recorded' } as const;

/** What refusals say whose status is a setting. */
export const emulatorRefusals: readonly CatalogueEntry[] = [
  {
    id: 'emulator.refusals.type-goes-with-the-status',
    sentence: 'A refusal whose status is a setting has the type that goes with that status.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.refusals.missing-items',
    sentence: 'Who reads a session without items is told how to ask for some.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.refusals.settings-themselves',
    sentence:
      'A setting that the emulator does not know, or a value it cannot have, is refused at the start.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'nobody sets the real service' },
    needs,
  },
];
