import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';

export const sessionsRead: readonly CatalogueEntry[] = [
  {
    id: 'sessions.read.answers-id-and-namespaces',
    sentence: 'A GET answers 200 with id and namespaces of keys that each hold their value in value.',
    operation,
    grade: 'documented',
    evidence: ['R-002', 'R-087'],
    marker: 'both',
  },
  {
    id: 'sessions.read.id-is-the-tokens',
    sentence: 'The id of a session is a uuid and the same as the id in its token.',
    operation,
    grade: 'observed',
    evidence: ['R-088'],
    marker: 'both',
  },
  {
    id: 'sessions.read.has-no-version-active-debug',
    sentence: 'A session is answered without version, active and debug, which a guide of 2022 shows.',
    operation,
    grade: 'observed',
    evidence: ['R-096'],
    marker: 'both',
  },
  {
    id: 'sessions.read.says-the-account',
    sentence: 'account.accountName is the name of the account, account.id its uuid.',
    operation,
    grade: 'documented',
    evidence: ['R-098'],
    marker: 'both',
  },
  {
    id: 'sessions.read.only-the-account-id-is-kept-alive',
    sentence: 'keepAlive: true accompanies account.id; nothing else has a member besides value.',
    operation,
    grade: 'documented',
    evidence: ['R-095'],
    marker: 'both',
  },
  {
    id: 'sessions.read.needs-only-the-session-cookie',
    sentence: 'vtex_session alone is enough to read; vtex_segment need not come with it.',
    operation,
    grade: 'documented',
    evidence: ['R-099'],
    marker: 'both',
  },
  {
    id: 'sessions.read.sets-no-cookie',
    sentence: 'A GET with a session sets no cookie, and the token stays as it was.',
    operation,
    grade: 'observed',
    evidence: ['R-094'],
    marker: 'both',
  },
  {
    id: 'sessions.read.is-not-stored-by-caches',
    sentence: 'Answers about a session say that no cache may store them.',
    operation,
    grade: 'inferred',
    evidence: ['R-101'],
    marker: 'both',
  },
  {
    id: 'sessions.read.stores-no-query',
    sentence: 'The query string of a GET is not written to public.',
    operation,
    grade: 'inferred',
    evidence: ['R-058'],
    marker: 'both',
  },
];
