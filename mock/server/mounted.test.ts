import cookieParser from 'cookie-parser';
import express, { type Express, type Request, type Response } from 'express';
import request from 'supertest';
import type { SessionManager } from '../index';
import {
  anonymous,
  managerWith,
  newVisitor,
  type Served,
  sessionOf,
  setCookieLines,
  told,
} from './testing/visitor';

/** Records the cookie `prefs` and derives nothing. */
const recorder = {
  name: 'recorder',
  input: { cookie: ['prefs'] },
  output: {},
  transform: () => undefined,
};

/** An app as a storefront has it: bodies and cookies parsed, a cookie of its own, routes of its own. */
function storefront(manager: SessionManager, at = '/'): Express {
  const app = express();
  app.use(express.json());
  app.use(cookieParser());
  app.use((_req: Request, res: Response, next) => {
    res.setHeader('X-Store', 'acme');
    res.cookie('store', '1');
    res.cookie('theme', 'dark');
    next();
  });
  app.use(at, manager.middleware);
  app.get('/cart', ({ cookies }: Request, res: Response) => void res.json({ cart: true, cookies }));
  app.use((_req: Request, res: Response) => void res.status(404).send('the store has no such page'));
  return app;
}

const storeCookies = ['store=1; Path=/', 'theme=dark; Path=/'];

describe('mounted in an Express app behind express.json() and cookie-parser', () => {
  let manager: SessionManager;
  let served: Served;
  beforeEach(() => {
    manager = managerWith({ apps: [recorder] });
    served = { handler: storefront(manager) };
  });

  test('sessions are created, edited and read', async () => {
    const visitor = await newVisitor(served, { public: { a: { value: { b: [1] } } } });
    await request(served.handler)
      .patch('/api/sessions?q=1')
      .set('Cookie', visitor.cookie)
      .send({ public: { c: { value: 2 } } });
    await request(served.handler).post('/api/sessions').set('Cookie', visitor.cookie);
    expect(await sessionOf(served, visitor)).toEqual({
      id: visitor.id,
      namespaces: { ...anonymous, public: { a: { value: { b: [1] } }, q: { value: '1' }, c: { value: 2 } } },
    });
    expect(
      (await request(served.handler).get('/api/segments').set('Cookie', visitor.cookie)).body.channel,
    ).toBe('1');
  });

  test('cookies come from the raw header, whatever cookie-parser makes of them', async () => {
    const prefs = 'j:{"a":1}';
    const visitor = await newVisitor(served);
    const cookies = `prefs=${prefs}; prefs=second; bad=%zz; ${visitor.cookie}`;
    const { namespaces } = (
      await request(served.handler).post('/api/sessions?items=cookie.prefs').set('Cookie', cookies)
    ).body;
    expect(namespaces).toEqual({ cookie: { prefs: { value: prefs } } });
    const seenByStore = (await request(served.handler).get('/cart').set('Cookie', cookies)).body.cookies;
    expect(seenByStore).toMatchObject({ prefs: { a: 1 } });
  });

  test("the app's own headers and Set-Cookie lines survive, ahead of ours", async () => {
    const answer = await request(served.handler).post('/api/sessions');
    expect(answer.headers['x-store']).toBe('acme');
    expect(setCookieLines(answer)).toEqual([
      ...storeCookies,
      expect.stringMatching(/^vtex_session=/),
      expect.stringMatching(/^vtex_segment=/),
    ]);
    expect(setCookieLines(await request(served.handler).get('/api/sessions?items=*'))).toEqual(storeCookies);
    expect(setCookieLines(await request(served.handler).get('/api/sessions/x?items=*'))).toHaveLength(4);
  });

  test("what is not ours goes to the app's routes, bodies unread", async () => {
    const cart = await request(served.handler).get('/cart');
    expect([cart.status, cart.body.cart]).toEqual([200, true]);
    for (const path of ['/api/orders', '/api/sessions/a/b', '/_mock/health', '/']) {
      const answer = await request(served.handler).get(path);
      expect([answer.status, answer.text]).toEqual([404, 'the store has no such page']);
    }
  });

  test.each([
    ['an array', [], 'BODY_NOT_OBJECT'],
    ['`public` that is text', { public: 'x' }, 'PUBLIC_NOT_OBJECT'],
    [
      'too deep a value',
      { public: { a: { value: JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) } } },
      'BODY_TOO_DEEP',
    ],
  ])('a body parsed before is checked as any other: %s', async (_, body, code) => {
    const visitor = await newVisitor(served);
    const before = await sessionOf(served, visitor);
    const answer = await request(served.handler)
      .patch('/api/sessions')
      .set('Cookie', visitor.cookie)
      .send(body);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(await sessionOf(served, visitor)).toEqual(before);
  });

  test('a body that express.json() leaves alone is read here', async () => {
    const call = request(served.handler).post('/api/sessions').type('application/vnd.vtex+json');
    const answer = await call.serialize(JSON.stringify).send({ public: { sc: { value: '2' } } });
    expect(
      (await request(served.handler).get(`/api/segments/${answer.body.segmentToken}`)).body.channel,
    ).toBe('2');
    const text = await request(served.handler).post('/api/sessions').type('text/plain').send('{}');
    expect([text.status, text.body.code]).toEqual([415, 'CONTENT_TYPE_UNSUPPORTED']);
  });

  test('refusals are answered here, not by the app', async () => {
    expect(told(await request(served.handler).get('/api/sessions/%zz'))).toEqual([
      400,
      expect.objectContaining({ code: 'PATH_UNREADABLE' }),
    ]);
    expect((await request(served.handler).delete('/api/sessions')).headers['allow']).toBe(
      'POST, PATCH, GET, HEAD, OPTIONS',
    );
  });
});

test('mounted at a path, it serves below that path only', async () => {
  const app = storefront(managerWith(), '/emulated');
  expect((await request(app).post('/emulated/io/api/sessions')).status).toBe(201);
  expect((await request(app).post('/api/sessions')).text).toBe('the store has no such page');
});

test('two of them in one app share nothing', async () => {
  const [one, other] = [managerWith(), managerWith()];
  const app = express().use('/one', one.middleware).use('/other', other.middleware);
  const answer = await request(app).post('/one/api/sessions');
  const read = (at: string) =>
    request(app)
      .get(`/${at}/api/sessions?items=store.channel`)
      .set('Cookie', `vtex_session=${answer.body.sessionToken}`);
  expect([(await read('one')).status, (await read('other')).status]).toEqual([200, 401]);
});
