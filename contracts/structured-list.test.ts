import { parseList } from './structured-list';

test('a list of tokens with parameters is read', () => {
  expect(parseList('a.b-c;grade=assumed;setting=statusOfX, d_1 ,\te;grade=live; key=*x')).toEqual([
    { token: 'a.b-c', parameters: { grade: 'assumed', setting: 'statusOfX' } },
    { token: 'd_1', parameters: {} },
    { token: 'e', parameters: { grade: 'live', key: '*x' } },
  ]);
});

test.each([
  ['', 'A token is missing'],
  ['1a', 'A token is missing'],
  ['-a', 'A token is missing'],
  ['a,', 'A token is missing'],
  ['a b', 'A comma is missing'],
  ['a (b)', 'A comma is missing'],
  ['a;Grade=x', 'The key of a parameter is missing'],
  ['a;grade', 'An equals sign is missing'],
  ['a;grade=', 'A token is missing'],
  ['a;grade="x"', 'A token is missing'],
  ['a; grade = x', 'An equals sign is missing'],
  ['a ;grade=x', 'A comma is missing'],
  ['a;grade=x;grade=y', 'The parameter grade comes twice'],
  ['café', 'A comma is missing'],
])('%j is none: %s', (text, reason) => {
  expect(() => parseList(text)).toThrow(reason);
});
