import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service opens no sessions for named visitors' } as const;

/** POST /_mock/personas/{id}/sessions: a visitor who is already somebody. */
export const personasOpen: readonly CatalogueEntry[] = [
  {
    id: 'personas.open.cookies-make-him',
    sentence: 'The cookies of a persona make his session: who is logged in, and what public holds.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.three-forms',
    sentence: 'cookie, setCookie and storageState say the same, marked as the emulator marks its cookies.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.login-token',
    sentence: 'His login cookie is a JWT of who he is, at this account, in store or Admin, for a day.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.each-time-another-session',
    sentence: 'Each opening makes a session of its own.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.unknown',
    sentence: 'A persona there is not gets 404, with the one that may be meant, or all there are.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.refused',
    sentence: 'What session apps refuse a persona is answered so, and a page of another origin is refused.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'personas.open.of-shipped-accounts',
    sentence: 'The personas of the accounts that are shipped are who they are said to be.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
