import request from 'supertest';
import {
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
