import { keyMatcher } from './app';

test.each<[string, string, string, boolean]>([
  ['R-112: a plain name is exact', 'VtexIdclientAutCookie', 'VtexIdclientAutCookie', true],
  ['R-112: no suffix', 'VtexIdclientAutCookie', 'VtexIdclientAutCookie_acme', false],
  ['R-112: no prefix', 'sc', 'asc', false],
  ['R-093: case-sensitive', 'sc', 'SC', false],
  ['R-117: a dot alone is no pattern', 'checkout.vtex.com', 'checkout.vtex.com', true],
  ['R-117: so it matches only itself', 'checkout.vtex.com', 'checkout-vtex-com', false],
  ['R-070: nor is a dash', 'vtex-impersonated-customer-email', 'vtex-impersonated-customer-email', true],
  ['R-114: a pattern', 'VtexIdclientAutCookie_.*', 'VtexIdclientAutCookie_acme', true],
  ['R-114: with nothing after the underscore', 'VtexIdclientAutCookie_.*', 'VtexIdclientAutCookie_', true],
  [
    'R-114: the text before the dash does not match',
    'VtexIdclientAutCookie_.*',
    'VtexIdclientAutCookie',
    false,
  ],
  ['R-114: matches from the start', 'VtexIdclientAutCookie_.*', 'xVtexIdclientAutCookie_acme', false],
  ['R-114: matches to the end', 'a[0-9]', 'a1x', false],
  ['R-114: alternatives, the first', 'ab|cd', 'ab', true],
  ['R-114: alternatives, the last', 'ab|cd', 'cd', true],
  ['R-114: alternatives match the whole name', 'ab|cd', 'abx', false],
  ['R-114: from start to end', 'ab|cd', 'xcd', false],
])('%s: %j and the key %j', (_, declared, key, expected) => {
  expect(keyMatcher(declared)(key)).toBe(expected);
});
