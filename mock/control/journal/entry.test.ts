import { request as nodeRequest } from 'node:http';
import request from 'supertest';
import { appReading, managerWith, newVisitor, testTime } from '../../server/testing/visitor';

describe('an entry', () => {
  test('tells what came in and what was answered', async () => {
    const manager = managerWith();
    await request(manager.handler)
      .post('/io/api/sessions/?utm_source=google&a=1&a=2')
      .set({ Cookie: 'vtex_session=none; x', 'X-Other': 'hidden', 'User-Agent': 'suite' })
      .send({ public: { color: { value: 'blue', more: 1 } }, profile: { email: { value: 'hidden' } } });
    const [entry, ...others] = manager.journal.entries();
    expect(others).toEqual([]);
    expect(entry?.milliseconds).toBeGreaterThan(0);
    expect(entry).toEqual({
      seq: 1,
      at: new Date(testTime).toISOString(),
      method: 'POST',
      path: '/io/api/sessions/',
      operation: 'createSession',
      status: 201,
      unmatched: false,
      session: { id: '00000000-0000-4000-8000-000000000001', version: 2 },
      request: {
        query: { utm_source: 'google', a: ['1', '2'] },
        headers: {
          host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          'accept-encoding': 'gzip, deflate',
          cookie: 'vtex_session=<redacted>; <redacted>',
          'x-other': '<redacted>',
          'user-agent': 'suite',
          'content-type': 'application/json',
          'content-length': '85',
          connection: 'close',
        },
        body: { public: { color: { value: 'blue', more: '<redacted>' } }, profile: '<redacted>' },
      },
      answer: {
        headers: { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
        setCookie: [
          'vtex_session=<redacted>; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000',
          'vtex_segment=<redacted>; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000',
        ],
        body: { sessionToken: '<redacted>', segmentToken: '<redacted>' },
      },
      ignored: [{ path: 'profile', reason: 'a caller writes the public namespace only', rule: 'R-030' }],
      conflicts: [],
      milliseconds: entry?.milliseconds,
    });
  });

  test('has the version before and after: created, edited, unchanged, read', async () => {
    const manager = managerWith();
    const { cookie, id } = await newVisitor(manager);
    for (const call of ['patch', 'patch', 'get'] as const)
      await request(manager.handler)[call]('/api/sessions?items=*&a=1').set('Cookie', cookie);
    expect(manager.journal.entries().map(({ session }) => session)).toEqual([
      { id, version: 2 },
      { id, version: 3, versionBefore: 2 },
      { id, version: 3, versionBefore: 3 },
      { id, version: 3, versionBefore: 3 },
    ]);
  });

  test('without a version names the session of the token, where the answer knows none', async () => {
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

  test('shows a session as the answer did, its cookies left out', async () => {
    const manager = managerWith();
    const { cookie } = await manager.persona('shopper');
    const { body } = await request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
    const [entry] = manager.journal.entries();
    const names = Object.keys(body.namespaces.cookie);
    expect(names).toEqual(['VtexIdclientAutCookie_acme']);
    const hidden = Object.fromEntries(names.map((name) => [name, { value: '<redacted>' }]));
    expect(entry?.answer.body).toEqual({ ...body, namespaces: { ...body.namespaces, cookie: hidden } });
  });

  test('shows no recorded cookie, whatever its name', async () => {
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

  test('shows a segment, and of expired cookies that they are empty', async () => {
    const manager = managerWith();
    const { body } = await request(manager.handler).get('/api/segments');
    await request(manager.handler).get('/api/sessions/x?items=*');
    const [segment, refused] = manager.journal.entries().map(({ answer }) => answer);
    expect(segment?.body).toEqual(body);
    expect(refused?.setCookie).toEqual([
      'vtex_session=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0',
      'vtex_segment=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0',
    ]);
    expect(refused?.body).toEqual({
      type: 'Unauthorized',
      message: 'The session token is refused: its signature does not verify',
    });
  });

  test('of HEAD and OPTIONS names an operation too', async () => {
    const manager = managerWith();
    await request(manager.handler).head('/api/segments');
    await request(manager.handler).options('/api/sessions');
    expect(manager.journal.entries().map(({ method, operation }) => [method, operation])).toEqual([
      ['HEAD', 'getSegment'],
      ['OPTIONS', 'options'],
    ]);
  });

  test('names the fault, and the status that came of it: 0 where the connection was cut', async () => {
    const manager = managerWith();
    const headers = { 'x-mock-fault': 'drop=answer' };
    const lost = manager.fetch('http://x.example/api/sessions', { method: 'POST', headers });
    await expect(lost).rejects.toThrow('fetch failed');
    const [entry] = manager.journal.entries({ status: 0 });
    expect([entry?.status, entry?.fault]).toEqual([0, 'drop=answer']);
  });

  test('names the failed app, and conflicts', async () => {
    const failing = appReading('a', {}, () => {
      throw new Error('the inside of it');
    });
    const giving = (name: string) => ({
      ...appReading('b', { x: ['y'] }, () => ({ x: { y: name } })),
      name,
    });
    const manager = managerWith({ apps: [failing, giving('one'), giving('two')] });
    await request(manager.handler).post('/api/sessions?a=1');
    await request(manager.handler).post('/api/sessions?b=1');
    const [failed, conflicting] = manager.journal.entries();
    expect(failed?.failure).toBe(
      'App reads-a failed, resulting in an error building the session: the inside of it',
    );
    expect(conflicting?.conflicts).toMatchObject([{ namespace: 'x', key: 'y', winner: 'two' }]);
  });

  test('of a body that is no JSON quotes nothing', async () => {
    const manager = managerWith();
    await request(manager.handler).post('/api/sessions').type('json').send('{"a": hunter2');
    const [entry] = manager.journal.entries();
    expect(entry?.request).toMatchObject({ leftOut: 'not read, or not JSON' });
    expect(entry?.answer.body).toEqual({
      type: 'BadRequest',
      code: 'BODY_NOT_JSON',
      message: 'The body is not valid JSON',
    });
  });

  test.each([
    ['a list', []],
    ['a text', 'secret'],
  ])('of a body that is %s shows nothing', async (_, body) => {
    const manager = managerWith();
    await request(manager.handler).post('/api/sessions').type('json').send(JSON.stringify(body));
    expect(manager.journal.entries()[0]?.request.body).toBe('<redacted>');
  });

  const large = (length: number) => ({ public: { a: { value: 'x'.repeat(length) } } });

  test('leaves out a body over 16,384 bytes, and an answer over 32,768 characters', async () => {
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

  test.each([[100], [20_000]])('of a chunked body of %i bytes knows how long it was', async (length) => {
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

  test('of a large segment leaves out the answer', async () => {
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
