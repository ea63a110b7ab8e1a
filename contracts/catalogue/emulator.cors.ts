import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'which origins may call is a setting of the emulator' } as const;

/** Calls from pages of another origin. */
export const emulatorCors: readonly CatalogueEntry[] = [
  {
    id: 'emulator.cors.named-origins-may-call',
    sentence: 'An origin that is named may call every operation with credentials, and reads refusals too.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.cors.preflights',
    sentence:
      'A preflight of a named origin is answered with methods, headers and ten minutes, and no session.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.cors.other-origins',
    sentence: 'Other origins get no CORS header at all, and are answered all the same.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.cors.options-that-are-no-preflight',
    sentence: 'OPTIONS that asks for no method is answered with Allow, from a named origin too.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
