import type { Drift } from './drift';

/** The segment: its content, its encoding, and whose it is. */
export const segments: readonly Drift[] = [
  {
    name: 'segment-stale',
    sentence: 'A write answers the segment that the session had before it.',
    find: 'service.rules.segmentOf(session.namespaces)',
    in: 'writeOperation',
    replace:
      "service.rules.segmentOf(found.kind === 'found' ? found.session.namespaces : session.namespaces)",
    breaks: ['sessions.versions.a-change-recomputes-the-segment'],
  },
  {
    name: 'segment-cookie-beats-session',
    sentence: 'GET /api/segments believes the segment cookie more than the session.',
    find: 'fromSession() ?? fromCookie()',
    replace: 'fromCookie() ?? fromSession()',
    breaks: ['segments.read.which-cookie-wins'],
  },
  {
    name: 'segment-keys-in-alphabetical-order',
    sentence: 'The keys of a segment are sorted.',
    find: 'for (const $KEY of projections) $BODY',
    replace:
      'for (const $KEY of [...projections].sort((one, other) => (one.key < other.key ? -1 : 1))) $BODY',
    breaks: ['segments.content.keys-in-order'],
  },
  {
    name: 'segment-nulls-are-empty',
    sentence: 'A key of the segment that was never set is the empty string.',
    find: 'segment[key] = null',
    replace: "segment[key] = ''",
    breaks: ['segments.content.unset-keys-are-null'],
  },
  {
    name: 'segment-values-keep-their-type',
    sentence: 'A number in public is a number in the segment.',
    find: 'segment[key] = asText(value)',
    replace: 'segment[key] = value',
    breaks: ['segments.content.values-are-strings'],
  },
  {
    name: 'segment-without-utmi-cp',
    sentence: '`utmi_cp` does not stand in for `utmi_campaign`.',
    find: "['public', 'utmi_cp']",
    replace: '...[]',
    breaks: ['segments.content.utmi-cp-stands-in'],
  },
  {
    name: 'segment-is-padded',
    sentence: 'Segment tokens are in padded base64.',
    find: "$A.segmentAlphabet === 'base64' ? $TOKEN.replace($PADDING, '') : $TOKEN",
    replace: '$TOKEN',
    breaks: ['segments.encoding.is-unpadded'],
  },
  {
    name: 'segment-escapes-beyond-ascii',
    sentence: 'The segment token writes the euro sign as an escape.',
    find: "$A.segmentNonAscii === 'escaped'",
    replace: "$A.segmentNonAscii !== 'escaped'",
    breaks: ['segments.encoding.beyond-ascii'],
  },
  {
    name: 'segment-override-is-kept',
    sentence: 'What a query string overrides stays in the segment of the session.',
    find: '{ ...segment }',
    replace: 'segment',
    breaks: ['segments.override.leaves-the-session'],
  },
  {
    name: 'segment-override-by-sc',
    sentence: '`sc` in the query string overrides the channel of the segment.',
    find: "cultureInfo: 'cultureInfo'",
    replace: "cultureInfo: 'cultureInfo', sc: 'channel'",
    breaks: ['segments.override.other-names-change-nothing'],
  },
  {
    name: 'segment-override-without-culture',
    sentence: '`cultureInfo` in the query string overrides nothing.',
    find: "cultureInfo: 'cultureInfo'",
    replace: '...{}',
    breaks: ['segments.override.culture-and-utm'],
  },
  {
    name: 'segment-cookie-set-each-time',
    sentence: 'GET /api/segments sets the cookie that it was sent.',
    find: 'token === held',
    replace: 'false',
    breaks: ['segments.read.does-not-set-the-cookie-it-was-sent'],
  },
  {
    name: 'segment-may-be-cached',
    sentence: 'GET /api/segments allows caches to answer for a while.',
    wrap: 'getSegment',
    replace:
      "async (...args) => ({ ...(await original(...args)), headers: { 'Cache-Control': 'public, max-age=900' } })",
    breaks: ['segments.read.is-asked-again-each-time'],
  },
  {
    name: 'segment-with-empty-facets',
    sentence: 'The segment has `facets` though there are none.',
    find: "whenUnset === 'left-out' && (value === '' || value === null)",
    in: 'segmentOf',
    replace: 'false',
    breaks: ['facets.search.none-leaves-the-segment'],
  },
];
