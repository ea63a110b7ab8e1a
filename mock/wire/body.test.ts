import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
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

/** A request whose bytes come when the test writes them. */
const sending = (length = 2) =>
  Object.assign(new PassThrough(), { headers: { 'content-length': String(length) } });
type Sending = ReturnType<typeof sending> & IncomingMessage;

describe.each([
  ['destroyed', (req: Sending) => req.destroy()],
  ['reset', (req: Sending) => req.destroy(new Error('ECONNRESET'))],
])('a request that is %s amid its body', (_, end) => {
  test('is unreadable', async () => {
    const req = sending() as Sending;
    const body = readBody(req);
    req.write('{');
    setImmediate(() => end(req));
    await expect(body).rejects.toMatchObject({ code: 'REQUEST_UNREADABLE' });
  });
});

test('a request whose body something else has read is unreadable', async () => {
  const req = sending() as Sending;
  req.end('{}').resume();
  await new Promise((resolve) => req.on('close', resolve));
  await expect(readBody(req)).rejects.toMatchObject({ code: 'REQUEST_UNREADABLE' });
});

test('a body that is announced as too large is refused before it is sent', async () => {
  const req = sending(1_048_577) as Sending;
  await expect(readBody(req)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  expect(req.readableFlowing).toBe(true); // what is sent after all is dropped
});
