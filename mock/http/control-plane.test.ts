import request from 'supertest';
import {
  anonymous,
  countSessions,
  expiredCookies,
  managerWith,
  newVisitor,
  setCookieLines,
  told,
} from './testing/visitor';

describe('reset', () => {
  test('in code drops what it drops over HTTP', async () => {
    const manager = managerWith();
    await newVisitor(manager);
    expect(await manager.reset()).toEqual({ dropped: { sessions: 1 } });
    await newVisitor(manager);
    await newVisitor(manager);
    const { status, body } = await request(manager.handler).post('/_mock/reset');
    expect([status, body]).toEqual([200, { dropped: { sessions: 2 } }]);
    expect(await countSessions(manager)).toBe(0);
  });

  test('leaves nothing that a token would find', async () => {
    const manager = managerWith();
    const { cookie, token } = await newVisitor(manager);
    await manager.reset();
    const answer = await request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
    const message = 'The session token is refused: its session is no longer kept';
    expect(told(answer)).toEqual([401, { type: 'Unauthorized', message }]);
    expect(setCookieLines(answer)).toEqual(expiredCookies);
    expect(await manager.explain(token)).toBeUndefined();
  });

  test('does not reach into another manager', async () => {
    const [one, other] = [managerWith(), managerWith()];
    await newVisitor(other);
    await one.reset();
    expect(await countSessions(other)).toBe(1);
  });

  test('takes no parameter that it does not know', async () => {
    const answer = await request(managerWith().handler).post('/_mock/reset?all=1');
    const message = '?all is not known here: this takes none';
    expect(told(answer)).toEqual([400, { type: 'BadRequest', code: 'CONTROL_INPUT_INVALID', message }]);
  });
});

describe('sessions', () => {
  test('are listed and shown in code as over HTTP', async () => {
    const manager = managerWith();
    const { id, token } = await newVisitor(manager);
    const list = { count: 1, sessions: [{ id, version: 2, expiresAt: '2026-01-06T00:00:00.000Z' }] };
    expect(await manager.sessions()).toEqual(list);
    expect((await request(manager.handler).get('/_mock/sessions')).body).toEqual(list);
    const shown = { ...list.sessions[0], namespaces: anonymous };
    expect(await manager.session(id)).toEqual(shown);
    expect(await manager.session(token)).toEqual(shown);
    expect((await request(manager.handler).get(`/_mock/sessions/${id}`)).body).toEqual(shown);
  });

  test('never show what no reader may ask for', async () => {
    const manager = managerWith({ account: 'multi-currency' });
    const answer = await request(manager.handler).post('/api/sessions?supportedLocales=en-US');
    const session = await manager.session(answer.body.sessionToken);
    expect(Object.keys(session?.namespaces ?? {}).filter((name) => name.startsWith('$'))).toEqual([]);
  });

  test('that are not kept are undefined, a wrong limit is refused', async () => {
    const manager = managerWith();
    expect(await manager.session('nobody')).toBeUndefined();
    await expect(manager.sessions({ limit: 0 })).rejects.toThrow(
      'limit must be a whole number from 1 to 1000',
    );
  });
});
