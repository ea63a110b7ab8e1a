import type { CatalogueEntry } from './entry';

const operation = 'GET /api/segments/{segmentToken}';

/** The segment that a token in the path holds. */
export const segmentsByToken: readonly CatalogueEntry[] = [
  {
    id: 'segments.by-token.answers-what-it-holds',
    sentence: 'The token in the path stands for the cookie, without any cookie being sent.',
    operation,
    grade: 'documented',
    evidence: ['R-005', 'R-176'],
    marker: 'both',
  },
  {
    id: 'segments.by-token.is-what-it-was',
    sentence: 'A segment token keeps saying what it said, whatever became of the session and whoever asks.',
    operation,
    grade: 'observed',
    evidence: ['R-176'],
    marker: 'both',
  },
  {
    id: 'segments.by-token.query-overrides',
    sentence: 'The overriding query names work with a token in the path too.',
    operation,
    grade: 'inferred',
    evidence: ['R-173', 'R-174'],
    marker: 'both',
  },
  {
    id: 'segments.by-token.hand-made',
    sentence: 'Hand-made tokens are served as they are: with a few keys, padded, in either alphabet.',
    operation,
    grade: 'assumed',
    evidence: ['R-181', 'R-195'],
    noSetting: 'services that read segments are known to honour them, and nothing that refuses them is',
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'segments.by-token.unreadable-is-refused',
    sentence: 'A token in the path that does not decode to a segment is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-005'],
    noSetting: 'no client is known that sends one',
    marker: 'both',
    needs: ['anyRequest'],
  },
];
