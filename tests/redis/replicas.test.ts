import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createSessionManager, type SessionManager } from '../../mock/index';
import { type EmulatorProcess, startEmulator } from '../package/emulator-process';
import { until } from '../until';
import { type Redis, startRedis } from './redis';

/** Two processes with one Redis, as a client sees them behind a proxy. */
let redis: Redis;
const ending: (() => unknown)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

afterAll(() => redis.stop());

async function replicas(count: number, timeout?: number): Promise<EmulatorProcess[]> {
  const store = redis.store(timeout);
  const started: EmulatorProcess[] = [];
  for (let index = 0; index < count; index++) {
    const replica = await startEmulator('--store', store);
    ending.push(() => replica.stop());
    started.push(replica);
  }
  return started;
}

/** Sends requests to the servers in turns, and 502 for one that is gone. */
async function roundRobin(servers: readonly { readonly url: string }[]): Promise<string> {
  let turn = 0;
  const proxy: Server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { hostname, port } = new URL(servers[turn++ % servers.length]?.url ?? '');
    const { method, url: path, headers } = incoming;
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end());
    incoming.pipe(passed);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  ending.push(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** The cookies of a new session. */
async function created(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/sessions`, { method: 'POST' });
  expect(answer.status).toBe(201);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

const edited = (url: string, cookie: string, key: string) =>
  fetch(`${url}/api/sessions?${key}=1`, { method: 'PATCH', headers: { cookie } }).catch(() => undefined);

/** The names of the keys that were written. */
async function written(url: string, cookie: string, keys: readonly string[]): Promise<string[]> {
  const items = keys.map((key) => `public.${key}`).join(',');
  const answer = await fetch(`${url}/api/sessions?items=${items}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const { namespaces } = (await answer.json()) as { namespaces: { public?: object } };
  return Object.keys(namespaces.public ?? {}).sort();
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`).sort();

test('of fifty edits of one session over two processes all are kept', async () => {
  const url = await roundRobin(await replicas(2));
  const cookie = await created(url);
  let left = names(50);
  for (let round = 0; left.length > 0 && round < 10; round++) {
    const answers = await Promise.all(
      left.map(async (key) => [key, (await edited(url, cookie, key))?.status]),
    );
    const refused = answers.filter(([, status]) => status === 503); // WRITE_CONFLICT asks to send them again
    expect(answers.filter(([, status]) => status !== 200)).toEqual(refused);
    left = refused.map(([key]) => String(key));
  }
  expect(await written(url, cookie, names(50))).toEqual(names(50));
});

test('a process that is killed under load loses no edit that was answered', async () => {
  const [one, other] = (await replicas(2)) as [EmulatorProcess, EmulatorProcess];
  const url = await roundRobin([one, other]);
  const visitors = await Promise.all(names(10).map(() => created(url)));
  const answered: string[][] = visitors.map(() => []);
  const edits = visitors.map(async (cookie, index) => {
    for (const key of names(40))
      if ((await edited(url, cookie, key))?.status === 200) answered[index]?.push(key);
  });
  await until('each visitor has edits', () => answered.every((keys) => keys.length > 5));
  one.process.kill('SIGKILL');
  await Promise.all(edits);
  for (const [index, cookie] of visitors.entries()) {
    const kept = answered[index] ?? [];
    expect(await written(other.url, cookie, names(40))).toEqual(expect.arrayContaining(kept));
  }
});

test('a Redis that is killed and started again has every edit that was answered', async () => {
  const [replica] = (await replicas(1)) as [EmulatorProcess];
  const cookie = await created(replica.url);
  const answered: string[] = [];
  const refused: string[] = [];
  let enough = Number.POSITIVE_INFINITY;
  const edits = (async () => {
    for (let i = 0; answered.length < enough; i++) {
      const isAnswered = (await edited(replica.url, cookie, `k${i}`))?.status === 200;
      (isAnswered ? answered : refused).push(`k${i}`);
      await wait(2);
    }
  })();
  await until('edits are answered', () => answered.length > 5);
  await redis.kill();
  await until('an edit is refused', () => refused.length > 0);
  await redis.start();
  enough = answered.length + 5;
  await edits;
  expect(await written(replica.url, cookie, answered)).toEqual([...answered].sort());
});

const recovered = (url: string, cookie: string) =>
  until('the session is read again', async () => {
    const { status } = await fetch(`${url}/api/sessions?items=*`, { headers: { cookie } });
    return status === 200;
  });

test('a Redis that does not answer is a 503 with a code, and none once it answers again', async () => {
  const [replica] = (await replicas(1, 1000)) as [EmulatorProcess];
  const cookie = await created(replica.url);
  redis.pause();
  try {
    const [answer, health] = await Promise.all([
      fetch(`${replica.url}/api/sessions?items=*`, {
        headers: { cookie },
        signal: AbortSignal.timeout(30_000),
      }),
      fetch(`${replica.url}/_mock/health`, { signal: AbortSignal.timeout(30_000) }),
    ]);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'STORE_UNAVAILABLE' }]);
    expect(await health.json()).toMatchObject({ product: 'vtex-session-mock', sessions: null });
  } finally {
    redis.resume();
  }
  await recovered(replica.url, cookie);
});

test('the time in which a process is busy does not count as one in which Redis does not answer', async () => {
  const manager = createSessionManager({ store: redis.store(1000) });
  ending.push(() => manager.close());
  const ask = async () => (await manager.fetch('http://x/api/sessions', { method: 'POST' })).status;
  expect(await ask()).toBe(201);
  const statuses = Promise.all(names(20).map(ask));
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(setImmediate); // commands are being sent
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);
  }
  expect(new Set(await statuses)).toEqual(new Set([201]));
});

test('without Redis a process is not ready but healthy, and ready once Redis is there again', async () => {
  const [replica] = (await replicas(1)) as [EmulatorProcess];
  const cookie = await created(replica.url);
  const statusOf = async (path: string) =>
    (await fetch(`${replica.url}${path}`, { signal: AbortSignal.timeout(30_000) })).status;
  expect(await statusOf('/_mock/ready')).toBe(200);
  await redis.kill();
  try {
    expect([await statusOf('/_mock/ready'), await statusOf('/_mock/health')]).toEqual([503, 200]);
    const { store } = (await (await fetch(`${replica.url}/_mock/health`)).json()) as { store: object };
    expect(store).toMatchObject({ connected: false });
    expect((await edited(replica.url, cookie, 'lost'))?.status).toBe(503);
    const metrics = await (await fetch(`${replica.url}/_mock/metrics`)).text();
    expect(metrics).toMatch(/^vtex_session_mock_store_errors_total 1$/m);
    expect(metrics).not.toMatch(/^vtex_session_mock_sessions /m);
  } finally {
    await redis.start();
  }
  await recovered(replica.url, cookie);
  expect(await statusOf('/_mock/ready')).toBe(200);
});

test('a start without Redis names the address, without the password', async () => {
  const manager = createSessionManager({ store: 'redis://ann:secret@127.0.0.1:1/0' });
  const problem = await manager.listen().catch((error: unknown) => error);
  await manager.close();
  expect(problem).toMatchObject({ code: 'STORE_UNREACHABLE' });
  expect(String(problem)).toContain('redis://ann@127.0.0.1:1/0');
  expect(String(problem)).not.toContain('secret');
});

test('a snapshot on exit has the sessions, and can be imported into memory', async () => {
  const file = join(tmpdir(), `snapshot-${process.pid}.json`);
  ending.push(() => rmSync(file, { force: true }));
  const replica = await startEmulator('--store', redis.store(), '--export-on-exit', file);
  const cookie = await created(replica.url);
  await replica.stop();
  expect(replica.process.exitCode).toBe(0);
  const restored = await startEmulator('--import', file);
  ending.push(() => restored.stop());
  const { status } = await fetch(`${restored.url}/api/sessions?items=*`, { headers: { cookie } });
  expect(status).toBe(200);
  expect(await (await fetch(`${restored.url}/_mock/health`)).json()).toMatchObject({ sessions: 1 });
});

test('clock, seeded account data, key and sessions are those of all processes', async () => {
  const [one, other] = (await replicas(2)) as [EmulatorProcess, EmulatorProcess];
  const cookie = await created(one.url);
  const json = { 'content-type': 'application/json' };
  await fetch(`${one.url}/_mock/clock`, { method: 'PUT', headers: json, body: '{"advance":"P1D"}' });
  const { now } = (await (await fetch(`${other.url}/_mock/clock`)).json()) as { now: string };
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(86_000_000);
  const shopper = { id: '0f000000-0000-4000-8000-0000000000a1', email: 'zoe@example.com' };
  const seed = {
    account: { shoppers: [shopper], personas: [{ id: 'zoe', description: 'Zoe', shopper: shopper.email }] },
  };
  expect(
    await (
      await fetch(`${one.url}/_mock/seed`, { method: 'POST', headers: json, body: JSON.stringify(seed) })
    ).json(),
  ).toMatchObject({ account: [{}, {}] });
  expect((await fetch(`${other.url}/_mock/personas/zoe/sessions`, { method: 'POST' })).status).toBe(201);
  expect((await fetch(`${other.url}/api/sessions?items=*`, { headers: { cookie } })).status).toBe(200);
  const snapshot = await (await fetch(`${other.url}/_mock/snapshot`)).text();
  await fetch(`${other.url}/_mock/reset`, { method: 'POST' });
  expect((await fetch(`${one.url}/api/sessions?items=*`, { headers: { cookie } })).status).toBe(401);
  expect((await fetch(`${one.url}/_mock/personas/zoe/sessions`, { method: 'POST' })).status).toBe(404);
  await fetch(`${one.url}/_mock/snapshot`, { method: 'PUT', headers: json, body: snapshot });
  expect((await fetch(`${other.url}/api/sessions?items=*`, { headers: { cookie } })).status).toBe(200);
});

test('of seeds through two processes at the same time all account data and sessions are kept', async () => {
  const store = redis.store();
  const managers = [0, 1].map(() => createSessionManager({ store }));
  ending.push(() => Promise.all(managers.map((manager) => manager.close())));
  const [one, other] = managers as [SessionManager, SessionManager];
  for (let run = 0; run < 5; run++) {
    await one.reset();
    const ids = names(6);
    const seeds = ids.map((id, index) => ({
      manager: index % 2 === 0 ? one : other,
      seed: { account: { personas: [{ id, description: id }] }, sessions: [{ name: id, persona: id }] },
    }));
    const sent = async ({ manager, seed }: (typeof seeds)[number], attempts = 5): Promise<unknown> =>
      manager.seed(seed).catch((error: { status?: number }) => {
        if (error.status !== 503 || attempts === 1) throw error;
        return sent({ manager, seed }, attempts - 1); // as a 503 asks
      });
    await Promise.all(seeds.map((seed) => sent(seed)));
    for (const { fetch, sessions } of managers) {
      const personas = (await (await fetch('http://x/_mock/personas')).json()) as { id: string }[];
      expect(personas.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect((await sessions()).count).toBe(6);
    }
  }
});

test('of 200 interleavings of writes, reset and seed over two processes none leaves anything of before', async () => {
  const gates: (() => void)[] = [];
  const gated = {
    name: 'gated',
    input: { public: ['of'] },
    output: {},
    transform: async (input: { public?: { of?: { value?: unknown } } }) => {
      if (input.public?.of?.value === 'write') await new Promise<void>((resolve) => gates.push(resolve));
      return undefined;
    },
  };
  const store = redis.store();
  const [one, other] = [0, 1].map(() => createSessionManager({ store, apps: [gated] })) as [
    SessionManager,
    SessionManager,
  ];
  ending.push(() => Promise.all([one.close(), other.close()]));
  const ann = (of: string) => ({ sessions: [{ name: 'ann', public: { of: { value: of } } }] });
  const outcomes = new Map<number, number>();
  for (let run = 0; run < 200; run++) {
    const [writer, resetter] = run % 2 === 0 ? [one, other] : [other, one];
    await resetter.reset();
    const { cookie = '' } = (await resetter.seed(ann('before'))).sessions[0] ?? {};
    const writes = [
      writer.fetch('http://x/api/sessions?of=write', { method: 'POST' }),
      writer.fetch('http://x/api/sessions?of=write', { method: 'PATCH', headers: { cookie } }),
    ];
    while (gates.length < 2) await wait(1); // until both have begun
    const release = async () => {
      for (let turn = 0; turn < run % 16; turn++) await new Promise(setImmediate);
      for (const open of gates.splice(0)) open();
    };
    const reset = () => resetter.reset().then(() => resetter.seed(ann('after')));
    if (run % 3 === 0) await release();
    if (run % 12 === 0) await Promise.all(writes);
    else if (run % 3 === 0) await wait(run % 8);
    const resetting = reset();
    if (run % 12 === 1) await resetting; // at least these writes are too late, and those of run 0 are not
    await Promise.all([resetting, release()]);
    for (const { status } of await Promise.all(writes)) outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
    const { sessions } = await resetter.sessions();
    expect(sessions).toHaveLength(1);
    const left = await writer.session(sessions[0]?.id ?? '');
    expect(left?.namespaces).toMatchObject({ public: { of: { value: 'after' } } });
  }
  expect([...outcomes.keys()].sort()).toEqual([200, 201, 409]); // some were faster than the reset, some slower
});
