import type { Round } from '../../rules/rounds';
import type { JsonValue, Namespaces } from '../../rules/session';
import type { DecisionCase } from './facts';

type Plain = Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;

/** Namespaces as one writes them. */
export function namespacesOf(plain: Plain): Namespaces {
  return new Map(
    Object.entries(plain).map(([name, keys]) => [
      name,
      new Map(Object.entries(keys).map(([key, value]) => [key, { value }])),
    ]),
  );
}

const call = (app: string, input: Plain, output: Plain) => ({
  app,
  input: namespacesOf(input),
  output: namespacesOf(output),
  undeclared: [],
  milliseconds: 0,
});
const failed = (app: string, failure: string) => ({
  ...call(app, {}, {}),
  output: undefined,
  failure,
});
const round = (...calls: Round['calls']): Round => ({ call: 'transform', calls, changed: [], conflicts: [] });

const asked = (key: string, value: JsonValue, before?: JsonValue) =>
  ({ key, value, before, source: 'body' }) as const;
const patch = {
  operation: 'editSession',
  cookies: 'set',
  token: { kind: 'newest' },
  request: { cookieNames: ['vtex_session', 'vtex_segment'] },
  segment: {},
} as const;
const ofPatch = [
  'sessions.edit.answers-200-and-both-tokens',
  'sessions.edit.keeps-the-session',
  'sessions.versions.a-change-counts-one',
  'sessions.versions.a-change-signs-anew',
];
const ofRefusal = ['errors.form.are-json', 'errors.form.have-type-and-message'];
const ofOwnApp = [
  'cascade.rounds.unset-inputs',
  'cascade.rounds.undeclared-keys-are-not-sent',
  'cascade.rounds.only-changed-inputs-call-an-app',
];
const own = {
  name: 'watcher',
  input: { public: ['a'], x: ['count'] },
  output: { watcher: ['seen'] },
  runOnCreate: false,
  transform: () => new Map(),
};

export const appCases: readonly DecisionCase[] = [
  [
    'a Brazilian postal code',
    {
      ...patch,
      write: {
        asked: [asked('country', 'BRA'), asked('postalCode', '04561-000')],
        derived: ['checkout.regionId'],
        rounds: [
          round(
            call(
              'checkout-session',
              { public: { country: 'BRA', postalCode: '04561-000' } },
              { checkout: { regionId: 'v2.ABC' } },
            ),
          ),
        ],
        after: namespacesOf({ checkout: { regionId: 'v2.ABC' } }),
      },
    },
    [
      'regions.id.brazil-with-a-dash',
      'regions.id.country-and-postal-code',
      'regions.id.both-ends-of-a-range',
      'regions.id.of-the-second-format',
      'regions.id.sellers-ascend',
      'regions.id.readable-back',
      'sessions.values.strings-are-kept-verbatim',
      ...ofPatch,
    ],
  ],
  [
    'a postal code cleared, and a country that is none',
    {
      ...patch,
      write: {
        asked: [asked('postalCode', '', 'x'), asked('country', 'Brazil')],
        rounds: [round(call('checkout-session', { public: { country: 'Brazil' } }, {}))],
        before: namespacesOf({ checkout: { regionId: 'U1cj' } }),
        after: namespacesOf({ checkout: { regionId: null } }),
      },
    },
    [
      'regions.id.alpha-3',
      'regions.id.cleared',
      'regions.id.readable-back',
      'sessions.values.the-empty-string-clears',
      'sessions.values.a-cleared-key-reads-empty',
      ...ofPatch,
    ],
  ],
  [
    'campaigns lost, and half a facet',
    {
      ...patch,
      write: {
        asked: [asked('facets', 'a;=b')],
        derived: ['rnb.campaigns'],
        before: namespacesOf({ rnb: { campaigns: 'x' }, search: { facets: 'c=d;' } }),
        after: namespacesOf({ rnb: { campaigns: null }, search: { facets: '' } }),
      },
    },
    [
      'campaigns.rnb.none-is-null',
      'campaigns.rnb.are-re-evaluated',
      'facets.search.half-pairs-are-dropped',
      'facets.search.none-is-the-empty-string',
      'facets.search.none-leaves-the-segment',
      ...ofPatch,
    ],
  ],
  [
    'a shopper logs in',
    {
      ...patch,
      write: {
        recordedCookies: ['VtexIdclientAutCookie_acme'],
        rounds: [
          round(call('authentication-session', {}, { authentication: { storeUserId: 'ann' } })),
          round(call('profile-session', {}, { profile: { isAuthenticated: 'true' } })),
        ],
        after: namespacesOf({
          cookie: { VtexIdclientAutCookie_acme: 'x' },
          authentication: { storeUserId: 'ann' },
          profile: { id: 'ann', email: 'ann@example.com' },
        }),
      },
    },
    [
      'login.cookie.seen-by-the-next-call',
      'login.supplied.is-seen-by-the-next-write',
      'login.cookie.store-login',
      'login.supplied.ids-are-one',
      'login.cookie.is-recorded-by-its-name',
      ...ofPatch,
    ],
  ],
  [
    'a cookie in the name of a login that logs nobody in, and one that is not repeated',
    {
      ...patch,
      write: {
        recordedCookies: ['VtexIdclientAutCookie'],
        rounds: [round(call('authentication-session', {}, { authentication: { storeUserId: null } }))],
        before: namespacesOf({ cookie: { VtexIdclientAutCookie_acme: 'x' } }),
        after: namespacesOf({ cookie: { VtexIdclientAutCookie: 'garbage' } }),
      },
    },
    [
      'login.cookie.not-valid',
      'login.cookie.dropped-alone',
      'login.cookie.not-repeated',
      'login.cookie.is-recorded-by-its-name',
      ...ofPatch,
    ],
  ],
  [
    'an operator acts for a shopper',
    {
      ...patch,
      emulator: { apps: [{ ...own, name: 'impersonate-session' }] },
      write: {
        asked: [asked('vtex-impersonated-customer-email', 'ann@example.com')],
        rounds: [
          round(call('impersonate-session', { authentication: { adminUserEmail: 'o@example.com' } }, {})),
        ],
        after: namespacesOf({ impersonate: { storeUserId: 'ann', canImpersonate: 'true' } }),
      },
    },
    ['impersonation.telesales.begins', 'sessions.values.keys-may-hold-hyphens', ...ofPatch],
  ],
  [
    'an app of one’s own that leaves out what it declares, called twice',
    {
      ...patch,
      emulator: { apps: [own] },
      write: {
        asked: [asked('b', '1')],
        rounds: [
          round(call('watcher', { public: { a: '1' } }, {})),
          round(call('watcher', { public: { a: '1' } }, {})),
        ],
      },
    },
    [
      'cascade.failures.no-answer-is-none',
      ...ofOwnApp.slice(0, 2),
      'cascade.rounds.called-again-in-the-next',
      'cascade.rounds.until-nothing-changes',
      ...ofOwnApp.slice(2),
      ...ofPatch,
    ],
  ],
  [
    'a remote app that is too late',
    {
      operation: 'editSession',
      refusal: { status: 502, code: undefined },
      token: { kind: 'newest' },
      emulator: { apps: [{ ...own, url: 'http://127.0.0.1:9' }] },
      write: {
        outcome: 'refused',
        after: undefined,
        rounds: [
          round(failed('watcher', 'POST http://127.0.0.1:9/_v/watcher/session/transform took over 50 ms')),
        ],
      },
    },
    [
      'cascade.failures.save-nothing',
      'cascade.failures.named-in-a-502',
      'cascade.remote.too-late',
      'cascade.remote.the-request',
      'cascade.rounds.unset-inputs',
      'cascade.rounds.only-changed-inputs-call-an-app',
      ...ofRefusal,
    ],
  ],
  [
    'apps that do not settle',
    {
      operation: 'createSession',
      refusal: { status: 508, code: undefined },
      emulator: { cascadeRounds: 2 },
      write: { outcome: 'refused', after: undefined, rounds: [round(), round()] },
    },
    ['cascade.failures.loop', 'cascade.failures.at-the-cap-of-rounds', ...ofRefusal],
  ],
];
