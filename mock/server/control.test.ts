import request from 'supertest';
import { SessionManagerError } from '../index';
import { claimsOf, managerWith, newVisitor, sessionOf, testTime, told } from './testing/visitor';

const auth = 'VtexIdclientAutCookie';

describe('personas', () => {
  test('are listed by id', async () => {
    const { status, body } = await request(managerWith().handler).get('/_mock/personas');
    expect(status).toBe(200);
    expect(body.map(({ id }: { id: string }) => id)).toEqual(['anonymous', 'shopper', 'shopper-in-region']);
  });

  const everyone = [
    ['acme', 'anonymous', undefined, { isAuthenticated: undefined, priceTables: undefined }],
    ['acme', 'shopper', `${auth}_acme`, { isAuthenticated: 'true', priceTables: 'wholesale' }],
    ['b2c-brazil', 'two-campaigns', `${auth}_b2c-brazil`, { isAuthenticated: 'true' }],
    ['b2b', 'b2b-representative', `${auth}_b2b`, { isAuthenticated: 'true', priceTables: 'steel-2026' }],
    [
      'b2b',
      'b2b-representative-empty-profile',
      `${auth}_b2b`,
      { isAuthenticated: 'true', firstName: undefined },
    ],
    ['b2b', 'call-center-impersonating', auth, { isAuthenticated: 'true', email: 'cleo@example.com' }],
  ] as const;
  test.each(everyone)('%s, %s: the cookies make him', async (account, id, loginCookie, profile) => {
    const manager = managerWith({ account });
    const answer = await request(manager.handler).post(`/_mock/personas/${id}/sessions`);
    expect(answer.status).toBe(201);
    const names = ['vtex_session', 'vtex_segment', ...(loginCookie === undefined ? [] : [loginCookie])];
    expect(answer.body.storageState.cookies.map(({ name }: { name: string }) => name)).toEqual(names);
    const { namespaces } = await sessionOf(manager, answer.body);
    for (const [key, value] of Object.entries(profile)) {
      expect([key, namespaces['profile']?.[key]?.value]).toEqual([key, value]);
    }
  });

  test('300 price tables are all there', async () => {
    const manager = managerWith({ account: 'b2b' });
    const { namespaces } = await sessionOf(manager, await manager.persona('b2b-300-price-tables'));
    expect(String(namespaces['profile']?.['priceTables']?.value).split(',')).toHaveLength(300);
  });

  test('two campaigns are joined by a comma (R-193)', async () => {
    const manager = managerWith({ account: 'b2c-brazil' });
    const { namespaces } = await sessionOf(manager, await manager.persona('two-campaigns'));
    expect(String(namespaces['rnb']?.['campaigns']?.value).split(',')).toHaveLength(2);
  });

  test('a region is that of his postal code (X11)', async () => {
    const manager = managerWith();
    const { namespaces } = await sessionOf(manager, await manager.persona('shopper-in-region'));
    expect(namespaces['checkout']).toEqual({ regionId: { value: 'v2.CF406AF68CBA237B6347FD624E0D2883' } });
  });

  test('the three forms say the same, marked as the emulator marks its cookies', async () => {
    const { cookie, setCookie, storageState } = await managerWith().persona('shopper', {
      domain: 'store.example.com',
    });
    const [session, segment, login] = storageState.cookies.map(({ value }) => value) as [
      string,
      string,
      string,
    ];
    expect(cookie).toBe(`vtex_session=${session}; vtex_segment=${segment}; ${auth}_acme=${login}`);
    const attributes = 'Path=/; Secure; HttpOnly; SameSite=None';
    expect(setCookie).toEqual([
      `vtex_session=${session}; ${attributes}; Max-Age=432000`,
      `vtex_segment=${segment}; ${attributes}; Max-Age=432000`,
      `${auth}_acme=${login}; ${attributes}; Max-Age=86400`,
    ]);
    expect(storageState.origins).toEqual([]);
    expect(storageState.cookies[2]).toEqual({
      name: `${auth}_acme`,
      value: login,
      domain: 'store.example.com',
      path: '/',
      expires: testTime / 1000 + 86_400,
      httpOnly: true,
      secure: true,
      sameSite: 'None',
    });
    expect(claimsOf(login)).toMatchObject({ sub: 'ann@example.com', account: 'acme', audience: 'webstore' });
  });

  test('the dev cookie profile marks them for plain http; over HTTP the domain is a query parameter', async () => {
    const manager = managerWith({ cookieProfile: 'dev' });
    const { body } = await request(manager.handler).post(
      '/_mock/personas/anonymous/sessions?domain=localhost',
    );
    expect(body.storageState.cookies[0]).toMatchObject({
      domain: 'localhost',
      secure: false,
      sameSite: 'Lax',
    });
  });

  test('the login is good at this emulator only', async () => {
    const { cookie } = await managerWith().persona('shopper');
    const stranger = managerWith();
    const { body } = await request(stranger.handler)
      .post('/api/sessions?items=authentication.storeUserEmail,profile.isAuthenticated')
      .set('Cookie', cookie)
      .send({});
    expect(body.namespaces).toEqual({});
  });

  test('one that the account has not is refused with the ones it has', async () => {
    const answer = await request(managerWith().handler).post('/_mock/personas/shoper/sessions');
    const message = 'The account acme has no persona shoper: did you mean shopper?';
    expect(told(answer)).toEqual([404, { type: 'NotFound', code: 'PERSONA_UNKNOWN', message }]);
    await expect(managerWith().persona('x')).rejects.toThrow(
      'The account acme has no persona x: its personas are anonymous, shopper, shopper-in-region',
    );
    await expect(managerWith().persona('x')).rejects.not.toBeInstanceOf(SessionManagerError);
  });
});

describe('explain', () => {
  test('tells over HTTP what it tells in code, for a token and for an id', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager, { public: { sc: { value: '2' } }, profile: {} });
    const { status, body } = await request(manager.handler).get(`/_mock/sessions/${visitor.id}/explain`);
    expect(status).toBe(200);
    expect(body.keys['store.channel']).toMatchObject({
      by: 'app',
      app: 'store-session',
      value: '2',
      replaced: '1',
    });
    expect(body.writes[0].ignored).toEqual([
      { path: 'profile', reason: 'a caller writes the public namespace only', rule: 'R-030' },
    ]);
    expect(await manager.explain(visitor.token)).toEqual(body);
    expect(await manager.explain(visitor.id)).toEqual(body);
  });

  test('tells of a refused write, after which nothing is changed', async () => {
    const manager = managerWith();
    const { id, cookie } = await newVisitor(manager);
    await request(manager.handler).patch('/api/sessions?sc=9').set('Cookie', cookie).expect(401);
    const explanation = await manager.explain(id);
    expect(explanation?.version).toBe(2);
    expect(explanation?.writes[1]).toMatchObject({
      operation: 'editSession',
      outcome: 'refused',
      version: 2,
      refusal: { status: 401, message: 'Trade policy 9 asks for a login' },
      rounds: [{ calls: [{ app: 'store-session', failure: 'Trade policy 9 asks for a login' }, {}] }],
    });
    expect(explanation?.keys['public.sc']).toBeUndefined();
  });

  test('tells of a write that changed nothing', async () => {
    const manager = managerWith();
    const { id, cookie } = await newVisitor(manager);
    await request(manager.handler).patch('/api/sessions').set('Cookie', cookie).send({}).expect(200);
    expect((await manager.explain(id))?.writes.map(({ outcome }) => outcome)).toEqual([
      'created',
      'unchanged',
    ]);
  });

  test('holds no cookie and no token', async () => {
    const manager = managerWith();
    const { cookie } = await manager.persona('shopper');
    const [token = '', , login = ''] = cookie.split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1));
    const text = JSON.stringify(await manager.explain(token));
    expect(text).toContain('"cookie.VtexIdclientAutCookie_acme":"<redacted>"');
    expect(text).not.toContain(login.split('.')[2]);
    expect(text).not.toContain(token.split('.')[2]);
  });

  test('without keeping writes it still tells the values', async () => {
    const manager = managerWith({ explain: false });
    const { id } = await newVisitor(manager);
    const explanation = await manager.explain(id);
    expect(explanation?.writes).toEqual([]);
    expect(explanation?.keys['store.channel']).toEqual({ value: '1', by: 'not recorded' });
  });

  test('an unknown session is refused', async () => {
    const answer = await request(managerWith().handler).get('/_mock/sessions/nobody/explain');
    const message = 'There is no session nobody: use the id claim of a session token';
    expect(told(answer)).toEqual([404, { type: 'NotFound', code: 'SESSION_UNKNOWN', message }]);
    expect(await managerWith().explain('nobody')).toBeUndefined();
  });
});

describe('who may ask', () => {
  const guarded = [
    ['get', '/_mock/personas'],
    ['post', '/_mock/personas/anonymous/sessions'],
    ['get', '/_mock/sessions/x/explain'],
    ['get', '/_mock/sessions'],
    ['get', '/_mock/sessions/x'],
    ['post', '/_mock/reset'],
    ['get', '/_mock/snapshot'],
    ['put', '/_mock/snapshot'],
    ['get', '/_mock/clock'],
    ['put', '/_mock/clock'],
    ['get', '/_mock/faults'],
    ['post', '/_mock/faults'],
    ['delete', '/_mock/faults'],
    ['delete', '/_mock/faults/x'],
  ] as const;
  test.each(guarded)('%s %s: no page of another origin', async (method, path) => {
    const answer = await request(managerWith().handler)
      [method](path)
      .set('Origin', 'http://evil.example.com');
    const message = '/_mock does not answer pages of another origin, such as http://evil.example.com';
    expect(told(answer)).toEqual([403, { type: 'Forbidden', code: 'CONTROL_FORBIDDEN', message }]);
  });

  test('a page of its own may', async () => {
    const manager = managerWith();
    const { url } = await manager.listen();
    try {
      const answer = await fetch(`${url}/_mock/personas`, { headers: { Origin: url } });
      expect(answer.status).toBe(200);
    } finally {
      await manager.close();
    }
  });

  test('health stays open to all', async () => {
    const answer = await request(managerWith().handler)
      .get('/_mock/health')
      .set('Origin', 'http://x.example.com');
    expect(answer.status).toBe(200);
  });
});
