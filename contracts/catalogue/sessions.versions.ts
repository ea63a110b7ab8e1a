import type { CatalogueEntry } from './entry';

const operation = 'PATCH /api/sessions';

/** What a write does to the session's version and its tokens. */
export const sessionsVersions: readonly CatalogueEntry[] = [
  {
    id: 'sessions.versions.a-change-counts-one',
    sentence: 'A write that changes something raises the version by one, however many keys it names.',
    operation,
    grade: 'observed',
    evidence: ['R-049', 'R-162'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.a-change-signs-anew',
    sentence: 'A write that changes something gives a new token of the same session, with another jti.',
    operation,
    grade: 'inferred',
    evidence: ['R-049', 'R-163'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.a-change-recomputes-the-segment',
    sentence: 'The segment token of a write is that of the session after it.',
    operation,
    grade: 'documented',
    evidence: ['R-049', 'R-178'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.no-change-keeps-the-token',
    sentence: 'A write that changes nothing keeps the token as it was, and so the version.',
    operation,
    grade: 'inferred',
    evidence: ['R-143', 'R-168'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.no-change-sets-cookies-again',
    sentence: 'A write that changes nothing sets both cookies again, so that their days start anew.',
    operation,
    grade: 'inferred',
    evidence: ['R-143', 'R-168'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.an-old-token-reads-the-newest-state',
    sentence:
      'A token from before an update reads what was written since, for the session is kept by the server.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-035'],
    marker: 'both',
  },
  {
    id: 'sessions.versions.an-old-token-edits-the-newest-state',
    sentence:
      'A write with a token from before an update keeps what was written since, and counts on from there.',
    operation,
    grade: 'inferred',
    evidence: ['R-035', 'R-049'],
    marker: 'both',
  },
];
