import type { CatalogueEntry } from './entry';

const operation = 'PATCH /api/sessions';
const needs = ['login'] as const;

/** What the session shows of somebody whose login cookie was supplied. */
export const loginSupplied: readonly CatalogueEntry[] = [
  {
    id: 'login.supplied.is-seen-by-the-next-write',
    sentence: 'The next write that carries the store’s login cookie gives profile.isAuthenticated "true".',
    operation,
    grade: 'observed',
    evidence: ['R-251', 'R-262', 'R-332'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.supplied.ids-are-one',
    sentence: 'authentication.storeUserId equals profile.id of who is logged in.',
    operation,
    grade: 'observed',
    evidence: ['R-261', 'R-338'],
    marker: 'both',
    needs,
  },
];
