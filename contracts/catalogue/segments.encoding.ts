import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** How a segment becomes a token. */
export const segmentsEncoding: readonly CatalogueEntry[] = [
  {
    id: 'segments.encoding.is-unpadded',
    sentence: 'The segment token is base64 without padding, whatever the length of what it holds.',
    operation,
    grade: 'observed',
    evidence: ['R-195'],
    marker: 'both',
  },
  {
    id: 'segments.encoding.is-compact-json',
    sentence: 'What it holds is compact JSON.',
    operation,
    grade: 'observed',
    evidence: ['R-195'],
    marker: 'both',
  },
  {
    id: 'segments.encoding.equal-contexts-give-equal-tokens',
    sentence: 'Two visitors in the same context get the same token, and one in another a different one.',
    operation,
    grade: 'observed',
    evidence: ['R-197'],
    marker: 'both',
  },
  {
    id: 'segments.encoding.alphabet',
    sentence: 'The alphabet of the token is the one the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-195'],
    assumption: { setting: 'segmentAlphabet', default: 'base64url' },
    marker: 'both',
  },
  {
    id: 'segments.encoding.beyond-ascii',
    sentence: 'Characters beyond ASCII are written in the token as the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-196'],
    assumption: { setting: 'segmentNonAscii', default: 'raw' },
    marker: 'both',
  },
];
