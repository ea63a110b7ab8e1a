import type { CatalogueEntry } from './entry';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service reports nothing to its callers' } as const;

/** What the emulator reports of each request to whoever started it. */
export const emulatorReport: readonly CatalogueEntry[] = [
  {
    id: 'emulator.report.served-requests',
    sentence: 'A report tells method, path, operation and status of each answered request.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.refused-requests',
    sentence: 'Refused requests and OPTIONS are reported as such, with their status.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.no-tokens',
    sentence: 'A report holds no token and no query string, wherever a token stands in the path.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.ignored-and-conflicts',
    sentence: 'A report tells what was ignored, and the keys two session apps gave different values.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.failed-apps',
    sentence: 'A report tells how a session app failed, which the caller is not told.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.defects',
    sentence: 'A defect of the emulator gets 500 and a report, and neither tells what is inside.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.report.listener-that-fails',
    sentence: 'A listener that throws spoils neither the answer nor the next one.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
