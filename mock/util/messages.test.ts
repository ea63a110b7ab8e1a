import { nearest } from './messages';

test.each<[string, string[], string | undefined, string]>([
  ['acm', ['globex', 'acme'], 'acme', 'a missing letter'],
  ['amce', ['acme'], 'acme', 'two letters swapped'],
  ['currency', ['countryCode', 'currencyCode'], 'currencyCode', 'half of the name is the same'],
  ['TRADEPOLICIES', ['tradePolicies'], 'tradePolicies', 'different case'],
  ['b', ['a', 'bc', 'b'], 'b', 'the same'],
  ['ab', ['abc', 'abd'], 'abc', 'two equally near: the first'],
  ['sc', ['id', 'name', 'privacy'], undefined, 'nothing similar'],
  ['acme', [], undefined, 'no candidates'],
  ['sellers', ['tradePolicies', 'cultureInfo'], undefined, 'an unrelated word'],
  ['', ['acme'], undefined, 'an empty word'],
])('nearest to %j among %j is %j: %s', (word, candidates, expected, _why) => {
  expect(nearest(word, candidates)).toBe(expected);
});
