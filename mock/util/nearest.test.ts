import { nearest } from './nearest';

test.each<[string, string[], string | undefined, string]>([
  ['acm', ['globex', 'acme'], 'acme', 'a letter left out'],
  ['amce', ['acme'], 'acme', 'two letters swapped'],
  ['currency', ['countryCode', 'currencyCode'], 'currencyCode', 'half of the name'],
  ['TRADEPOLICIES', ['tradePolicies'], 'tradePolicies', 'another case'],
  ['b', ['a', 'bc', 'b'], 'b', 'the same'],
  ['ab', ['abc', 'abd'], 'abc', 'two as near: the first'],
  ['sc', ['id', 'name', 'privacy'], undefined, 'nothing alike'],
  ['acme', [], undefined, 'no candidates'],
  ['sellers', ['tradePolicies', 'cultureInfo'], undefined, 'a word of another matter'],
  ['', ['acme'], undefined, 'no word'],
])('%j among %j means %j: %s', (word, candidates, expected, _why) => {
  expect(nearest(word, candidates)).toBe(expected);
});
