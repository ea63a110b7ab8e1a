import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';

/** What a read answers to somebody without a session. */
export const sessionsAnonymous: readonly CatalogueEntry[] = [
  {
    id: 'sessions.anonymous.answers-200',
    sentence: 'A GET without any cookie answers 200: clients probe by it whether an account exists.',
    operation,
    grade: 'observed',
    evidence: ['R-084', 'R-363'],
    marker: 'both',
  },
  {
    id: 'sessions.anonymous.shows-account-and-store',
    sentence: 'A GET without any cookie shows the account and the store as a new visitor gets them.',
    operation,
    grade: 'assumed',
    evidence: ['R-084'],
    noSetting: 'no other content of such an answer is known',
    marker: 'both',
  },
  {
    id: 'sessions.anonymous.cookies',
    sentence: 'Whether a GET without any cookie sets the two cookies is as the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-085'],
    assumption: { setting: 'tokenlessGetSetsCookies', default: false },
    marker: 'both',
  },
  {
    id: 'sessions.anonymous.is-new-each-time',
    sentence: 'Two GETs without any cookie have different ids.',
    operation,
    grade: 'assumed',
    evidence: ['R-084', 'R-089'],
    noSetting: 'clients look only at whether such a read succeeds',
    marker: 'both',
  },
];
