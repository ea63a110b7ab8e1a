import { request as nodeRequest } from 'node:http';
import request from 'supertest';
import { managerWith, newVisitor } from '../../server/testing/visitor';

describe('an entry', () => {
  test('names the session of the token, without a version, when no session was found', async () => {
    const manager = managerWith();
    const { cookie, token, id } = await newVisitor(manager);
    const { handler } = manager;
    await request(handler).patch('/api/sessions?sc=99').set('Cookie', cookie);
    await request(handler).get('/api/segments').set('Cookie', cookie);
    await request(handler).get(`/api/sessions/${token}`);
    await request(handler).get('/api/segments').set('Cookie', 'vtex_session=a.e30.c');
    await request(handler).get('/api/sessions?items=*');
    expect(manager.journal.entries({ since: 1 }).map(({ session }) => session)).toEqual([
      { id },
      { id },
      { id },
      undefined,
      undefined,
    ]);
  });

  test('redacts recorded cookies of any name', async () => {
    const app = { name: 'own', input: { cookie: ['color'] }, output: {}, transform: () => ({}) };
    const manager = managerWith({ apps: [app] });
    const { body } = await request(manager.handler)
      .post('/api/sessions?items=cookie.color')
      .set('Cookie', 'color=blue');
    expect(body.namespaces.cookie).toEqual({ color: { value: 'blue' } });
    expect(manager.journal.entries()[0]?.answer.body).toEqual({
      ...body,
      namespaces: { cookie: { color: { value: '<redacted>' } } },
    });
  });

  test('has an operation for HEAD and OPTIONS', async () => {
    const manager = managerWith();
    await request(manager.handler).head('/api/segments');
    await request(manager.handler).options('/api/sessions');
    expect(manager.journal.entries().map(({ method, operation }) => [method, operation])).toEqual([
      ['HEAD', 'getSegment'],
      ['OPTIONS', 'options'],
    ]);
  });

  const large = (length: number) => ({ public: { a: { value: 'x'.repeat(length) } } });

  test('omits a body over 16,384 bytes and an answer over 32,768 characters', async () => {
    const manager = managerWith();
    const { handler } = manager;
    const bytes = 16_384 - JSON.stringify(large(0)).length;
    await request(handler).post('/api/sessions').send(large(bytes));
    await request(handler).post('/api/sessions?items=*').send(large(40_000));
    const [fits, tooLarge] = manager.journal.entries();
    expect(fits?.request.body).toEqual(large(bytes));
    expect(tooLarge?.request).toMatchObject({ leftOut: 'over 16384 bytes' });
    expect(tooLarge?.answer).toMatchObject({ leftOut: 'over 32768 characters' });
    expect([tooLarge?.request.body, tooLarge?.answer.body]).toEqual([undefined, undefined]);
    expect(tooLarge?.answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test.each([[100], [20_000]])('measures a chunked body of %i bytes', async (length) => {
    const manager = managerWith();
    const { port } = await manager.listen();
    await new Promise<void>((resolve) => {
      const sending = nodeRequest({ port, method: 'POST', path: '/api/sessions' }, (res) => {
        res.resume().on('end', resolve);
      });
      sending.setHeader('Transfer-Encoding', 'chunked');
      sending.end(JSON.stringify(large(length)));
    });
    await manager.close();
    const [entry] = manager.journal.entries();
    expect([entry?.request.body, entry?.request.leftOut]).toEqual(
      length < 16_384 ? [large(length), undefined] : [undefined, 'over 16384 bytes'],
    );
  });

  test('omits the answer of a large segment', async () => {
    const manager = managerWith();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ public: { utm_campaign: { value: 'x'.repeat(40_000) } } });
    await manager.fetch('http://x.example/api/sessions', { method: 'POST', body, headers }); // no HTTP client reads such a cookie
    expect(manager.journal.entries()[0]?.answer.leftOut).toBe('over 32768 characters');
  });

  test('has headers of any length', async () => {
    const manager = managerWith();
    const long = 'a'.repeat(5000);
    await request(manager.handler).get('/api/segments').set('User-Agent', long);
    await request(manager.handler).get('/api/segments').set('User-Agent', 'caf\u00e9');
    const agents = manager.journal.entries().map(({ request: { headers } }) => headers['user-agent']);
    expect(agents).toEqual([long, 'caf\u00e9']);
  });
});
