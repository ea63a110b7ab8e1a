import request from 'supertest';
import {
  anonymous,
  claimsOf,
  countSessions,
  idNumber,
  managerWith,
  newVisitor,
  segmentIn,
  sessionOf,
  setCookieLines,
  told,
  visitorOf,
} from '../server/testing/visitor';

describe('with the cookie of a session', () => {
  test('answers 200, the tokens of the next version and both cookies (R-040, R-049)', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    const answer = await request(manager.handler)
      .patch('/api/sessions')
      .set('Cookie', visitor.cookie)
      .send({ public: { utm_campaign: { value: 'x' } } });
    const { sessionToken, segmentToken } = answer.body;
    expect([answer.status, Object.keys(answer.body)]).toEqual([200, ['sessionToken', 'segmentToken']]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(claimsOf(sessionToken)).toMatchObject({ id: visitor.id, version: 3, jti: idNumber(3) });
    expect(segmentIn(segmentToken)).toMatchObject({ utm_campaign: 'x' });
    expect(setCookieLines(answer)).toEqual([
      `vtex_session=${sessionToken}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000`,
      `vtex_segment=${segmentToken}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000`,
    ]);
  });

  test("merges, as in the published document's own example (R-045)", async () => {
    const manager = managerWith();
    const { cookie, id } = await newVisitor(manager, {
      public: { variable1: { value: 'value1' }, variable2: { value: 'value2' } },
    });
    await request(manager.handler)
      .patch('/api/sessions')
      .set('Cookie', cookie)
      .send({ public: { variable2: { value: 'value2_patched' }, variable3: { value: 'value3' } } });
    const items = 'public.variable1,public.variable2,public.variable3';
    expect(
      (await request(manager.handler).get('/api/sessions').query({ items }).set('Cookie', cookie)).body,
    ).toEqual({
      id,
      namespaces: {
        public: {
          variable1: { value: 'value1' },
          variable2: { value: 'value2_patched' },
          variable3: { value: 'value3' },
        },
      },
    });
  });

  test('answers the session with `items`, and still sets both cookies (R-041, R-025)', async () => {
    const manager = managerWith();
    const { cookie, id } = await newVisitor(manager);
    const answer = await request(manager.handler)
      .patch('/api/sessions?items=public.a,store.channel,profile.id&a=1')
      .set('Cookie', cookie);
    expect(told(answer)).toEqual([
      200,
      { id, namespaces: { public: { a: { value: '1' } }, store: { channel: { value: '1' } } } },
    ]);
    expect(setCookieLines(answer)).toHaveLength(2);
  });

  test('writes the query string too, with a second `?` in front (R-048)', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager);
    await request(manager.handler).patch('/api/sessions??utm_source=a&utm_medium=b').set('Cookie', cookie);
    expect((await sessionOf(manager, { cookie })).namespaces['public']).toEqual({
      utm_source: { value: 'a' },
      utm_medium: { value: 'b' },
    });
  });

  test('changing nothing keeps token and version (R-168)', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager, { public: { a: { value: '1' } } });
    const answer = await request(manager.handler).patch('/api/sessions?a=1').set('Cookie', visitor.cookie);
    expect(told(answer)).toEqual([200, { sessionToken: visitor.token, segmentToken: visitor.segment }]);
    expect(setCookieLines(answer)).toHaveLength(2);
  });

  test('an emptied value stays in the session and in the segment (R-066, R-190)', async () => {
    const manager = managerWith();
    const { cookie } = await newVisitor(manager, { public: { utm_source: { value: 'x' } } });
    const answer = await request(manager.handler)
      .patch('/api/sessions')
      .set('Cookie', cookie)
      .send({ public: { utm_source: { value: '' } } });
    expect(segmentIn(answer.body.segmentToken)).toMatchObject({ utm_source: '' });
    expect((await sessionOf(manager, { cookie })).namespaces['public']).toEqual({
      utm_source: { value: '' },
    });
  });

  test('every token of the session reads and edits its newest state (R-035)', async () => {
    const manager = managerWith();
    const first = await newVisitor(manager);
    const second = visitorOf(
      await request(manager.handler).patch('/api/sessions?a=1').set('Cookie', first.cookie),
    );
    const third = visitorOf(
      await request(manager.handler).patch('/api/sessions?b=2').set('Cookie', first.cookie),
    );
    expect([second, third].map(({ token }) => claimsOf(token)['version'])).toEqual([3, 4]);
    const states = await Promise.all([first, second, third].map((visitor) => sessionOf(manager, visitor)));
    for (const { namespaces } of states) {
      expect(namespaces).toEqual({ ...anonymous, public: { a: { value: '1' }, b: { value: '2' } } });
    }
  });
});

describe('without a session', () => {
  test.each([
    ['no cookie at all', undefined],
    ['an empty cookie', 'vtex_session='],
    ['a segment cookie only', 'vtex_segment=e30'],
    ['garbage', 'vtex_session=undefined'],
    ['three parts of garbage', 'vtex_session=a.b.c'],
  ])('%s: creates one and answers 200 (R-046, R-047)', async (_, cookie) => {
    const manager = managerWith();
    const call = request(manager.handler).patch('/api/sessions?a=1');
    const answer = await (cookie === undefined ? call : call.set('Cookie', cookie));
    expect(answer.status).toBe(200);
    expect(claimsOf(answer.body.sessionToken)).toMatchObject({ id: idNumber(1), version: 2 });
    expect((await sessionOf(manager, visitorOf(answer))).namespaces['public']).toEqual({ a: { value: '1' } });
    expect(await countSessions(manager)).toBe(1);
  });
});

test("a trade policy that is not the visitor's: 401, and the session stays (R-211)", async () => {
  const manager = managerWith();
  const visitor = await newVisitor(manager, { public: { sc: { value: '2' } } });
  const before = await sessionOf(manager, visitor);
  const answer = await request(manager.handler).patch('/api/sessions?sc=4&a=1').set('Cookie', visitor.cookie);
  expect(told(answer)).toEqual([401, { type: 'Unauthorized', message: 'Trade policy 4 asks for a login' }]);
  expect(await sessionOf(manager, visitor)).toEqual(before);
});
