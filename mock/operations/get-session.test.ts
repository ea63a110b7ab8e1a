import request from 'supertest';
import {
  anonymous,
  countSessions,
  expiredCookies,
  idNumber,
  managerWith,
  newVisitor,
  sessionOf,
  setCookieLines,
  testTime,
  told,
} from '../server/testing/visitor';

describe('items', () => {
  const values = { a: 1, 'a.b': 2, '*': 3, A: 4 };
  const publicKeys = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));

  test.each<[string, object]>([
    ['*', { ...anonymous, public: publicKeys }],
    ['public.a,*', { ...anonymous, public: publicKeys }],
    ['public.a', { public: { a: { value: 1 } } }],
    ['public.A', { public: { A: { value: 4 } } }],
    ['public.a.b', { public: { 'a.b': { value: 2 } } }],
    ['account.id', { account: { id: { value: '0e000000-0000-4000-8000-00000000000a', keepAlive: true } } }],
    ['account.accountName', { account: { accountName: { value: 'acme' } } }],
    [
      'store.channel,public.a,store.countryCode',
      {
        store: { channel: { value: '1' }, countryCode: { value: 'BRA' } },
        public: { a: { value: 1 } },
      },
    ],
    ['public.a,profile.email,public.none', { public: { a: { value: 1 } } }],
    ['Public.a,store.Channel', {}],
    ['public,public.', {}],
    ['store.*', {}],
    ['', {}],
    [',,.,a.', {}],
    [' public.a', {}],
    ['__proto__.a,constructor.name,public.__proto__,public.toString', {}],
  ])('%j (R-081 to R-093)', async (items, namespaces) => {
    const manager = managerWith();
    const { cookie, id } = await newVisitor(manager, { public: publicKeys });
    const answer = await request(manager.handler).get('/api/sessions').query({ items }).set('Cookie', cookie);
    expect(told(answer)).toEqual([200, { id, namespaces }]);
  });

  test('missing: 400 (R-083)', async () => {
    expect(told(await request(managerWith().handler).get('/api/sessions'))).toEqual([
      400,
      {
        type: 'BadRequest',
        message: 'The query parameter `items` is missing: add ?items=namespace.key,… or ?items=*',
        code: 'ITEMS_MISSING',
      },
    ]);
  });

  test('given twice: the last counts', async () => {
    const answer = await request(managerWith().handler).get('/api/sessions?items=*&items=store.channel');
    expect(answer.body.namespaces).toEqual({ store: { channel: { value: '1' } } });
  });
});

describe('with the cookie of a session', () => {
  test('sets no cookie, forbids caching (R-094, R-101)', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager);
    const answer = await request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
    expect(setCookieLines(answer)).toEqual([]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Object.keys(answer.body)).toEqual(['id', 'namespaces']);
    expect(Object.keys(answer.body.namespaces)).toEqual(['account', 'store']);
  });

  test('writes neither its query string nor its body (R-058)', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    const answer = await request(manager.handler)
      .get('/api/sessions?items=*&a=1&sc=2')
      .set('Cookie', visitor.cookie)
      .send({ public: { b: { value: 2 } } });
    expect(answer.body).toEqual({ id: visitor.id, namespaces: anonymous });
    expect(await sessionOf(manager, visitor)).toEqual({ id: visitor.id, namespaces: anonymous });
  });

  test('of two the first that verifies counts', async () => {
    const manager = managerWith();
    const one = await newVisitor(manager);
    const other = await newVisitor(manager);
    const cookies = `vtex_session=garbage; vtex_session=; ${other.cookie}; ${one.cookie}`;
    expect((await sessionOf(manager, { cookie: cookies })).id).toBe(other.id);
  });
});

describe('without a token (R-084, R-085)', () => {
  test.each([[undefined], ['vtex_session='], ['vtex_segment=e30; other=1'], ['vtex_session']])(
    'cookies %j: a session made for the answer and not kept',
    async (cookie) => {
      const manager = managerWith();
      for (const id of [1, 2]) {
        const call = request(manager.handler).get('/api/sessions?items=*');
        const answer = await (cookie === undefined ? call : call.set('Cookie', cookie));
        expect(told(answer)).toEqual([200, { id: idNumber(id), namespaces: anonymous }]);
        expect(setCookieLines(answer)).toEqual([]);
        expect(answer.headers['cache-control']).toBe('no-store');
      }
      expect(await countSessions(manager)).toBe(0);
    },
  );
});

test('without a token its query string is not written either (R-058)', async () => {
  const answer = await request(managerWith().handler).get('/api/sessions?items=*&sc=2&a=1');
  expect(answer.body.namespaces).toEqual(anonymous);
});

describe('with a token that names no session (R-086, R-166)', () => {
  const refused = (reason: string) => [
    401,
    { type: 'Unauthorized', message: `The session token is refused: ${reason}` },
  ];

  test.each([['undefined'], ['a.b.c'], ['{}'], ['%7B%7D'], ['..']])('%j', async (token) => {
    const answer = await request(managerWith().handler)
      .get('/api/sessions?items=*')
      .set('Cookie', `vtex_session=${token}`);
    expect(told(answer)).toEqual(refused('its signature does not verify'));
    expect(setCookieLines(answer)).toEqual(expiredCookies);
  });

  test('expired: from the moment its life ends', async () => {
    let now = testTime;
    const manager = managerWith({ clock: () => now });
    const { cookie } = await newVisitor(manager);
    const read = () => request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
    now += 432_000_000 - 1;
    expect((await read()).status).toBe(200);
    now += 1;
    expect(told(await read())).toEqual(refused('it has expired'));
    expect(await countSessions(manager)).toBe(0);
  });

  test('evicted by newer sessions', async () => {
    const manager = managerWith({ maxSessions: 1 });
    const { cookie } = await newVisitor(manager);
    await newVisitor(manager);
    const answer = await request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
    expect(told(answer)).toEqual(refused('its session is no longer kept'));
    expect(setCookieLines(answer)).toEqual(expiredCookies);
  });
});

test.each(['/io/api/sessions?items=*', '/api/sessions/?items=*', '/api/sessions?an=other&items=*'])(
  '%s is GET /api/sessions too (R-012 to R-014)',
  async (path) => {
    expect((await request(managerWith().handler).get(path)).body.namespaces).toEqual(anonymous);
  },
);
