import { shuffler } from './shuffle';

const list = ['a', 'b', 'c', 'd'];

test('a seed repeats the sequence of orders, and another seed gives another', () => {
  const ordersOf = (seed: number) => {
    const shuffled = shuffler(seed);
    return Array.from({ length: 6 }, () => shuffled(list).join(''));
  };
  expect(ordersOf(7)).toEqual(ordersOf(7));
  expect(ordersOf(7)).not.toEqual(ordersOf(8));
});

test('every order occurs, and none loses an item', () => {
  const shuffled = shuffler(1);
  const seen = new Set(Array.from({ length: 2000 }, () => shuffled(list).join('')));
  expect(seen.size).toBe(24);
  for (const order of seen) expect([...order].sort()).toEqual(list);
});

test('shuffles without a seed', () => {
  const shuffled = shuffler();
  expect(new Set(Array.from({ length: 100 }, () => shuffled(list).join(''))).size).toBeGreaterThan(1);
});
