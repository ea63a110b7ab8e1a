import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** Session tokens as they were signed in other years, and tokens that only say they are. */
export const tokensForms: readonly CatalogueEntry[] = [
  {
    id: 'tokens.forms.header-until-2024',
    sentence: 'Until April 2024 the header’s kid was 40 hex digits in capitals, and its typ jwt.',
    operation,
    grade: 'observed',
    evidence: ['R-156'],
    marker: 'both',
    needs,
  },
  {
    id: 'tokens.forms.claims-until-2024',
    sentence: 'Its claims were account.id, a uuid, then id, version, sub, account, exp, iat, iss and jti.',
    operation,
    grade: 'observed',
    evidence: ['R-157', 'R-159', 'R-161'],
    marker: 'both',
    needs,
  },
  {
    id: 'tokens.forms.claims-from-2024',
    sentence:
      'From November 2024 account.id was an empty array, account the word session, and the life 8 days.',
    operation,
    grade: 'observed',
    evidence: ['R-156', 'R-158', 'R-159', 'R-160', 'R-161'],
    marker: 'both',
    needs,
  },
  {
    id: 'tokens.forms.are-read-alike',
    sentence: 'A session is read and edited by a token of any form, and each edit signs one of that form.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-035', 'R-049'],
    marker: 'both',
    needs,
  },
  {
    id: 'tokens.forms.of-another-account',
    sentence: 'A token tells another account by its account, and the oldest form by its account.id.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'nobody else can sign with the key of the account' },
    needs,
  },
  {
    id: 'tokens.forms.odd-claims',
    sentence: 'A token that is signed well names no session when it lacks an end, a subject or an id.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'nobody else can sign with the key of the account' },
    needs,
  },
  {
    id: 'tokens.forms.reasons',
    sentence: 'The refusal of a token tells why: signature, end, subject, or that its session is gone.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the texts of the real service are not recorded' },
    needs,
  },
  {
    id: 'tokens.forms.end-on-the-second',
    sentence: 'Tokens and logins end with the second that they name, and hold until then.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'no other clock can be made to stand still' },
    needs,
  },
];
