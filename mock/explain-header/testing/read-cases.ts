import type { DecisionCase } from './facts';

const segment = {};

export const readCases: readonly DecisionCase[] = [
  [
    'a read of two items',
    {
      operation: 'getSession',
      token: { kind: 'newest' },
      request: { cookieNames: ['vtex_session', 'vtex_segment'], query: [['items', 'x.y,z.a']] },
      items: { text: 'x.y,z.a', found: ['x.y', 'z.a'] },
    },
    [
      'sessions.items.give-what-they-name',
      'sessions.read.answers-id-and-namespaces',
      'sessions.read.id-is-the-tokens',
      'sessions.read.sets-no-cookie',
      'sessions.read.is-not-stored-by-caches',
    ],
  ],
  [
    'a read by the path, with a cookie besides, of a session that was written since',
    {
      operation: 'getSessionByToken',
      token: { kind: 'older', inPath: true },
      request: {
        cookieNames: ['vtex_session'],
        query: [
          ['items', '*'],
          ['color', 'blue'],
        ],
      },
      items: { text: '*', found: ['*'] },
    },
    [
      'sessions.items.star-gives-everything',
      'sessions.versions.an-old-token-reads-the-newest-state',
      'sessions.by-token.wins-over-the-cookie',
      'sessions.by-token.reads-without-a-cookie',
      'sessions.read.stores-no-query',
      'sessions.read.says-the-account',
      'sessions.read.only-the-account-id-is-kept-alive',
      'sessions.read.answers-id-and-namespaces',
      'sessions.read.id-is-the-tokens',
      'sessions.read.sets-no-cookie',
      'sessions.read.has-no-version-active-debug',
      'sessions.read.is-not-stored-by-caches',
    ],
  ],
  [
    'a read without a token',
    { operation: 'getSession', items: { text: 'a', found: [], bare: ['a'] } },
    [
      'sessions.items.bare-namespace',
      'sessions.items.nothing-found-is-empty',
      'sessions.items.id-comes-whatever-they-find',
      'sessions.anonymous.answers-200',
      'sessions.anonymous.shows-account-and-store',
      'sessions.anonymous.cookies',
      'sessions.anonymous.is-new-each-time',
      'sessions.read.is-not-stored-by-caches',
    ],
  ],
  [
    'a read by a token that has expired, of a session that lives',
    {
      operation: 'getSession',
      refusal: { status: 401, code: undefined },
      cookies: 'expired',
      token: { kind: 'unverified', reason: 'it has expired', claimsAKeptSession: true },
    },
    [
      'sessions.refused-token.expired-though-the-session-lives',
      'sessions.refused-token.expired-counts-as-absent',
      'sessions.refused-token.reading-is-an-error',
      'sessions.refused-token.reading-status',
      'sessions.refused-token.reading-takes-the-cookies',
      'cookies.set.expired-alike',
      'errors.form.are-json',
      'errors.form.have-type-and-message',
    ],
  ],
  [
    'the storefront’s way to lose a session, on a host of its own',
    {
      operation: 'getSessionByToken',
      refusal: { status: 401, code: undefined },
      cookies: 'expired',
      token: { kind: 'unverified', inPath: true, reason: 'its signature does not verify' },
      request: { host: 'www.example.com', path: '/api/sessions/{token}' },
    },
    [
      'sessions.by-token.invalid-token-takes-the-cookies',
      'sessions.by-token.invalid-token-status',
      'routing.paths.any-host',
      'cookies.set.expired-alike',
      'errors.form.are-json',
      'errors.form.have-type-and-message',
    ],
  ],
  [
    'the segment of a session, its cookie sent',
    { operation: 'getSegment', token: { kind: 'newest' }, request: { path: '/api/segments' }, segment },
    [
      'segments.read.does-not-set-the-cookie-it-was-sent',
      'segments.read.follows-the-session',
      'segments.read.answers-plain-values',
      'segments.content.keys-in-order',
      'segments.read.is-asked-again-each-time',
    ],
  ],
  [
    'the segment of both cookies, with a culture asked for that the store does not support',
    {
      operation: 'getSegment',
      cookies: 'set',
      token: { kind: 'newest' },
      request: { path: '/api/segments', cookieNames: ['vtex_session', 'vtex_segment'] },
      segment: {
        held: 'other',
        overridden: ['cultureInfo'],
        supportedLocales: 'other',
        segment: {},
        token: 'AA',
      },
    },
    [
      'segments.override.nearest-locale',
      'segments.override.supported-locales',
      'segments.override.culture-and-utm',
      'segments.override.leaves-the-session',
      'segments.read.which-cookie-wins',
      'segments.read.follows-the-session',
      'segments.encoding.is-unpadded',
      'segments.encoding.is-compact-json',
      'segments.encoding.equal-contexts-give-equal-tokens',
      'segments.read.answers-plain-values',
      'segments.content.keys-in-order',
      'segments.read.is-asked-again-each-time',
    ],
  ],
  [
    'a segment by the path',
    {
      operation: 'getSegmentByToken',
      token: { kind: 'unread' },
      request: { path: '/api/segments/{token}' },
      segment: { source: 'path', held: 'none', withoutEffect: ['sc'] },
    },
    [
      'segments.override.other-names-change-nothing',
      'segments.by-token.answers-what-it-holds',
      'segments.by-token.is-what-it-was',
      'segments.by-token.hand-made',
    ],
  ],
  [
    'DELETE of a segment, from a page elsewhere, behind a root path',
    {
      refusal: { status: 405, code: 'METHOD_NOT_ALLOWED' },
      token: { kind: 'foreign' },
      request: { path: '/api/segments', foreignOrigin: true, behindRootPath: true },
    },
    [
      'routing.paths.other-methods-elsewhere',
      'routing.paths.behind-a-root-path',
      'routing.paths.no-cors-headers',
      'errors.form.the-emulators-own-have-a-code',
      'errors.form.are-json',
      'errors.form.have-type-and-message',
    ],
  ],
];
