import request from 'supertest';
import { anonymous, countSessions, managerWith, newVisitor, sessionOf, told } from './testing/visitor';

const text = { public: { a: { value: 'x' } } };

/** What `--strict` answers to what VTEX's published document does not allow. */
const outside = (what: string) => [
  400,
  {
    type: 'BadRequest',
    message: `VTEX's published document does not allow this: ${what}`,
    code: 'OUTSIDE_PUBLISHED_DOCUMENT',
  },
];

describe('strict mode', () => {
  describe.each(['post', 'patch'] as const)('%s', (method) => {
    test.each<[string, object | undefined, string]>([
      ['no body', undefined, 'no body; send {"public":{…}}'],
      ['{}', {}, "the body must have required property 'public'"],
      [
        'another namespace only',
        { profile: { a: { value: 'x' } } },
        "the body must have required property 'public'",
      ],
      ['an entry that is text', { public: { a: 'x' } }, 'public.a must be object'],
      ['an entry without `value`', { public: { a: {} } }, "public.a must have required property 'value'"],
      ['a number', { public: { a: { value: 1 } } }, 'public.a.value must be string'],
      ['a boolean', { public: { b: { value: 'x' }, a: { value: true } } }, 'public.a.value must be string'],
      ['null', { public: { a: { value: null } } }, 'public.a.value must be string'],
      ['an object', { public: { a: { value: {} } } }, 'public.a.value must be string'],
    ])('refuses %s, naming the field', async (_, body, what) => {
      const manager = managerWith({ strict: true });
      const visitor = await newVisitor(manager, text);
      const before = await sessionOf(manager, visitor);
      const call = request(manager.handler)[method]('/api/sessions').set('Cookie', visitor.cookie);
      expect(told(await (body === undefined ? call : call.send(body)))).toEqual(outside(what));
      expect(await sessionOf(manager, visitor)).toEqual(before);
    });

    test('takes what the published document shows', async () => {
      const { handler } = managerWith({ strict: true });
      const answer = await request(handler)[method]('/api/sessions?items=public.a&an=acme&sc=2').send(text);
      expect(answer.body.namespaces).toEqual(text);
    });
  });

  test.each([
    ['get', '/api/sessions/x?items=*'],
    ['post', '/api/sessions/x'],
    ['get', '/api/segments/e30'],
  ] as const)('refuses a token in the path: %s %s', async (method, path) => {
    expect(told(await request(managerWith({ strict: true }).handler)[method](path))).toEqual(
      outside('a token in the path; send it as the cookie vtex_session or vtex_segment'),
    );
  });

  test.each([
    ['get', '/api/sessions?items=*&an=globex'],
    ['get', '/api/segments?an=acme&an=globex'],
    ['post', '/api/sessions?an=globex'],
  ] as const)('refuses another account: %s %s', async (method, path) => {
    expect(told(await request(managerWith({ strict: true }).handler)[method](path))).toEqual(
      outside('`an` names the account globex, and this emulator serves acme'),
    );
  });

  test('keeps the refusals that are given without it', async () => {
    const manager = managerWith({ strict: true });
    const codes = [
      await request(manager.handler).get('/api/sessions'),
      await request(manager.handler).post('/api/sessions').send([]),
      await request(manager.handler).post('/api/sessions').send({ public: [] }),
      await request(manager.handler).put('/api/sessions'),
    ].map(({ status, body }) => [status, body.code]);
    expect(codes).toEqual([
      [400, 'ITEMS_MISSING'],
      [400, 'BODY_NOT_OBJECT'],
      [400, 'PUBLIC_NOT_OBJECT'],
      [405, 'METHOD_NOT_ALLOWED'],
    ]);
    expect(await countSessions(manager)).toBe(0);
  });

  test('reads as ever', async () => {
    const manager = managerWith({ strict: true });
    const { cookie } = await newVisitor(manager, text);
    expect((await sessionOf(manager, { cookie })).namespaces).toEqual({ ...anonymous, ...text });
    expect(
      (await request(manager.handler).get('/api/segments?utm_source=x').set('Cookie', cookie)).status,
    ).toBe(200);
  });
});

describe('a method that is not served: 405 with Allow (R-009, R-010)', () => {
  const sessions = 'POST, PATCH, GET, HEAD, OPTIONS';
  const session = 'POST, GET, HEAD, OPTIONS';
  const segments = 'GET, HEAD, OPTIONS';

  test.each([
    ['put', '/api/sessions', sessions],
    ['delete', '/io/api/sessions/', sessions],
    ['trace', '/api/sessions', sessions],
    ['put', '/api/sessions/x', session],
    ['patch', '/api/sessions/x', session],
    ['delete', '/api/sessions/x', session],
    ['put', '/api/segments', segments],
    ['delete', '/api/segments', segments],
    ['post', '/api/segments/e30', segments],
  ] as const)('%s %s', async (method, path, allow) => {
    const answer = await request(managerWith().handler)[method](path);
    expect(answer.headers['allow']).toBe(allow);
    expect(told(answer)).toEqual([
      405,
      {
        type: 'MethodNotAllowed',
        message: `${method.toUpperCase()} is not served here: send one of ${allow}`,
        code: 'METHOD_NOT_ALLOWED',
      },
    ]);
  });

  test('whatever the body is', async () => {
    const call = request(managerWith().handler).put('/api/sessions').type('text/plain');
    expect((await call.send('{')).status).toBe(405);
  });
});
