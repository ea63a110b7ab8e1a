import { parseList } from './structured-list';

test('parses tokens with integers, strings and booleans as parameters', () => {
  expect(parseList('a.b-c;value=401;x="a \\"b\\" \\\\ c", d_1 ,\te;value=?1; key=-2,f;value=?0')).toEqual([
    { token: 'a.b-c', parameters: { value: 401, x: 'a "b" \\ c' } },
    { token: 'd_1', parameters: {} },
    { token: 'e', parameters: { value: true, key: -2 } },
    { token: 'f', parameters: { value: false } },
  ]);
});

test.each([
  ['', 'A token is missing'],
  ['1a', 'A token is missing'],
  ['-a', 'A token is missing'],
  ['a,', 'A token is missing'],
  ['a b', 'A comma is missing'],
  ['a (b)', 'A comma is missing'],
  ['a;Grade=1', 'The key of a parameter is missing'],
  ['a;grade', 'An equals sign is missing'],
  ['a;grade=', 'An integer, a string or a boolean is missing'],
  ['a;grade=x', 'An integer, a string or a boolean is missing'],
  ['a;grade=1.5', 'An integer, a string or a boolean is missing'],
  ['a;grade="é"', 'A string is missing'],
  ['a;grade="\\n"', 'A string is missing'],
  ['a;grade="x', 'A string is missing'],
  ['a;grade=?2', 'A boolean is missing'],
  ['a; grade = 1', 'An equals sign is missing'],
  ['a ;grade=1', 'A comma is missing'],
  ['a;grade=1;grade=2', 'The parameter grade comes twice'],
  ['café', 'A comma is missing'],
])('rejects %j: %s', (text, reason) => {
  expect(() => parseList(text)).toThrow(reason);
});
