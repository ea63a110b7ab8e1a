import type { Assumptions } from './assumptions';
import { type CookiePairs, cookieRecorder } from './caller-writes';
import { appWith, assuming, namespacesOf, type Plain, sealed } from './testing/plain';

const authentication = appWith({
  name: 'authentication-session',
  input: { cookie: ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_.*'] },
});
const impersonate = appWith({
  name: 'impersonate-session',
  input: { cookie: ['vtex-impersonated-customer-email'], public: ['vtex-impersonated-customer-email'] },
});
const readsPublicOnly = appWith({ input: { public: ['janus_sid'] } });

const recording = cookieRecorder([authentication, readsPublicOnly, impersonate]);

test.each<[string, CookiePairs, [string, string][]]>([
  ['R-111: a declared name', [['VtexIdclientAutCookie', 'admin']], [['VtexIdclientAutCookie', 'admin']]],
  [
    'R-111: declared by any app',
    [['vtex-impersonated-customer-email', 'a@example.com']],
    [['vtex-impersonated-customer-email', 'a@example.com']],
  ],
  [
    'R-112, R-114: names that match a pattern, under their exact name, in order',
    [
      ['VtexIdclientAutCookie_globex', 'g'],
      ['VtexIdclientAutCookie_0e000000-0000-4000-8000-00000000000a', 'u'],
    ],
    [
      ['VtexIdclientAutCookie_globex', 'g'],
      ['VtexIdclientAutCookie_0e000000-0000-4000-8000-00000000000a', 'u'],
    ],
  ],
  [
    'R-111: nothing that no app declares as a cookie',
    [
      ['janus_sid', 'x'],
      ['vtex_session', 'x'],
      ['vtexidclientautcookie', 'x'],
      ['XVtexIdclientAutCookie_acme', 'x'],
    ],
    [],
  ],
  [
    'RFC 6265, 5.4: of two cookies of one name, the first',
    [
      ['VtexIdclientAutCookie', 'specific'],
      ['VtexIdclientAutCookie', 'general'],
    ],
    [['VtexIdclientAutCookie', 'specific']],
  ],
  [
    'R-113: the value as it came',
    [['VtexIdclientAutCookie', ' a%20b=" ']],
    [['VtexIdclientAutCookie', ' a%20b=" ']],
  ],
  ['R-066: an empty value is a value', [['VtexIdclientAutCookie', '']], [['VtexIdclientAutCookie', '']]],
  ['R-110: no cookies', [], []],
])('recorded: %s', (_, cookies, recorded) => {
  expect(recording(sealed(cookies), new Map(), assuming({}))).toEqual({
    writes: recorded.map(([key, value]) => ({
      namespace: 'cookie',
      key,
      entry: { value },
      source: 'cookie',
    })),
    removals: [],
  });
});

const before: Plain = {
  public: { VtexIdclientAutCookie: 'not a cookie' },
  cookie: { VtexIdclientAutCookie: 'admin', VtexIdclientAutCookie_acme: 'shopper' },
};
const repeatsOne: CookiePairs = [['VtexIdclientAutCookie_acme', 'shopper']];

test.each<[Assumptions['unrepeatedCookie'], CookiePairs, string[]]>([
  ['kept', repeatsOne, []],
  ['kept', [], []],
  ['dropped', repeatsOne, ['VtexIdclientAutCookie']],
  ['dropped', [], ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_acme']],
  ['dropped', [['janus_sid', 'x']], ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_acme']],
])('R-118: what a request does not repeat is %s: %j drops %j', (unrepeatedCookie, cookies, dropped) => {
  const { removals } = recording(cookies, sealed(namespacesOf(before)), assuming({ unrepeatedCookie }));
  expect(removals).toEqual(dropped.map((key) => ({ namespace: 'cookie', key })));
});

test.each<[Assumptions['unrepeatedCookie']]>([['kept'], ['dropped']])(
  'R-111: without an app that reads cookies nothing is recorded and nothing %s',
  (unrepeatedCookie) => {
    const record = cookieRecorder([readsPublicOnly]);
    expect(record(repeatsOne, namespacesOf(before), assuming({ unrepeatedCookie }))).toEqual({
      writes: [],
      removals: [],
    });
  },
);
