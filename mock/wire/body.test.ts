import type { IncomingMessage } from 'node:http';
import { bodyParts, readBody, readBodyOfAnyType } from './body';

/** A request whose body a framework such as Express has parsed. */
const withBody = (text: string) =>
  ({ headers: {}, body: JSON.parse(text) }) as unknown as IncomingMessage & { body?: unknown };

describe.each([
  ['readBody', async (req: IncomingMessage) => readBody(req)],
  ['bodyParts', async (req: IncomingMessage) => bodyParts(req)],
  ['readBodyOfAnyType', readBodyOfAnyType],
])('%s of a body that was parsed before', (_, read) => {
  test.each(['{"a":[{"b":1e400}]}', '{"a":9007199254740993}', '{"a":-9007199254740993}'])(
    'refuses %s, whose number the parser has changed',
    async (text) => {
      await expect(read(withBody(text))).rejects.toMatchObject({ status: 400, code: 'BODY_NOT_JSON' });
    },
  );

  test('keeps other numbers', async () => {
    const body = { a: [9007199254740991, -1.5, 1e-300, null], b: '1e400' };
    expect(await read(withBody(JSON.stringify(body)))).toEqual(body);
  });
});
