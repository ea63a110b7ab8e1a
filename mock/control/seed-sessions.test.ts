import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import type { AccountData, Seed } from '../index';
import { countSessions, managerWith, newVisitor, sessionOf, statusAndBody } from '../server/testing/visitor';

const dan = { id: '5e000000-0000-4000-8000-000000000d01', email: 'dan@example.com' };
const danAsPersona = { id: 'dan', description: 'Dan', shopper: dan.email };
const account: AccountData = { shoppers: [dan], personas: [danAsPersona] };
const seed: Seed = { account, sessions: [{ name: 'dan', persona: 'dan' }] };

test('a seed does the same in code as over HTTP, with the same ids', async () => {
  const [one, other] = [managerWith(), managerWith()];
  const inCode = await one.seed(seed);
  const { status, body } = await request(other.handler).post('/_mock/seed').send(seed);
  const withoutTokens = ({ account, sessions }: typeof inCode) => ({
    account,
    sessions: sessions.map(({ name, id, outcome, setCookie }) => ({
      name,
      id,
      outcome,
      lines: setCookie.length,
    })),
  });
  expect([status, withoutTokens(body)]).toEqual([200, withoutTokens(inCode)]);
  expect(inCode.sessions[0]).toMatchObject({ name: 'dan', outcome: 'created' });
});

test('manager.account has the seeded data until a reset', async () => {
  const manager = managerWith();
  const original = manager.account;
  await manager.seed({ account });
  expect(manager.account.shoppers.at(-1)).toEqual({ ...dan, priceTables: [], addresses: [] });
  const { cookie } = await manager.persona('dan');
  expect((await sessionOf(manager, { cookie })).namespaces['profile']?.['email']?.value).toBe(dan.email);
  await manager.reset();
  expect(manager.account).toBe(original);
  await expect(manager.persona('dan')).rejects.toThrow('has no persona dan');
});

test('a seed that changes nothing keeps the account object', async () => {
  const manager = managerWith();
  await manager.seed({ account });
  const served = manager.account;
  await manager.seed({ account });
  expect(manager.account).toBe(served);
});

test('changing a seed after the call has no effect', async () => {
  const manager = managerWith();
  const given = { account: { shoppers: [{ ...dan, priceTables: ['gold'] }] } };
  await manager.seed(given);
  const [shopper] = given.account.shoppers;
  if (shopper !== undefined) shopper.priceTables = ['silver'];
  expect(manager.account.shoppers.at(-1)?.priceTables).toEqual(['gold']);
  const loop: Record<string, unknown> = {};
  loop['sessions'] = loop;
  await expect(manager.seed(loop)).rejects.toThrow(/^\$ must be JSON: /);
});

test('an expired login is replaced', async () => {
  const manager = managerWith();
  const [first] = (await manager.seed(seed)).sessions;
  manager.clock.advance('PT25H');
  const [second] = (await manager.seed(seed)).sessions;
  expect([second?.outcome, second?.id]).toEqual(['changed', first?.id]);
  expect((await sessionOf(manager, { cookie: second?.cookie ?? '' })).namespaces['profile']).toMatchObject({
    isAuthenticated: { value: 'true' },
  });
});

test('another persona replaces the previous one, and an expired session is created again', async () => {
  const manager = managerWith();
  await manager.seed(seed);
  const [ann] = (await manager.seed({ sessions: [{ name: 'dan', persona: 'shopper' }] })).sessions;
  const { namespaces } = await sessionOf(manager, { cookie: ann?.cookie ?? '' });
  expect([ann?.outcome, namespaces['profile']?.['email']?.value]).toEqual(['changed', 'ann@example.com']);
  manager.clock.advance('P6D');
  const [again] = (await manager.seed({ sessions: [{ name: 'dan' }] })).sessions;
  expect([again?.outcome, again?.id]).toEqual(['created', ann?.id]);
  expect((await sessionOf(manager, { cookie: again?.cookie ?? '' })).namespaces['profile']).toEqual({
    isAuthenticated: { value: 'false' },
  });
});

test('a login is reused only while it belongs to the same person', async () => {
  const manager = managerWith({ ids: randomUUID });
  const emailOf = async () => {
    const [session] = (await manager.seed({ sessions: [{ name: 'dan', persona: 'dan' }] })).sessions;
    const { namespaces } = await sessionOf(manager, { cookie: session?.cookie ?? '' });
    const { storeUserEmail, storeUserId } = namespaces['authentication'] ?? {};
    return [storeUserEmail?.value, storeUserId?.value];
  };
  await manager.seed({ account });
  expect(await emailOf()).toEqual([dan.email, dan.id]);
  const renamed = { id: dan.id, email: 'daniel@example.com' };
  await manager.seed({ account: { shoppers: [renamed], personas: [{ id: 'dan', shopper: renamed.email }] } });
  expect(await emailOf()).toEqual([renamed.email, dan.id]);
  // Their e-mail address now belongs to another shopper.
  const dee = { id: '5e000000-0000-4000-8000-000000000d02', email: renamed.email };
  await manager.seed({ account: { shoppers: [{ id: dan.id, email: dan.email }, dee] } });
  expect(await emailOf()).toEqual([renamed.email, dee.id]);
});

test('a snapshot has the data of all seeds', async () => {
  const manager = managerWith();
  await manager.seed({ account: { shoppers: [dan] } });
  await manager.seed({ account: { personas: [danAsPersona] } });
  await manager.seed({ account: { shoppers: [{ id: dan.id, priceTables: ['gold'] }] } });
  const seeded = { shoppers: [{ ...dan, priceTables: ['gold'] }], personas: [danAsPersona] };
  expect((await manager.snapshot()).seeded).toEqual(seeded);
});

test('a restored snapshot replaces what was seeded before', async () => {
  const [from, to] = [managerWith(), managerWith()];
  await from.seed({ account });
  await to.seed({ account: { personas: [{ id: 'eve', description: 'Eve' }] } });
  await to.restore(await from.snapshot());
  expect(to.account).toEqual(from.account);
  await to.restore(await managerWith().snapshot());
  expect(to.account).toEqual(managerWith().account);
});

/** A session app that reports its calls and answers once it is released. */
function slowApp() {
  let release = () => {};
  const waits = new Promise<void>((resolve) => {
    release = resolve;
  });
  let entered = () => {};
  const isIn = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const slow = {
    name: 'slow',
    input: { public: ['slow'] },
    output: { slow: ['seen'] },
    transform: async () => {
      entered();
      await waits;
      return {};
    },
  };
  return { slow, isIn, release: () => release() };
}

test('a seed starts over when a session is edited meanwhile, and reports what it did', async () => {
  const { slow, isIn, release } = slowApp();
  const manager = managerWith({ ids: randomUUID, apps: [slow] });
  const [first] = (await manager.seed({ sessions: [{ name: 'first' }] })).sessions;
  const color = { color: { value: 'blue' } };
  const more = manager.seed({
    account,
    sessions: [
      { name: 'first', public: color },
      { name: 'slow', public: { slow: { value: 'x' } } },
    ],
  });
  await isIn;
  await request(manager.handler)
    .patch('/api/sessions?size=L')
    .set('Cookie', first?.cookie ?? '');
  release();
  const result = await more;
  expect([...result.account, ...result.sessions].map(({ outcome }) => outcome)).toEqual([
    'created',
    'created',
    'changed',
    'created',
  ]);
  const { namespaces } = await sessionOf(manager, { cookie: result.sessions[0]?.cookie ?? '' });
  expect(namespaces['public']).toEqual({ size: { value: 'L' }, ...color });
});

test('a value nested too deep is refused in code', async () => {
  let value: unknown = 'x';
  for (let level = 0; level < 201; level++) value = [value];
  const deep = { sessions: [{ name: 'dan', public: { a: { value } } }] } as Seed;
  await expect(managerWith().seed(deep)).rejects.toThrow(
    '$.sessions[0].public.a.value is nested over 200 levels deep',
  );
});

describe('session apps of the user', () => {
  const gone = 'http://127.0.0.1:1';
  const configuration = { eager: { input: { public: ['country'] }, output: { eager: ['seen'] } } };

  let own: Server | undefined;
  afterEach(() => {
    own?.closeAllConnections();
    own?.close();
  });

  test('a failing app fails the whole seed', async () => {
    const manager = managerWith({ remoteApps: [{ configuration, url: gone }] });
    const original = manager.account;
    const failing: Seed = {
      account,
      sessions: [{ name: 'a' }, { name: 'b', public: { country: { value: 'BRA' } } }],
    };
    const answer = await request(manager.handler).post('/_mock/seed').send(failing);
    expect(statusAndBody(answer)[0]).toBe(502);
    expect([manager.account, await countSessions(manager)]).toEqual([original, 0]);
  });

  test('keep running beside the account’s apps after a seed', async () => {
    own = createServer((_, res) => res.end('{"eager":{"seen":{"value":"yes"}}}'));
    await new Promise<void>((resolve) => own?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
    const manager = managerWith({ ids: randomUUID, remoteApps: [{ configuration, url }] });
    const body = { public: { country: { value: 'BRA' } } };
    const { sessions } = await manager.seed({ ...seed, sessions: [{ name: 'a', ...body }] });
    const later = await newVisitor(manager, body);
    for (const { cookie } of [sessions[0] as { cookie: string }, later]) {
      expect((await sessionOf(manager, { cookie })).namespaces['eager']).toEqual({ seen: { value: 'yes' } });
    }
  });
});

test('a seed that a reset overtakes is refused and leaves nothing', async () => {
  const { slow, isIn, release } = slowApp();
  const manager = managerWith({ ids: randomUUID, apps: [slow] });
  await manager.seed({ ...seed, sessions: [{ name: 'slow', persona: 'dan' }] });
  const more = manager.seed({ sessions: [{ name: 'slow', public: { slow: { value: 'x' } } }] });
  await isIn;
  await manager.reset();
  release();
  await expect(more).rejects.toMatchObject({ status: 409, code: 'RESET_MEANWHILE' });
  expect(manager.account.personas.some(({ id }) => id === 'dan')).toBe(false);
  expect(await countSessions(manager)).toBe(0);
});

test('other requests are answered while many sessions are seeded', async () => {
  const manager = managerWith();
  let turns = 0;
  const count = () => {
    turns += 1;
    turning = setImmediate(count);
  };
  let turning = setImmediate(count);
  await manager.seed({ sessions: Array.from({ length: 300 }, (_, index) => ({ name: `s${index}` })) });
  clearImmediate(turning);
  expect(turns).toBeGreaterThan(4);
});
