import { orderOf } from './app-order';

const apps = ['a', 'b', 'c', 'd'];

test('declared keeps the order', () => {
  expect(orderOf('declared')(apps)).toEqual(apps);
});

test('a seed gives the same orders again, another seed others', () => {
  const ordersOf = (seed: number) => {
    const order = orderOf(`shuffled:${seed}`);
    return Array.from({ length: 6 }, () => order(apps).join(''));
  };
  expect(ordersOf(7)).toEqual(ordersOf(7));
  expect(ordersOf(7)).not.toEqual(ordersOf(8));
});

test('every order comes, and no app is lost', () => {
  const order = orderOf('shuffled:1');
  const seen = new Set(Array.from({ length: 2000 }, () => order(apps).join('')));
  expect(seen.size).toBe(24);
  for (const one of seen) expect([...one].sort()).toEqual(apps);
});

test('without a seed it shuffles too', () => {
  const order = orderOf('shuffled');
  expect(new Set(Array.from({ length: 100 }, () => order(apps).join(''))).size).toBeGreaterThan(1);
});
