import timers from 'node:timers';
import { setImmediate, setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { until } from '../../tests/until';
import type { InProcessApp, SessionManager } from '../index';
import { claimsOf, managerWith, newVisitor, sessionOf } from './testing/visitor';

/** Takes its time in each cascade, so that requests overlap as they do over a network. */
const slow: InProcessApp = {
  name: 'slow',
  input: { public: ['.*'] },
  output: {},
  runOnCreate: true,
  async transform() {
    await setTimeout(5);
    return undefined;
  },
};

let manager: SessionManager;
let url: string;
beforeEach(async () => {
  manager = managerWith({ apps: [slow] });
  url = (await manager.listen()).url;
});
afterEach(() => manager.close());

const fifty = Array.from({ length: 50 }, (_, index) => index);

describe.each(['patch', 'post'] as const)('50 %s requests on one session at once', (method) => {
  test('with different keys are all kept, and raise the version by exactly 50', async () => {
    const visitor = await newVisitor(manager);
    const answers = await Promise.all(
      fifty.map((index) =>
        request(url)[method](`/api/sessions?k${index}=${index}`).set('Cookie', visitor.cookie),
      ),
    );
    const versions = answers.map(({ body }) => claimsOf(body.sessionToken)['version'] as number);
    expect(versions.sort((one, other) => one - other)).toEqual(fifty.map((index) => index + 3));
    const { id, namespaces } = await sessionOf(manager, visitor);
    expect(id).toBe(visitor.id);
    expect(namespaces['public']).toEqual(
      Object.fromEntries(fifty.map((index) => [`k${index}`, { value: `${index}` }])),
    );
  });

  test('with the same value raise the version by one', async () => {
    const visitor = await newVisitor(manager);
    const answers = await Promise.all(
      fifty.map(() => request(url)[method]('/api/sessions?a=1').set('Cookie', visitor.cookie)),
    );
    const tokens = new Set(answers.map(({ body }) => body.sessionToken as string));
    expect([...tokens].map((token) => claimsOf(token)['version'])).toEqual([3]);
  });
});

test('50 concurrent first requests create 50 sessions', async () => {
  const visitors = await Promise.all(
    fifty.map((index) => newVisitor({ handler: url }, { public: { a: { value: index } } })),
  );
  expect(new Set(visitors.map(({ id }) => id)).size).toBe(50);
  const values = visitors.map(
    async (visitor) => (await sessionOf({ handler: url }, visitor)).namespaces['public'],
  );
  expect(await Promise.all(values)).toEqual(fifty.map((value) => ({ a: { value } })));
});

test('a failing write does not block the next one', async () => {
  const visitor = await newVisitor(manager);
  const write = (query: string) =>
    request(manager.handler).patch(`/api/sessions?${query}`).set('Cookie', visitor.cookie);
  const answers = await Promise.all([write('sc=4'), write('a=1'), write('sc=99'), write('b=2')]);
  expect(answers.map(({ status }) => status)).toEqual([401, 200, 401, 200]);
  expect((await sessionOf(manager, visitor)).namespaces['public']).toEqual({
    a: { value: '1' },
    b: { value: '2' },
  });
});

test('a write that waits over 5 s for earlier ones is refused by name, and is not made later', async () => {
  let release = () => {};
  const released = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const transform = () => {
    begin();
    return released;
  };
  const held = { name: 'held', input: { public: ['a'] }, output: {}, transform };
  const other = managerWith({ apps: [held] });
  const visitor = await newVisitor(other);
  const write = (query: string) =>
    other.fetch(`http://x/api/sessions?${query}`, { method: 'PATCH', headers: { cookie: visitor.cookie } });
  const first = write('a=1');
  await begun;
  const waits = jest.spyOn(timers, 'setTimeout');
  const isOfTheQueue = ([, milliseconds]: readonly unknown[]) => milliseconds === 5000;
  const second = write('b=2');
  await until('the second write waits', () => waits.mock.calls.some(isOfTheQueue));
  const [expire] = waits.mock.calls.find(isOfTheQueue) ?? [];
  waits.mockRestore();
  expire?.(); // as after 5 s
  const answer = await second;
  const { code, message } = (await answer.json()) as { code: string; message: string };
  expect([answer.status, code]).toEqual([503, 'WRITE_NOT_MADE']);
  expect(message).toContain('waited 5000 ms for earlier ones');
  release();
  expect((await first).status).toBe(200);
  expect((await sessionOf(other, visitor)).namespaces['public']).toEqual({ a: { value: '1' } });
});

test('a queued write whose client has hung up is skipped', async () => {
  let calls = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: InProcessApp = {
    name: 'held',
    input: { public: ['a'] },
    output: {},
    async transform() {
      calls += 1;
      await released;
      return undefined;
    },
  };
  const other = managerWith({ apps: [held] });
  const visitor = await newVisitor(other);
  const clients = [0, 1, 2, 3].map(() => new AbortController());
  const answers = clients.map(({ signal }, index) =>
    other.fetch(`http://localhost/api/sessions?a=${index}`, {
      method: 'PATCH',
      headers: { cookie: visitor.cookie },
      signal,
    }),
  );
  const settled = Promise.allSettled(answers);
  await until('the first write is in the app', () => calls > 0);
  for (let turn = 0; turn < 20; turn++) await setImmediate(); // the others are in the queue
  for (const client of clients.slice(1, 3)) client.abort();
  release();
  const statuses = (await settled).map((one) => (one.status === 'fulfilled' ? one.value.status : 'gone'));
  expect([statuses, calls]).toEqual([[200, 'gone', 'gone', 200], 2]);
});
