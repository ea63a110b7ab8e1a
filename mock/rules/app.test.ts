import { keyMatcher } from './app';

test.each<[string, string, string, boolean]>([
  ['R-112: a plain name is exact', 'VtexIdclientAutCookie', 'VtexIdclientAutCookie', true],
  ['R-112: no suffix', 'VtexIdclientAutCookie', 'VtexIdclientAutCookie_acme', false],
  ['R-112: no prefix', 'sc', 'asc', false],
  ['R-093: case counts', 'sc', 'SC', false],
  ['R-117: a dot alone makes no pattern', 'checkout.vtex.com', 'checkout.vtex.com', true],
  ['R-117: so it stands for itself only', 'checkout.vtex.com', 'checkout-vtex-com', false],
  ['R-070: nor does a dash', 'vtex-impersonated-customer-email', 'vtex-impersonated-customer-email', true],
  ['R-114: a pattern', 'VtexIdclientAutCookie_.*', 'VtexIdclientAutCookie_acme', true],
  ['R-114: with nothing after the dash', 'VtexIdclientAutCookie_.*', 'VtexIdclientAutCookie_', true],
  ['R-114: is not its own beginning', 'VtexIdclientAutCookie_.*', 'VtexIdclientAutCookie', false],
  ['R-114: matches from the start', 'VtexIdclientAutCookie_.*', 'xVtexIdclientAutCookie_acme', false],
  ['R-114: matches to the end', 'a[0-9]', 'a1x', false],
  ['R-114: alternatives, the first', 'ab|cd', 'ab', true],
  ['R-114: alternatives, the last', 'ab|cd', 'cd', true],
  ['R-114: alternatives over the whole name', 'ab|cd', 'abx', false],
  ['R-114: on either side', 'ab|cd', 'xcd', false],
])('%s: %j and the key %j', (_, declared, key, expected) => {
  expect(keyMatcher(declared)(key)).toBe(expected);
});
