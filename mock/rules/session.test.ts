import { isNestedTooDeep, maxNesting, valueText } from './session';

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}
const wraps: [string, (inner: unknown) => unknown][] = [
  ['arrays', (inner) => [inner]],
  ['objects', (inner) => ({ inner })],
  ['both, with siblings', (inner) => ({ other: 1, list: ['x', inner, null] })],
];

test.each(wraps)('200 levels of %s are allowed, 201 are too deep', (name, wrap) => {
  const levels = name.startsWith('both') ? 2 : 1;
  expect(maxNesting).toBe(200);
  expect(isNestedTooDeep(nested(200 / levels, wrap))).toBe(false);
  expect(isNestedTooDeep([nested(200 / levels, wrap)])).toBe(true);
});

test.each([['text'], [1], [null], [undefined], [[]], [{}], [Array(1000).fill([])]])(
  '%j is not too deep',
  (value) => {
    expect(isNestedTooDeep(value)).toBe(false);
  },
);

test('a value that would overflow the stack is too deep', () => {
  expect(isNestedTooDeep(nested(100_000, (inner) => [inner]))).toBe(true);
});

test('R-191: an object has text even if its toString is null', () => {
  expect(valueText({ toString: null })).toBe('{"toString":null}');
});
