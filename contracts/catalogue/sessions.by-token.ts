import type { CatalogueEntry } from './entry';

/** The session named by a token in the path instead of a cookie. */
export const sessionsByToken: readonly CatalogueEntry[] = [
  {
    id: 'sessions.by-token.reads-without-a-cookie',
    sentence: 'GET of /api/sessions/{token} reads the session of that token, without any cookie.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007'],
    marker: 'both',
  },
  {
    id: 'sessions.by-token.wins-over-the-cookie',
    sentence: 'The token in the path of a GET wins over the cookie.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007'],
    marker: 'both',
  },
  {
    id: 'sessions.by-token.invalid-token-takes-the-cookies',
    sentence: 'GET of /api/sessions/invalidToken takes both cookies from the browser and answers JSON.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007', 'R-008'],
    marker: 'both',
  },
  {
    id: 'sessions.by-token.invalid-token-status',
    sentence: 'GET of /api/sessions/invalidToken has the status that the setting says.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: ['R-008', 'R-086'],
    assumption: { setting: 'statusOfUnverifiableToken', default: 401 },
    marker: 'both',
  },
  {
    id: 'sessions.by-token.post-edits',
    sentence: 'POST to /api/sessions/{token} edits the session of that token, without any cookie.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'documented',
    evidence: ['R-006'],
    marker: 'both',
  },
  {
    id: 'sessions.by-token.post-gives-the-cookies',
    sentence: 'POST to /api/sessions/{token} sets the cookies of that session, whatever session was held.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-006', 'R-007', 'R-024'],
    marker: 'both',
  },
  {
    id: 'sessions.by-token.post-with-garbage-creates',
    sentence:
      'POST to /api/sessions/{token} with a token that does not verify creates a session, the cookie ignored.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: ['R-006', 'R-047'],
    noSetting: 'no client is known that uses the operation',
    marker: 'both',
  },
  {
    id: 'sessions.by-token.an-id-is-no-token',
    sentence: 'The id of a session reads nothing in the path: only the token does.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-339'],
    marker: 'both',
    needs: ['anyRequest'],
  },
];
