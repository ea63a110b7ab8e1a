import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** How the API sets its two cookies. */
export const cookiesSet: readonly CatalogueEntry[] = [
  {
    id: 'cookies.set.names',
    sentence: 'A write sets the cookies vtex_session and vtex_segment and no other.',
    operation,
    grade: 'documented',
    evidence: ['R-140', 'R-148'],
    marker: 'both',
  },
  {
    id: 'cookies.set.hold-the-tokens',
    sentence: 'The cookies hold the very tokens that the answer holds, not escaped.',
    operation,
    grade: 'documented',
    evidence: ['R-024'],
    marker: 'both',
  },
  {
    id: 'cookies.set.attributes',
    sentence: 'Both cookies are host-only, Path=/, Secure, HttpOnly and SameSite=None.',
    operation,
    grade: 'observed',
    evidence: ['R-141', 'R-144'],
    marker: 'both',
  },
  {
    id: 'cookies.set.live-five-days',
    sentence:
      'Both cookies live 432000 seconds from the answer that set them, also when nothing was changed.',
    operation,
    grade: 'documented',
    evidence: ['R-142', 'R-143'],
    marker: 'both',
  },
  {
    id: 'cookies.set.life-is-a-max-age',
    sentence: 'The life of the cookies is written as Max-Age=432000, without Expires.',
    operation,
    grade: 'assumed',
    evidence: ['R-142'],
    noSetting: 'browsers and cookie jars understand either form',
    marker: 'both',
  },
  {
    id: 'cookies.set.come-in-two-lines',
    sentence: 'The two cookies come as two separate Set-Cookie lines.',
    operation,
    grade: 'inferred',
    evidence: ['R-026'],
    marker: 'both',
  },
  {
    id: 'cookies.set.session-comes-first',
    sentence: 'Of the two Set-Cookie lines that of vtex_session comes first.',
    operation,
    grade: 'assumed',
    evidence: ['R-024', 'R-026'],
    noSetting: 'clients look cookies up by their names',
    marker: 'both',
  },
  {
    id: 'cookies.set.expired-alike',
    sentence: 'Cookies are taken back with the attributes they were set with, or browsers would keep them.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-008', 'R-141'],
    marker: 'both',
  },
];
