import request from 'supertest';
import { countSessions, managerWith, newVisitor, sessionOf } from './testing/visitor';

describe('HEAD answers as GET does, without the body', () => {
  test.each([
    ['/api/sessions?items=*', 200],
    ['/api/sessions', 400],
    ['/api/sessions/invalidToken?items=*', 401],
    ['/api/sessions/%zz', 400],
    ['/api/segments?utm_source=%E2%82%AC', 200],
    ['/api/segments/e30', 200],
    ['/api/segments/e', 400],
    ['/_mock/health', 200],
    ['/_mock/openapi.json', 200],
    ['/nothing', 404],
  ])('%s: %i', async (path, status) => {
    const { handler } = managerWith();
    const [get, head] = [await request(handler).get(path), await request(handler).head(path)];
    const headersOf = ({ headers }: typeof get) => ({ ...headers, date: undefined });
    expect([get.status, head.status]).toEqual([status, status]);
    expect(head.text ?? '').toBe('');
    const lengthOf = (text: string) => String(Buffer.byteLength(text));
    if (status === 404)
      expect(head.headers['content-length']).toBe(lengthOf(get.text.replace('GET', 'HEAD')));
    else expect(headersOf(head)).toEqual(headersOf(get));
    expect(get.headers['content-length']).toBe(lengthOf(get.text));
  });

  test('and reads the session that the cookie names', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager, { public: { a: { value: 'x'.repeat(500) } } });
    const head = await request(manager.handler).head('/api/sessions?items=public.a').set('Cookie', cookie);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(500);
  });
});

describe('OPTIONS answers 204 with what is allowed', () => {
  test.each([
    ['/api/sessions', 'POST, PATCH, GET, HEAD, OPTIONS'],
    ['/io/api/sessions/?items=*', 'POST, PATCH, GET, HEAD, OPTIONS'],
    ['/api/sessions/any', 'POST, GET, HEAD, OPTIONS'],
    ['/api/segments', 'GET, HEAD, OPTIONS'],
    ['/api/segments/any', 'GET, HEAD, OPTIONS'],
  ])('%s: %s', async (path, allow) => {
    const manager = managerWith();
    const answer = await request(manager.handler).options(path);
    expect([answer.status, answer.text, answer.headers['allow']]).toEqual([204, '', allow]);
    expect(answer.headers['content-type']).toBeUndefined();
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await countSessions(manager)).toBe(0);
  });

  test('and changes nothing', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    const before = await sessionOf(manager, visitor);
    const call = request(manager.handler).options('/api/sessions?a=1').set('Cookie', visitor.cookie);
    await call.send({ public: { b: { value: 2 } } });
    expect(await sessionOf(manager, visitor)).toEqual(before);
  });

  test.each(['/_mock/health', '/_mock/openapi.json'])('%s too', async (path) => {
    const answer = await request(managerWith().handler).options(path);
    expect([answer.status, answer.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});
