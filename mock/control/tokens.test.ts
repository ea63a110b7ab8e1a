import request from 'supertest';
import { claimsOf, managerWith, newVisitor } from '../server/testing/visitor';

const report = async (manager: ReturnType<typeof managerWith>, token: string) =>
  (await request(manager.handler).post('/_mock/tokens').send({ token })).body;

test('a session token is decoded, checked against the store, and named as old after an edit', async () => {
  const manager = managerWith();
  const { token, id, cookie, segment } = await newVisitor(manager);
  expect(await report(manager, token)).toEqual({
    kind: 'session',
    valid: true,
    note: 'it names the newest version of the session',
    session: { id, version: 2 },
    header: expect.objectContaining({ alg: 'ES256' }),
    claims: claimsOf(token),
  });
  await request(manager.handler).patch('/api/sessions?country=BRA').set('Cookie', cookie);
  expect(await report(manager, token)).toMatchObject({
    valid: true,
    note: expect.stringContaining('older'),
    session: { version: 3 },
  });
  expect(await report(manager, segment)).toMatchObject({ kind: 'segment', segment: { channel: '1' } });
  manager.clock.advance('P9D');
  expect(await report(manager, token)).toMatchObject({ valid: false, note: 'it has expired' });
});

test('a login is distinguished from a session, and a forged or unreadable token is refused with its reason', async () => {
  const manager = managerWith();
  const { setCookie } = await manager.persona('shopper');
  const login = /^VtexIdclientAutCookie_acme=([^;]+)/.exec(setCookie.at(-1) ?? '')?.[1] as string;
  expect(await report(manager, login)).toMatchObject({ kind: 'login', valid: true });
  expect(await report(managerWith(), login)).toMatchObject({ kind: 'login', valid: false }); // another key
  expect(await report(manager, `${login.slice(0, -4)}AAAA`)).toMatchObject({ kind: 'login', valid: false });
  expect(await report(manager, 'a.b.c')).toMatchObject({ kind: 'unknown', valid: false });
  expect(await report(manager, '%%%')).toMatchObject({ kind: 'unknown', valid: false });
});
