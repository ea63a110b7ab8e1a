import { BoundedCache } from './bounded-cache';

function remembering(count: number, keys: Iterable<number>) {
  const remembered = new BoundedCache<number, string>(count);
  for (const key of keys) remembered.set(key, `value ${key}`);
  return { remembered, knows: (key: number) => remembered.get(key) === `value ${key}` };
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test.each([1, 2, 3, 10])('the newest %i are there, whenever one looks', (count) => {
  for (let length = 1; length <= 4 * count; length++) {
    const { knows } = remembering(count, upTo(length));
    for (const key of upTo(length).slice(-count))
      expect([length, key, knows(key)]).toEqual([length, key, true]);
  }
});

test.each([1, 2, 3, 10])('never more than twice %i', (count) => {
  for (let length = 1; length <= 6 * count; length++) {
    const { remembered } = remembering(count, upTo(length));
    const older = upTo(length).slice(0, -2 * count);
    expect([length, older.filter((key) => remembered.get(key) !== undefined)]).toEqual([length, []]);
  }
});

test('what was asked for lately counts as new', () => {
  const { remembered, knows } = remembering(2, [1, 2, 3]);
  expect(knows(1)).toBe(true);
  remembered.set(4, 'value 4');
  expect([1, 2, 3, 4].map(knows)).toEqual([true, false, true, true]);
});

test('what is not there is made, once', () => {
  const remembered = new BoundedCache<number, string>(2);
  const make = jest.fn((key: number) => `value ${key}`);
  for (const key of [1, 2, 1, 2, 3, 1]) expect(remembered.of(key, () => make(key))).toBe(`value ${key}`);
  expect(make.mock.calls).toEqual([[1], [2], [3]]);
});

test('a key set again has its new value', () => {
  const { remembered } = remembering(2, [1, 2, 3]);
  remembered.set(1, 'another');
  expect(remembered.get(1)).toBe('another');
});
