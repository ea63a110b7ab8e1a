import type { DecisionCase } from './facts';

const ofRefusal = [
  'errors.form.the-emulators-own-have-a-code',
  'errors.form.are-json',
  'errors.form.have-type-and-message',
];
const outside = (message: string) => ({ status: 400, code: 'OUTSIDE_PUBLISHED_DOCUMENT', message }) as const;

export const emulatorCases: readonly DecisionCase[] = [
  [
    'a value that is no string, at a strict emulator',
    {
      operation: 'editSession',
      emulator: { strict: true },
      refusal: outside('VTEX’s published document does not allow this: public.a.value must be string'),
    },
    ['emulator.strict.values-are-strings', ...ofRefusal],
  ],
  [
    'items that are missing, at a strict emulator',
    {
      operation: 'getSession',
      emulator: { strict: true },
      refusal: { status: 400, code: 'ITEMS_MISSING' },
    },
    [
      'emulator.strict.still-json',
      'sessions.items.missing',
      'emulator.refusals.missing-items',
      'emulator.refusals.type-goes-with-the-status',
      ...ofRefusal,
    ],
  ],
  [
    'a body in Latin-1, in chunks',
    {
      operation: 'createSession',
      refusal: { status: 400, code: 'BODY_NOT_JSON', message: 'The body is not UTF-8: encode it so' },
      request: { body: { sent: 'in-chunks', bytes: 0, contentType: 'application/json' } },
    },
    [
      'sessions.body.must-be-json',
      'emulator.bodies.not-utf-8',
      'emulator.bodies.messages',
      'emulator.bodies.in-chunks',
      ...ofRefusal,
    ],
  ],
  [
    'HEAD from a page of a named origin, with a body, of a path with two slashes at its end',
    {
      operation: 'getSession',
      token: { kind: 'newest' },
      request: {
        method: 'HEAD',
        pathname: '/x/_mock/api/sessions//',
        namedOrigin: true,
        cookieNames: ['vtex_segment'],
        body: { sent: 'whole', bytes: 2, contentType: 'text/plain' },
      },
      items: {},
    },
    [
      'emulator.bodies.reads-take-none',
      'emulator.methods.head',
      'emulator.methods.which-path-it-is',
      'emulator.methods.no-sessions-under-mock',
      'emulator.cors.named-origins-may-call',
      'sessions.items.give-what-they-name',
      'sessions.read.answers-id-and-namespaces',
      'sessions.read.id-is-the-tokens',
      'sessions.read.sets-no-cookie',
      'sessions.read.is-not-stored-by-caches',
    ],
  ],
  [
    'a token of 2024 edited, its cookies of the profile dev',
    {
      operation: 'editSession',
      cookies: 'set',
      token: { kind: 'newest' },
      request: { cookieNames: ['vtex_session', 'vtex_segment'], cookiesBefore: true },
      emulator: { tokenForm: '2024', secureCookies: false },
      write: {},
    },
    [
      'emulator.mounted.cookies-set-before',
      'sessions.edit.answers-200-and-both-tokens',
      'sessions.edit.keeps-the-session',
      'sessions.versions.a-change-counts-one',
      'sessions.versions.a-change-signs-anew',
      'tokens.forms.claims-from-2024',
      'tokens.forms.are-read-alike',
      'emulator.cookie-profile.dev',
    ],
  ],
  [
    'a padded segment token without a culture',
    {
      operation: 'getSegmentByToken',
      token: { kind: 'unread' },
      request: { path: '/api/segments/{token}', pathname: '/api/segments/eyJhIjoxfQ%3D%3D' },
      segment: { source: 'path', held: 'none', supportedLocales: 'other' },
    },
    [
      'emulator.methods.answers-are-not-cached',
      'segments.sources.no-culture',
      'segments.sources.spellings-of-a-token',
      'segments.override.nearest-locale',
      'segments.override.supported-locales',
      'segments.by-token.answers-what-it-holds',
      'segments.by-token.is-what-it-was',
      'segments.by-token.hand-made',
    ],
  ],
];
