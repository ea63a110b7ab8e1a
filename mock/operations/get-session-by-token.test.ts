import request from 'supertest';
import {
  anonymous,
  expiredCookies,
  managerWith,
  newVisitor,
  sessionOf,
  setCookieLines,
  told,
} from '../server/testing/visitor';

test('reads the session that the token in the path names (R-007)', async () => {
  const manager = managerWith();
  const { token, id } = await newVisitor(manager);
  const answer = await request(manager.handler).get(`/api/sessions/${token}?items=*`);
  expect(told(answer)).toEqual([200, { id, namespaces: anonymous }]);
  expect(setCookieLines(answer)).toEqual([]);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('the path wins over the cookie (R-007)', async () => {
  const manager = managerWith();
  const [one, other] = [await newVisitor(manager), await newVisitor(manager)];
  const answer = await request(manager.handler)
    .get(`/ar/api/sessions/${one.token}/?items=*`)
    .set('Cookie', other.cookie);
  expect(answer.body.id).toBe(one.id);
});

describe('/api/sessions/invalidToken, by which stores lose their session (R-008)', () => {
  test.each([
    ['live', expiredCookies],
    [
      'dev',
      [
        'vtex_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
        'vtex_segment=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      ],
    ],
  ] as const)('in the %s cookie profile: 401, both cookies expired', async (cookieProfile, lines) => {
    const manager = managerWith({ cookieProfile });
    const visitor = await newVisitor(manager);
    const answer = await request(manager.handler)
      .get('/api/sessions/invalidToken?items=*')
      .set('Cookie', visitor.cookie);
    expect(told(answer)).toEqual([
      401,
      { type: 'Unauthorized', message: 'The session token is refused: its signature does not verify' },
    ]);
    expect(setCookieLines(answer)).toEqual(lines);
    expect((await sessionOf(manager, visitor)).id).toBe(visitor.id);
  });
});

test('`items` is required here too (R-083)', async () => {
  const answer = await request(managerWith().handler).get('/api/sessions/invalidToken');
  expect([answer.status, answer.body.code]).toEqual([400, 'ITEMS_MISSING']);
  expect(setCookieLines(answer)).toEqual([]);
});

test.each(['/api/sessions/a/b?items=*', '/api/sessions//a?items=*'])('%s is not served', async (path) => {
  expect((await request(managerWith().handler).get(path)).body.code).toBe('NOT_FOUND');
});
