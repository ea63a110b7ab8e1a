import request from 'supertest';
import {
  claimsOf,
  countSessions,
  managerWith,
  newVisitor,
  sessionOf,
  setCookieLines,
  told,
  visitorOf,
} from '../server/testing/visitor';

test('edits the session that the token in the path names (R-006)', async () => {
  const manager = managerWith();
  const visitor = await newVisitor(manager);
  const answer = await request(manager.handler)
    .post(`/api/sessions/${visitor.token}?a=1`)
    .send({ public: { b: { value: 2 } } });
  expect([answer.status, Object.keys(answer.body)]).toEqual([201, ['sessionToken', 'segmentToken']]);
  expect(claimsOf(answer.body.sessionToken)).toMatchObject({ id: visitor.id, version: 3 });
  expect(setCookieLines(answer)).toHaveLength(2);
  const { namespaces } = await sessionOf(manager, visitor);
  expect(namespaces['public']).toEqual({ a: { value: '1' }, b: { value: 2 } });
});

test('answers items (R-022)', async () => {
  const manager = managerWith();
  const { token, id } = await newVisitor(manager);
  const answer = await request(manager.handler).post(`/io/api/sessions/${token}/?items=public.a&a=1`);
  expect(told(answer)).toEqual([201, { id, namespaces: { public: { a: { value: '1' } } } }]);
});

test('the path wins over the cookie (R-007)', async () => {
  const manager = managerWith();
  const [one, other] = [await newVisitor(manager), await newVisitor(manager)];
  await request(manager.handler).post(`/api/sessions/${one.token}?a=1`).set('Cookie', other.cookie);
  expect((await sessionOf(manager, one)).namespaces['public']).toEqual({ a: { value: '1' } });
  expect((await sessionOf(manager, other)).namespaces['public']).toBeUndefined();
});

test('a percent-escaped token is the same token', async () => {
  const manager = managerWith();
  const { token, id } = await newVisitor(manager);
  const escaped = token.replaceAll('.', '%2E');
  expect(
    claimsOf((await request(manager.handler).post(`/api/sessions/${escaped}`)).body.sessionToken),
  ).toMatchObject({
    id,
  });
});

test.each(['invalidToken', 'a.b.c', '%20', 'a%2Fb'])(
  'the token %s counts as absent, whatever the cookie says: creates a session',
  async (token) => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    const answer = await request(manager.handler)
      .post(`/api/sessions/${token}?a=1`)
      .set('Cookie', visitor.cookie);
    expect(answer.status).toBe(201);
    expect(visitorOf(answer).id).not.toBe(visitor.id);
    expect((await sessionOf(manager, visitor)).namespaces['public']).toBeUndefined();
    expect(await countSessions(manager)).toBe(2);
  },
);

test('a bad percent-escape: 400', async () => {
  expect(told(await request(managerWith().handler).post('/api/sessions/%zz'))).toEqual([
    400,
    {
      type: 'BadRequest',
      message: 'The token in the path holds a bad percent-escape: send it as it was set',
      code: 'PATH_UNREADABLE',
    },
  ]);
});

test('PATCH is not served there: 405', async () => {
  const answer = await request(managerWith().handler).patch('/api/sessions/x');
  expect(answer.headers['allow']).toBe('POST, GET, HEAD, OPTIONS');
  expect(told(answer)).toEqual([
    405,
    {
      type: 'MethodNotAllowed',
      message: 'PATCH is not served here: send one of POST, GET, HEAD, OPTIONS',
      code: 'METHOD_NOT_ALLOWED',
    },
  ]);
});
