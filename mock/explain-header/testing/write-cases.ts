import type { DecisionCase } from './facts';

const key = (value: string | number | null, before?: string) =>
  ({ key: 'color', value, before, source: 'body' }) as const;
const named = (name: string, value: string | null) => ({ ...key(value), key: name });
const utm = { key: 'utm_source', value: 'mail', before: undefined, source: 'query' } as const;
const segment = {};

export const writeCases: readonly DecisionCase[] = [
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
      'sessions.create.anew-without-the-cookie',
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
      'login.private-policies.forbidden-to-a-visitor',
      'login.private-policies.messages',
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
      'emulator.bodies.messages',
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
