import { answerOf } from '../targets/target';
import { tokensIn, valuesIn } from './visitor';

const answer = (status: number, text: string) =>
  answerOf({ status, text, headers: {}, setCookie: [] } as never);

test('the values of a session are read by item', () => {
  const text = '{"id":"x","namespaces":{"public":{"a":{"value":1}},"store":{}}}';
  expect(valuesIn(answer(200, text))).toEqual({ 'public.a': 1 });
});

test.each([
  [503, '{"code":"STORE_UNAVAILABLE"}'],
  [200, 'null'],
])('an answer that is neither session nor tokens is named: %d %s', (status, text) => {
  expect(() => valuesIn(answer(status, text))).toThrow(
    `Expected a body with namespaces, got ${status}: ${text}`,
  );
  expect(() => tokensIn(answer(status, text))).toThrow(`with sessionToken, got ${status}: ${text}`);
});
