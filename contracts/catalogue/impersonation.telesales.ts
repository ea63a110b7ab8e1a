import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** An operator acts for a shopper. */
export const impersonationTelesales: readonly CatalogueEntry[] = [
  {
    id: 'impersonation.telesales.plain-sessions-may-not',
    sentence: 'impersonate.canImpersonate is "false" for a plain session, where the app is installed.',
    operation,
    grade: 'documented',
    evidence: ['R-337'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.app-is-not-there-by-default',
    sentence: 'Where the app is not installed there is no namespace impersonate.',
    operation,
    grade: 'documented',
    evidence: ['R-265'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.begins',
    sentence:
      'An operator who writes the e-mail of a shopper acts for him: impersonate names him, profile is his.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-265', 'R-336'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.by-cookie',
    sentence: 'The e-mail may come as the cookie vtex-impersonated-customer-email instead.',
    operation,
    grade: 'documented',
    evidence: ['R-116'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.public-before-cookie',
    sentence: 'Where both are given the public key counts, emptied too.',
    operation,
    grade: 'assumed',
    evidence: ['R-116', 'R-118'],
    noSetting: 'no client is known that sends both',
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.others-may-not',
    sentence:
      'Without an operator who may, nobody is impersonated: canImpersonate is "false", no profile.id.',
    operation,
    grade: 'documented',
    evidence: ['R-336', 'R-337'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.nobody-of-that-email',
    sentence: 'An operator who names an e-mail that nobody has acts for nobody, and still may.',
    operation,
    grade: 'documented',
    evidence: ['R-336'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.stops',
    sentence: 'Writing "" ends it: the keys of impersonate are emptied, and the profile is nobody’s again.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-066', 'R-336'],
    marker: 'both',
    needs,
  },
  {
    id: 'impersonation.telesales.outlives-the-login',
    sentence: 'Logging out of the Admin does not remove the impersonation from the session.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-335'],
    marker: 'both',
    needs,
  },
];
