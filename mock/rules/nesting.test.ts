import { isNestedTooDeep, maxNesting } from './session';

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}
const wraps: [string, (inner: unknown) => unknown][] = [
  ['arrays', (inner) => [inner]],
  ['objects', (inner) => ({ inner })],
  ['both, beside others', (inner) => ({ other: 1, list: ['x', inner, null] })],
];

test.each(wraps)('in %s 200 levels are few enough, and 201 too many', (name, wrap) => {
  const levels = name.startsWith('both') ? 2 : 1;
  expect(maxNesting).toBe(200);
  expect(isNestedTooDeep(nested(200 / levels, wrap))).toBe(false);
  expect(isNestedTooDeep([nested(200 / levels, wrap)])).toBe(true);
});

test.each([['text'], [1], [null], [undefined], [[]], [{}], [Array(1000).fill([])]])(
  '%j is not deep',
  (value) => {
    expect(isNestedTooDeep(value)).toBe(false);
  },
);

test('what would run out of stack is judged too', () => {
  expect(isNestedTooDeep(nested(100_000, (inner) => [inner]))).toBe(true);
});
