import { BoundedCache, type CacheLimits } from './bounded-cache';

type Limits = number | CacheLimits<number, string>;

function filled(limits: Limits, keys: Iterable<number>) {
  const cache = new BoundedCache<number, string>(limits);
  for (const key of keys) cache.set(key, `value ${key}`);
  return { cache, has: (key: number) => cache.get(key) === `value ${key}` };
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test.each([1, 2, 3, 10])('the newest %i entries are always cached', (count) => {
  for (let length = 1; length <= 4 * count; length++) {
    const { has } = filled(count, upTo(length));
    for (const key of upTo(length).slice(-count))
      expect([length, key, has(key)]).toEqual([length, key, true]);
  }
});

test.each([1, 2, 3, 10])('at most twice %i entries are cached', (count) => {
  for (let length = 1; length <= 6 * count; length++) {
    const { cache } = filled(count, upTo(length));
    const older = upTo(length).slice(0, -2 * count);
    expect([length, older.filter((key) => cache.get(key) !== undefined)]).toEqual([length, []]);
  }
});

test('an entry that was read recently is not evicted', () => {
  const { cache, has } = filled(2, [1, 2, 3]);
  expect(has(1)).toBe(true);
  cache.set(4, 'value 4');
  expect([1, 2, 3, 4].map(has)).toEqual([true, false, true, true]);
});

test('a missing value is made once', () => {
  const cache = new BoundedCache<number, string>(2);
  const make = jest.fn((key: number) => `value ${key}`);
  for (const key of [1, 2, 1, 2, 3, 1]) expect(cache.getOrMake(key, () => make(key))).toBe(`value ${key}`);
  expect(make.mock.calls).toEqual([[1], [2], [3]]);
});

test('setting a key again replaces its value', () => {
  const { cache } = filled(2, [1, 2, 3]);
  cache.set(1, 'another');
  expect(cache.get(1)).toBe('another');
});

describe('with a limit of 100 bytes', () => {
  const limits = { count: 1000, bytes: 100, sizeOf: (_: number, { length }: string) => length };

  test.each([1, 9, 10, 25, 50])('entries of %i bytes never take more', (size) => {
    const cache = new BoundedCache<number, string>(limits);
    for (const key of upTo(300)) {
      cache.set(key, 'x'.repeat(size));
      expect(cache.get(key)).toHaveLength(size);
    }
    const left = upTo(300).filter((key) => cache.get(key) !== undefined);
    expect(left.length * size).toBeLessThanOrEqual(100);
    expect(left.length * size).toBeGreaterThan(50 - size);
  });

  test('an entry over half of it is not cached, and neither is the value it replaces', () => {
    const { cache, has } = filled(limits, [1, 2]);
    cache.set(1, 'x'.repeat(51));
    expect([cache.get(1), has(2)]).toEqual([undefined, true]);
  });
});

test('an entry with a long key is made each time', () => {
  const cache = new BoundedCache<string, number>({ count: 10, keyLength: 3 });
  let made = 0;
  const values = ['abc', 'abc', 'abcd', 'abcd'].map((key) => cache.getOrMake(key, () => ++made));
  expect(values).toEqual([1, 1, 2, 3]);
});

test('long strings are bounded in bytes without a limit of their own', () => {
  const cache = new BoundedCache<string, number>({ count: 1000, keyLength: 1_000_000 });
  const keys = upTo(100).map((index) => `${index}${'x'.repeat(100_000)}`);
  for (const key of keys) cache.set(key, 1);
  expect(keys.filter((key) => cache.get(key) === 1).length).toBeLessThanOrEqual(20);
});

test('clear removes all entries', () => {
  const { cache } = filled(2, [1, 2, 3]);
  cache.clear();
  expect([1, 2, 3].map((key) => cache.get(key))).toEqual([undefined, undefined, undefined]);
});
