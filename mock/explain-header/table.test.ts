import { behaviours } from '../../fixtures/behaviours.json';
import { decidedBy } from './header';
import { decisions } from './table';
import { factsWith, type Parts } from './testing/facts';

const ofTable = decisions.flatMap(({ behaviours: ids }) => ids);

test('every id of the table is published', () => {
  const published = new Set(behaviours.map(({ id }) => id));
  expect(ofTable.filter((id) => !published.has(id))).toEqual([]);
  expect(ofTable.length).toBeGreaterThan(150);
});

const key = (value: string | number | null, before?: string) =>
  ({ key: 'color', value, before, source: 'body' }) as const;
const named = (name: string, value: string | null) => ({ ...key(value), key: name });
const utm = { key: 'utm_source', value: 'mail', before: undefined, source: 'query' } as const;
const segment = {};

/** Facts, and all that decided the answer, in order. */
const cases: readonly [of: string, facts: Parts, ids: readonly string[]][] = [
  [
    'a PATCH of one key',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'newest' },
      request: { cookieNames: ['vtex_session', 'vtex_segment'] },
      write: { asked: [key('blue')], body: { public: { color: { value: 'blue' } } } },
      segment,
    },
    [
      'sessions.edit.answers-200-and-both-tokens',
      'sessions.edit.keeps-the-session',
      'sessions.versions.a-change-counts-one',
      'sessions.versions.a-change-signs-anew',
    ],
  ],
  [
    'a PATCH that clears, by an older token and without the segment cookie, while another write came in between',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'older' },
      request: { cookieNames: ['vtex_session'] },
      write: { asked: [key('', 'blue')], leavesOthers: true, overtaken: true },
      segment,
    },
    [
      'sessions.edit.needs-only-the-session-cookie',
      'sessions.values.the-empty-string-clears',
      'sessions.values.a-cleared-key-reads-empty',
      'sessions.edit.all-at-once-count',
      'sessions.versions.an-old-token-edits-the-newest-state',
      'sessions.edit.answers-200-and-both-tokens',
      'sessions.edit.keeps-the-session',
      'sessions.edit.keeps-unnamed-keys',
      'sessions.versions.a-change-counts-one',
      'sessions.versions.a-change-signs-anew',
    ],
  ],
  [
    'a POST that edits and changes nothing',
    {
      operation: 'createSession',
      cookies: 'set',
      token: { kind: 'newest' },
      request: { cookieNames: ['vtex_session', 'vtex_segment'] },
      write: { outcome: 'unchanged' },
      segment,
    },
    [
      'sessions.edit.by-post-edits-too',
      'sessions.edit.by-post-status',
      'sessions.versions.no-change-keeps-the-token',
      'sessions.versions.no-change-sets-cookies-again',
      'cookies.set.live-five-days',
    ],
  ],
  [
    'a POST by the path that writes to the segment',
    {
      operation: 'editSessionByToken',
      cookies: 'set',
      token: { kind: 'newest', inPath: true },
      write: { asked: [utm], segmentChanged: true },
      segment: { token: 'AAAA', segment: {} },
    },
    [
      'sessions.query.goes-to-public',
      'sessions.by-token.post-edits',
      'sessions.by-token.post-gives-the-cookies',
      'sessions.edit.by-post-status',
      'sessions.versions.a-change-recomputes-the-segment',
      'sessions.versions.a-change-counts-one',
      'sessions.versions.a-change-signs-anew',
      'segments.content.utm-comes-from-public',
      'segments.encoding.is-unpadded',
      'segments.encoding.is-compact-json',
      'segments.encoding.equal-contexts-give-equal-tokens',
    ],
  ],
  [
    'a POST that creates and asks for items',
    {
      operation: 'createSession',
      cookies: 'set',
      write: {
        outcome: 'created',
        asked: [key(7)],
        body: { public: {}, profile: {} },
        ignored: [{ path: 'profile', reason: '', rule: 'R-030' }],
      },
      items: { text: 'store.channel,store.nothing', found: ['store.channel'], unknown: ['store.nothing'] },
    },
    [
      'sessions.body.writes-only-public',
      'sessions.values.numbers-survive',
      'sessions.items.unknown-ones-are-left-out',
      'sessions.items.give-what-they-name',
      'sessions.create.with-items-answers-the-session',
      'sessions.create.with-items-status',
      'sessions.create.with-items-sets-cookies',
      'sessions.create.stores-public-entries',
      'sessions.create.gives-each-visitor-a-session',
      'sessions.query.items-selects-the-answer',
    ],
  ],
  [
    'a PATCH with a token that does not verify',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'unverified', reason: 'its signature does not verify', claimsAKeptSession: true },
      request: { cookieNames: ['vtex_session'] },
      write: { outcome: 'created', asked: [key(null)] },
      segment: { segment: {}, token: 'AAAA' },
    },
    [
      'sessions.refused-token.patch-creates-anew',
      'sessions.values.null-is-stored',
      'sessions.edit.without-a-cookie-status',
      'segments.encoding.is-unpadded',
      'segments.encoding.is-compact-json',
      'segments.encoding.equal-contexts-give-equal-tokens',
    ],
  ],
  [
    'a policy that is not the visitor’s',
    {
      operation: 'editSession',
      refusal: { status: 401, code: undefined },
      token: { kind: 'newest' },
      write: { outcome: 'refused', asked: [{ ...key('4'), key: 'sc' }], after: undefined },
    },
    [
      'store.policy.forbidden-to-a-visitor',
      'store.policy.forbidden-saves-nothing',
      'errors.form.are-json',
      'errors.form.have-type-and-message',
    ],
  ],
  [
    'a body that is not JSON',
    {
      operation: 'createSession',
      refusal: { status: 400, code: 'BODY_NOT_JSON' },
      token: { kind: 'foreign' },
    },
    [
      'sessions.body.must-be-json',
      'errors.form.the-emulators-own-have-a-code',
      'errors.form.are-json',
      'errors.form.have-type-and-message',
    ],
  ],
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
  [
    'a PATCH of policy and culture that changes neither',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'newest' },
      request: { cookieNames: ['vtex_session', 'vtex_segment'] },
      write: { outcome: 'unchanged', asked: [named('sc', '3'), named('cultureInfo', 'es-ES')] },
      segment,
    },
    [
      'store.policy.sc-selects',
      'store.culture.culture-info-overwrites',
      'sessions.edit.answers-200-and-both-tokens',
      'sessions.edit.keeps-the-session',
      'sessions.versions.no-change-keeps-the-token',
      'sessions.versions.no-change-sets-cookies-again',
      'cookies.set.live-five-days',
    ],
  ],
  [
    'a PATCH that clears what was never set, with items named twice, of a session without a channel',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'newest' },
      request: {
        cookieNames: ['vtex_session', 'vtex_segment'],
        query: [
          ['items', 'x'],
          ['items', 'x.y'],
        ],
      },
      write: {
        asked: [named('sc', ''), named('cultureInfo', ''), named('locale', null), key('blue')],
        after: new Map([['store', new Map([['channel', { value: '' }]])]]),
      },
      items: {},
    },
    [
      'sessions.values.null-is-stored',
      'sessions.items.give-what-they-name',
      'sessions.edit.with-items-answers-the-session',
      'sessions.edit.keeps-the-session',
      'sessions.versions.a-change-counts-one',
      'sessions.versions.a-change-signs-anew',
      'sessions.query.items-selects-the-answer',
    ],
  ],
];

test.each(cases)('%s', (_of, parts, ids) => {
  expect(decidedBy(factsWith(parts))).toEqual(ids);
});

test('no decision holds in all of these cases', () => {
  const always = decisions.filter(({ when }) => cases.every(([, parts]) => when(factsWith(parts))));
  expect(always.map(({ behaviours: ids }) => ids)).toEqual([]);
});
