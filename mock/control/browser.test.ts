import request from 'supertest';
import { managerWith, newVisitor, setCookieLines } from '../server/testing/visitor';

/** A browser: keeps the cookies that it gets, and sends them. */
function browserOf(manager = managerWith()) {
  const jar = new Map<string, string>();
  const send = async (method: 'get' | 'post' | 'delete', path: string, body?: object) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await request(manager.handler)[method](path).set('Cookie', cookie).send(body);
    for (const line of setCookieLines(answer)) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, value);
    }
    return answer.body;
  };
  return { send, jar, manager };
}

test('a browser without cookies has no session', async () => {
  const { send } = browserOf();
  expect(await send('get', '/_mock/browser')).toEqual({ logins: [] });
});

test('a browser that enters as a persona is that persona, and logging out keeps its session', async () => {
  const { send, jar } = browserOf();
  const entered = await send('post', '/_mock/browser', { persona: 'shopper' });
  expect(entered).toEqual(await send('get', '/_mock/browser'));
  expect(entered).toMatchObject({
    persona: 'shopper',
    logins: [{ cookie: 'VtexIdclientAutCookie_acme', audience: 'webstore' }],
  });
  const left = await send('delete', '/_mock/browser/login');
  expect(left).toMatchObject({ session: { id: entered.session.id }, logins: [] });
  expect([...jar.keys()]).toEqual(['vtex_session', 'vtex_segment']);
  expect(await send('get', '/_mock/browser')).toEqual(left);
  const session = await send(
    'get',
    '/api/sessions?items=authentication.storeUserEmail,profile.isAuthenticated',
  );
  expect(JSON.stringify(session)).not.toContain('@');
});

test('a new visitor has another session and no login', async () => {
  const { send } = browserOf();
  const shopper = await send('post', '/_mock/browser', { persona: 'shopper' });
  const visitor = await send('post', '/_mock/browser', {});
  expect(visitor.session.id).not.toBe(shopper.session.id);
  expect(visitor).toMatchObject({ persona: 'anonymous', logins: [] });
});

test('a token of another account, and one that is no token, are a problem and no error', async () => {
  const other = managerWith({ account: 'b2b' });
  const key = browserOf();
  key.jar.set('vtex_session', (await newVisitor(other)).token);
  expect(await key.send('get', '/_mock/browser')).toMatchObject({ problem: expect.any(String), logins: [] });
  key.jar.set('vtex_session', 'x.y.z');
  expect(await key.send('get', '/_mock/browser')).toEqual({
    problem: 'its signature does not verify',
    logins: [],
  });
});
