import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'how cookies are marked is a setting of the emulator' } as const;

/** Cookies for clients that cannot hold Secure ones on plain http. */
export const emulatorCookieProfile: readonly CatalogueEntry[] = [
  {
    id: 'emulator.cookie-profile.dev',
    sentence: 'Cookies of the profile dev are not Secure, and SameSite=Lax.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.cookie-profile.live',
    sentence: 'The lines of both cookies are written out as one expects them of the live service.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.cookie-profile.expired',
    sentence: 'Cookies are taken back marked as they were given.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
