import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { managerWith, sessionOf, told, visitorOf } from '../server/testing/visitor';
import { maxBodyBytes } from './body';

const body = '{"public":{"a":{"value":"€"}}}';

/** Sends bytes as they are. */
function post(bytes: string | Buffer, headers: Record<string, string> = {}) {
  const { handler } = managerWith();
  const call = request(handler).post('/api/sessions?items=public.a').set(headers);
  return call.serialize((sent) => sent as unknown as string).send(bytes);
}

describe('is read as JSON', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF8',
    'application/json; charset="utf-8"; x=y',
    'APPLICATION/JSON',
    'application/vnd.vtex.session.v1+json',
    'application/merge-patch+json',
  ])('of content type %s (R-038)', async (contentType) => {
    const answer = await post(body, { 'Content-Type': contentType });
    expect([answer.status, answer.body.namespaces]).toEqual([201, { public: { a: { value: '€' } } }]);
  });

  test('with `Content-Encoding: identity`', async () => {
    const answer = await post(body, { 'Content-Type': 'application/json', 'Content-Encoding': 'identity' });
    expect(answer.status).toBe(201);
  });

  test('with a byte order mark in front', async () => {
    const answer = await post(`\ufeff${body}`, { 'Content-Type': 'application/json' });
    expect(answer.body.namespaces).toEqual({ public: { a: { value: '€' } } });
  });

  test('in chunks', async () => {
    const manager = managerWith();
    const call = request(manager.handler)
      .post('/api/sessions')
      .set('Transfer-Encoding', 'chunked')
      .type('json');
    call.write(body.slice(0, 10));
    call.write(body.slice(10));
    const { namespaces } = await sessionOf(manager, visitorOf(await call));
    expect(namespaces['public']).toEqual({ a: { value: '€' } });
  });
});

describe('is refused, by what it is (415)', () => {
  test.each([
    ['text/plain', 'Content-Type text/plain'],
    ['application/x-www-form-urlencoded', 'Content-Type application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x', 'Content-Type multipart/form-data; boundary=x'],
    ['application/json; charset=latin1', 'Content-Type application/json; charset=latin1'],
    ['application/jsonx', 'Content-Type application/jsonx'],
    ['application/x+jsonp', 'Content-Type application/x+jsonp'],
    ['text/json', 'Content-Type text/json'],
    ['json', 'Content-Type json'],
  ])('%s', async (contentType, told415) => {
    expect(told(await post(body, { 'Content-Type': contentType }))).toEqual(unsupported(told415));
  });

  test.each(['gzip', 'br', 'deflate', 'x'])('Content-Encoding %s', async (encoding) => {
    const bytes = encoding === 'gzip' ? gzipSync(body) : body;
    const answer = await post(bytes, { 'Content-Type': 'application/json', 'Content-Encoding': encoding });
    expect(told(answer)).toEqual(unsupported(`Content-Encoding ${encoding}`));
  });

  test('unless there is nothing to read', async () => {
    const { handler } = managerWith();
    const call = request(handler)
      .post('/api/sessions')
      .set({ 'Content-Type': 'text/plain', 'Content-Length': '0' });
    expect((await call).status).toBe(201);
  });

  const unsupported = (sent: string) => [
    415,
    {
      type: 'UnsupportedMediaType',
      message: `${sent} is not read: send Content-Type: application/json in UTF-8, not compressed`,
      code: 'CONTENT_TYPE_UNSUPPORTED',
    },
  ];
});

describe('its size', () => {
  const filledTo = (bytes: number) => {
    const [head, tail] = ['{"public":{"a":{"value":"', '"}}}'];
    return head + 'x'.repeat(bytes - head.length - tail.length) + tail;
  };
  const tooLarge = [
    413,
    {
      type: 'PayloadTooLarge',
      message: 'The body is over 1048576 bytes: send less in one request',
      code: 'BODY_TOO_LARGE',
    },
  ];

  test('1 MB is taken', async () => {
    expect(maxBodyBytes).toBe(1_048_576);
    expect((await post(filledTo(maxBodyBytes), { 'Content-Type': 'application/json' })).status).toBe(201);
  });

  test('a byte more is not (413), announced', async () => {
    expect(told(await post(filledTo(maxBodyBytes + 1), { 'Content-Type': 'application/json' }))).toEqual(
      tooLarge,
    );
  });

  test('nor in chunks', async () => {
    const call = request(managerWith().handler)
      .post('/api/sessions')
      .set('Transfer-Encoding', 'chunked')
      .type('json');
    const text = filledTo(maxBodyBytes + 1);
    call.write(text.slice(0, 1000));
    call.write(text.slice(1000));
    expect(told(await call)).toEqual(tooLarge);
  });
});
