import { changedNumber, pointerParts, syntaxErrorText } from './json';

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
  ['nope', " at line 1, column 2: Unexpected token 'o'"],
  ['{"a": 1,\n "password": hunter2 }', " at line 2, column 14: Unexpected token 'h'"],
  ['{"a":[1,]}', " at line 1, column 9: Unexpected token ']'"],
  ['{"a" "b"}', ' at line 1, column 6: '],
  ['{"a":', ' at line 1, column 6: Unexpected end of JSON input'],
  ['undefined', ' at line 1, column 1: '],
])('the syntax error in %j is located', (text, start) => {
  let error: unknown;
  try {
    JSON.parse(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(syntaxErrorText(error as SyntaxError, text).slice(0, start.length)).toBe(start);
  expect(syntaxErrorText(error as SyntaxError, text)).not.toMatch(/position \d+|\n|hunter|"/);
});

test.each([
  ['{"a":1e400}', '1e400'],
  ['[9007199254740993]', '9007199254740993'],
  ['[-12345678901234567890]', '-12345678901234567890'],
  ['["\\"1e400", 1e-400]', '1e-400'],
  ['[0.12345678901234567890]', '0.12345678901234567890'],
])('the number that a double changes in %s is %s', (text, number) => {
  expect(changedNumber(text)).toBe(number);
});

test.each([
  '{"a":"1e400 and 9007199254740993"}',
  '[9007199254740992,1e20,1E+2,-0,0.10,1.50e-3,0e5,1e22,5e-324]',
  '[]',
])('no number is changed in %s', (text) => expect(changedNumber(text)).toBeUndefined());
