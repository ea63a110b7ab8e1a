import { isNestedTooDeep } from './session';

test('a value that would overflow the stack is too deep', () => {
  let value: unknown = 'x';
  for (let level = 0; level < 100_000; level++) value = [value];
  expect(isNestedTooDeep(value)).toBe(true);
});
