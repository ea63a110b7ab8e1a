import { keyMatcher, patternProblem } from './key-pattern';

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

test('a name over 128 characters matches no pattern', () => {
  const matches = keyMatcher('a*');
  expect([matches('a'.repeat(128)), matches('a'.repeat(129))]).toEqual([true, false]);
});

test.each([
  'VtexIdclientAutCookie_.*',
  '.*checkout.*',
  '[^_]+_[^_]+_[^_]+',
  '[*+(]+x',
  'a\\*\\+\\(b',
  '(?:dev|beta|stable)?_[a-z]{2}-[A-Z]{2}',
  'a+b|c+d|e+f|g+h|i.*',
  '(ab)?c',
])('the pattern %s is accepted', (pattern) => {
  expect(patternProblem(pattern)).toBeUndefined();
});

test.each([
  '(a+)+b',
  '(a|a)*b',
  '(?:a?){30}b',
  '(a|ab)+c',
  'a*a*a*a*b',
  `${'a?'.repeat(30)}b`,
  `${'(a|a)'.repeat(30)}b`,
  'a{0,90}a{0,90}a{0,90}a{0,90}b',
  'a{1,}a{1,}a{1,}a{1,}b',
  'a*?a*?a*?a*?b',
  '(?=(a+)+b)a*',
  '(?<!(a+)+b)a',
  '(a*)\\1',
  '(?<x>a*)\\k<x>',
  '(?<x>a+)+b',
  '\\p{0,90}\\u{0,90}\\p{0,90}\\u{0,90}b',
  'x|(a+)+b',
])('the pattern %s is refused, since it can take very long', (pattern) => {
  expect(patternProblem(pattern)).toMatch(/^may take very long/);
});

test('a pattern that is accepted matches within a second', () => {
  const slowest = ['a*a*a*b', '.*.*.*b', `a*a*${'a?'.repeat(7)}b`, `${'(a|a)'.repeat(20)}b`];
  for (const pattern of slowest) {
    expect(patternProblem(pattern)).toBeUndefined();
    const before = performance.now();
    keyMatcher(pattern)('a'.repeat(128));
    expect([pattern, performance.now() - before < 1000]).toEqual([pattern, true]);
  }
});
