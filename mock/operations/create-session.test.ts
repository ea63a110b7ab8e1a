import request from 'supertest';
import {
  anonymous,
  anonymousSegment,
  appReading,
  claimsOf,
  countSessions,
  headerOf,
  idNumber,
  loginApp,
  managerWith,
  newVisitor,
  segmentIn,
  sessionOf,
  setCookieLines,
  testTime,
  told,
  visitorOf,
} from '../server/testing/visitor';

const attributes = 'Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000';

describe('a first POST', () => {
  test('answers 201 and the two tokens, which it also sets as cookies (R-020, R-024, R-026)', async () => {
    const answer = await request(managerWith().handler).post('/api/sessions').send({});
    const { sessionToken, segmentToken } = answer.body;
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body)).toEqual(['sessionToken', 'segmentToken']);
    expect(setCookieLines(answer)).toEqual([
      `vtex_session=${sessionToken}; ${attributes}`,
      `vtex_segment=${segmentToken}; ${attributes}`,
    ]);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['etag']).toBeUndefined();
  });

  test('signs version 2 of a new id, in the form of 2026 (R-158 to R-163)', async () => {
    const { token, segment } = await newVisitor(managerWith());
    const seconds = testTime / 1000;
    expect(Object.entries(headerOf(token)).map(([name]) => name)).toEqual(['alg', 'kid', 'typ']);
    expect(headerOf(token)).toMatchObject({ alg: 'ES256', typ: 'JWT' });
    expect(JSON.stringify(claimsOf(token))).toBe(
      JSON.stringify({
        'account.id': [],
        id: idNumber(1),
        version: 2,
        sub: 'session',
        account: 'acme',
        exp: seconds + 432_000,
        iat: seconds,
        jti: idNumber(2),
        iss: 'session/data-signer',
      }),
    );
    expect(JSON.stringify(segmentIn(segment))).toBe(JSON.stringify(anonymousSegment));
    expect(segment).not.toContain('=');
  });

  test.each<[string, (call: request.Test) => request.Test]>([
    ['no body at all (R-028)', (call) => call],
    ['no body, with a content type (R-028)', (call) => call.type('json')],
    ['an empty object (R-027)', (call) => call.send({})],
    ['an empty `public`', (call) => call.send({ public: {} })],
    [
      'another namespace only (R-030)',
      (call) => call.send({ profile: { email: { value: 'x@example.com' } } }),
    ],
    ['an entry without `value` (R-032)', (call) => call.send({ public: { org: { id: { value: 'x' } } } })],
    ['keys of an app and a login, as headers (R-016)', (call) => call.set({ 'X-VTEX-API-AppKey': 'k' })],
  ])('is content with %s', async (_, prepare) => {
    const manager = managerWith();
    const answer = await prepare(request(manager.handler).post('/api/sessions'));
    expect(answer.status).toBe(201);
    expect(await sessionOf(manager, visitorOf(answer))).toEqual({ id: idNumber(1), namespaces: anonymous });
  });

  test('marks cookies for plain http in the `dev` profile', async () => {
    const answer = await request(managerWith({ cookieProfile: 'dev' }).handler).post('/api/sessions');
    expect(setCookieLines(answer)).toEqual([
      `vtex_session=${answer.body.sessionToken}; Path=/; HttpOnly; SameSite=Lax; Max-Age=432000`,
      `vtex_segment=${answer.body.segmentToken}; Path=/; HttpOnly; SameSite=Lax; Max-Age=432000`,
    ]);
  });
});

describe('with `items`', () => {
  test.each([
    ['store.channel,public.utm_source,profile.email', { store: { channel: { value: '1' } } }],
    ['*', anonymous],
    ['', {}],
  ])(
    '%j answers these items instead of tokens, and still sets the cookies (R-022, R-025)',
    async (items, namespaces) => {
      const answer = await request(managerWith().handler).post('/api/sessions').query({ items }).send({});
      expect(told(answer)).toEqual([201, { id: idNumber(1), namespaces }]);
      expect(setCookieLines(answer).map((line) => line.split('=')[0])).toEqual([
        'vtex_session',
        'vtex_segment',
      ]);
    },
  );
});

describe('the query string', () => {
  test.each([
    ['utm_source=mail&postalCode=04561000', { utm_source: 'mail', postalCode: '04561000' }],
    ['a=1&a=2', { a: '2' }],
    ['a=&b', { a: '', b: '' }],
    ['?utm_source=x', { utm_source: 'x' }],
    ['a.b=1&__proto__=2&constructor=3', { 'a.b': '1', ['__proto__']: '2', constructor: '3' }],
    ['a=%E2%82%AC+x', { a: '€ x' }],
  ])('?%s is written to public, as strings (R-050 to R-056)', async (query, values) => {
    const manager = managerWith();
    const answer = await request(manager.handler).post(`/api/sessions?${query}`);
    const { namespaces } = await sessionOf(manager, visitorOf(answer));
    expect(Object.entries(namespaces['public'] ?? {})).toEqual(
      Object.entries(values).map(([key, value]) => [key, { value }]),
    );
  });

  test('does not write reserved names (R-053 to R-055)', async () => {
    const answer = await request(managerWith().handler).post(
      '/api/sessions?items=*&an=acme&workspace=w&session_path=p&__bindingId=b&supportedLocales=pt-BR',
    );
    expect(answer.body.namespaces).toEqual(anonymous);
  });

  test('gives way to the body (R-057)', async () => {
    const answer = await request(managerWith().handler)
      .post('/api/sessions?items=public.a,public.b&a=query&b=query')
      .send({ public: { a: { value: 'body' } } });
    expect(answer.body.namespaces).toEqual({ public: { a: { value: 'body' }, b: { value: 'query' } } });
  });
});

describe('values', () => {
  test.each([
    ['text'],
    [''],
    [' '],
    [123],
    [1.5],
    [true],
    [false],
    [null],
    [[1, 'a']],
    [{ b: { c: [null] } }],
    ['€ 😀'],
    ['\ud800'],
  ])('%j is kept verbatim (R-060 to R-067)', async (value) => {
    const manager = managerWith();
    const { namespaces } = await sessionOf(manager, await newVisitor(manager, { public: { a: { value } } }));
    expect(namespaces['public']).toEqual({ a: { value } });
  });
});

describe('with the cookie of a session', () => {
  test('edits it, whose id stays (R-034, X-1)', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager, { public: { a: { value: '1' } } });
    const answer = await request(manager.handler)
      .post('/api/sessions?sc=2&utm_source=google')
      .set('Cookie', `${visitor.cookie}; vtex_segment=${visitor.segment}`)
      .send({ public: { country: { value: 'BRA' } }, profile: { email: { value: 'ignored@example.com' } } });
    expect(answer.status).toBe(201);
    const edited = visitorOf(answer);
    expect(claimsOf(edited.token)).toMatchObject({ id: visitor.id, version: 3 });
    expect(segmentIn(edited.segment)).toEqual({
      ...anonymousSegment,
      channel: '2',
      utm_source: 'google',
      currencyCode: 'USD',
      currencySymbol: '$',
      countryCode: 'USA',
      cultureInfo: 'en-US',
    });
    const { namespaces } = await sessionOf(manager, edited);
    expect(namespaces['public']).toEqual({
      a: { value: '1' },
      sc: { value: '2' },
      utm_source: { value: 'google' },
      country: { value: 'BRA' },
    });
    expect(namespaces['profile']).toBeUndefined();
    expect(await countSessions(manager)).toBe(1);
  });

  test('edits the newest state by an older token (R-035)', async () => {
    const manager = managerWith();
    const { cookie, id } = await newVisitor(manager);
    await request(manager.handler).post('/api/sessions?a=1').set('Cookie', cookie);
    const answer = await request(manager.handler).post('/api/sessions?b=2').set('Cookie', cookie);
    expect(claimsOf(answer.body.sessionToken)).toMatchObject({ id, version: 4 });
    const { namespaces } = await sessionOf(manager, { cookie });
    expect(namespaces['public']).toEqual({ a: { value: '1' }, b: { value: '2' } });
  });

  test('changing nothing keeps the token and sets the cookies anew (R-168)', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager, { public: { a: { value: { b: [1] } } } });
    for (const body of [{}, { public: { a: { value: { b: [1] } } } }]) {
      const answer = await request(manager.handler)
        .post('/api/sessions')
        .set('Cookie', visitor.cookie)
        .send(body);
      expect(answer.body).toEqual({ sessionToken: visitor.token, segmentToken: visitor.segment });
      expect(setCookieLines(answer)).toEqual([
        `vtex_session=${visitor.token}; ${attributes}`,
        `vtex_segment=${visitor.segment}; ${attributes}`,
      ]);
    }
  });
});

describe('what a session app refuses or fails at', () => {
  test.each(['4', '99'])('trade policy %s: 401, and nothing is kept (R-210, R-211)', async (sc) => {
    const manager = managerWith();
    const answer = await request(manager.handler).post(`/api/sessions?sc=${sc}`);
    expect(told(answer)).toEqual([
      401,
      { type: 'Unauthorized', message: `Trade policy ${sc} asks for a login` },
    ]);
    expect(setCookieLines(answer)).toEqual([]);
    expect(await countSessions(manager)).toBe(0);
  });

  test('a private trade policy: 403 for a shopper it does not name, 201 for one it does (R-211, R-285)', async () => {
    const manager = managerWith({ apps: [loginApp] });
    const bob = await newVisitor(manager, { public: { login: { value: 'bob@example.com' } } });
    const ann = await newVisitor(manager, { public: { login: { value: 'ann@example.com' } } });
    const ask = (cookie: string) => request(manager.handler).post('/api/sessions?sc=4').set('Cookie', cookie);
    expect(told(await ask(bob.cookie))).toEqual([
      403,
      { type: 'Forbidden', message: 'The shopper may not use trade policy 4' },
    ]);
    expect((await sessionOf(manager, bob)).namespaces['public']).toEqual({
      login: { value: 'bob@example.com' },
    });
    const answer = await ask(ann.cookie);
    expect(answer.status).toBe(201);
    expect(segmentIn(answer.body.segmentToken)).toMatchObject({ channel: '4', channelPrivacy: 'private' });
  });

  test('an app that throws: 502 naming it, and nothing is saved (R-213, R-214, R-248)', async () => {
    const broken = appReading('break', {}, () => {
      throw new Error('the inside of it');
    });
    const manager = managerWith({ apps: [broken] });
    const visitor = await newVisitor(manager);
    const before = await sessionOf(manager, visitor);
    const answer = await request(manager.handler)
      .post('/api/sessions?break=1&a=1')
      .set('Cookie', visitor.cookie);
    expect(told(answer)).toEqual([
      502,
      { type: 'BadGateway', message: 'App reads-break failed, resulting in an error building the session' },
    ]);
    expect(await sessionOf(manager, visitor)).toEqual(before);
  });

  test('apps that never settle: 508 naming them and what kept changing, and nothing is saved', async () => {
    const counter = appReading('n', { public: ['n'] }, (n) => ({ public: { n: Number(n) + 1 } }));
    const manager = managerWith({ apps: [counter], assumptions: { cascadeRounds: 3 } });
    expect(told(await request(manager.handler).post('/api/sessions?n=1'))).toEqual([
      508,
      {
        type: 'LoopDetected',
        message:
          'The session apps did not settle within 3 rounds: reads-n kept being called because public.n kept changing',
      },
    ]);
    expect(await countSessions(manager)).toBe(0);
  });
});

test('the euro sign survives the segment token (R-196)', async () => {
  const answer = await request(managerWith().handler).post('/api/sessions?sc=3');
  expect(segmentIn(answer.body.segmentToken)).toMatchObject({ currencyCode: 'EUR', currencySymbol: '€' });
});

test.each([
  '/io/api/sessions',
  '/a/b/api/sessions',
  '/api/sessions/',
  '/api/sessions?an=any',
  '//api/sessions//',
])('%s is POST /api/sessions too (R-012 to R-014)', async (path) => {
  const answer = await request(managerWith().handler).post(path).set('Host', 'store.example.com');
  expect([answer.status, Object.keys(answer.body)]).toEqual([201, ['sessionToken', 'segmentToken']]);
});
