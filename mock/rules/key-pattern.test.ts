import { keyMatcher, patternProblem } from './key-pattern';

// The contract suite covers what a pattern matches (cascade.rounds.patterns, login.cookie.names-by-pattern).

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
