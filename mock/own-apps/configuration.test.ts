import { parseAppConfiguration } from './configuration';

// The contract suite covers what a request can show (emulator.configurations, cascade.remote).

test('a KEY, a namespace and a key may be named __proto__', () => {
  const parsed = parseAppConfiguration('{"__proto__": {"input": {"__proto__": ["__proto__"]}}}');
  expect(JSON.stringify(parsed)).toBe(
    '{"apps":[{"key":"__proto__","input":{"__proto__":["__proto__"]},"output":{}}]}',
  );
});
