import type { CatalogueEntry } from './entry';

const operation = 'GET /api/segments';

/** Whose segment is answered, and what the answer does besides. */
export const segmentsRead: readonly CatalogueEntry[] = [
  {
    id: 'segments.read.answers-plain-values',
    sentence: 'A GET of the segment answers 200 with the plain object, without members called value.',
    operation,
    grade: 'documented',
    evidence: ['R-004', 'R-170'],
    marker: 'both',
  },
  {
    id: 'segments.read.without-cookies-is-the-default',
    sentence: 'Without any cookie the segment is that of a new visitor.',
    operation,
    grade: 'observed',
    evidence: ['R-171'],
    marker: 'both',
  },
  {
    id: 'segments.read.sets-the-cookie-without-one',
    sentence:
      'Without any cookie the answer sets vtex_segment to the token of what it answers, and no session.',
    operation,
    grade: 'observed',
    evidence: ['R-172'],
    marker: 'both',
  },
  {
    id: 'segments.read.does-not-set-the-cookie-it-was-sent',
    sentence: 'The cookie is not set again when the token is the one that was sent.',
    operation,
    grade: 'assumed',
    evidence: ['R-172'],
    noSetting: 'clients keep the token they have when none is set',
    marker: 'both',
  },
  {
    id: 'segments.read.follows-the-session',
    sentence: 'A change of the session changes the next segment.',
    operation,
    grade: 'documented',
    evidence: ['R-178'],
    marker: 'both',
  },
  {
    id: 'segments.read.which-cookie-wins',
    sentence: 'When both cookies are sent and differ, the segment comes from the one the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-179'],
    assumption: { setting: 'segmentComesFrom', default: 'session' },
    marker: 'both',
  },
  {
    id: 'segments.read.session-cookie-alone',
    sentence: 'With vtex_session alone the segment is computed from the session, and its cookie is set.',
    operation,
    grade: 'assumed',
    evidence: ['R-179'],
    noSetting: 'with one cookie there is nothing to choose; segmentComesFrom settles the case of two',
    marker: 'both',
  },
  {
    id: 'segments.read.segment-cookie-alone',
    sentence: 'With vtex_segment alone what it holds is answered, hand-made ones too.',
    operation,
    grade: 'assumed',
    evidence: ['R-179', 'R-181'],
    noSetting: 'with one cookie there is nothing to choose; segmentComesFrom settles the case of two',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.read.bad-tokens-count-as-absent',
    sentence:
      'Tokens that cannot be read count as absent: a bad session leaves the segment cookie, both the default.',
    operation,
    grade: 'assumed',
    evidence: ['R-086', 'R-179'],
    noSetting: 'clients ask for a segment at every page and reckon with no refusal',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.read.is-asked-again-each-time',
    sentence: 'A segment answer says no-cache and has no ETag.',
    operation,
    grade: 'assumed',
    evidence: ['R-177'],
    noSetting: 'the one client known to cache segments keeps them by its own time, whatever the answer says',
    marker: 'both',
  },
];
