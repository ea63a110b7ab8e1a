import { pointerParts, syntaxErrorText } from './json';

test.each([
  ['', []],
  ['/', ['']],
  ['/public/sc', ['public', 'sc']],
  ['/paths/~1api~1sessions/~01', ['paths', '/api/sessions', '~1']],
])('the parts of the JSON pointer %j are %j', (pointer, parts) => {
  expect(pointerParts(pointer)).toEqual(parts);
});

test.each([
  ['{\n  "a": 1,\n}', ' at line 3, column 1: '],
  ['nope', ': Unexpected token '],
])('the syntax error in %j is located', (text, start) => {
  let error: unknown;
  try {
    JSON.parse(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(syntaxErrorText(error as SyntaxError, text).slice(0, start.length)).toBe(start);
  expect(syntaxErrorText(error as SyntaxError, text)).not.toMatch(/position \d+ \(|\n/);
});
