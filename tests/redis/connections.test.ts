import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { runSequences } from '../../contracts/model/sequences';
import { inProcessTarget } from '../../contracts/targets/in-process';
import { createSessionManager, type SessionManager } from '../../mock/index';
import { certificateFor } from '../../mock/tls/certificate';
import { type EmulatorProcess, startEmulator } from '../package/emulator-process';
import { until } from '../until';
import { freePort, startCluster, startRedis } from './redis';

/** Ways to reach Redis: as a user, in a database, over TLS, and as a cluster. */
const ending: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

function managers(store: string): [SessionManager, SessionManager] {
  const [one, other] = [createSessionManager({ store }), createSessionManager({ store })];
  ending.push(() => Promise.all([one.close(), other.close()]));
  return [one, other];
}

/** The cookies of a new session. */
async function created({ fetch }: Pick<SessionManager, 'fetch'>): Promise<string> {
  const answer = await fetch('http://x/api/sessions', { method: 'POST' });
  expect(answer.status).toBe(201);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

const read = async ({ fetch }: Pick<SessionManager, 'fetch'>, cookie: string) =>
  (await fetch('http://x/api/sessions?items=*', { headers: { cookie } })).status;

/** Why a manager with this store cannot listen. */
async function problemOf(store: string): Promise<string> {
  const manager = createSessionManager({ store });
  const problem: unknown = await manager.listen().catch((error: unknown) => error);
  await manager.close();
  expect(problem).toMatchObject({ code: 'STORE_UNREACHABLE' });
  return String(problem);
}

test('a user who may use one prefix of keys, and no administrative command, suffices', async () => {
  const rights = 'on >pass:word/1 ~staging:* +@all -@admin -@dangerous'.split(' ');
  const redis = await startRedis(['--user', 'default', 'off', '--user', 'ann', ...rights]);
  ending.push(() => redis.stop());
  const at = (credentials: string, prefix: string) =>
    `redis://${credentials}@127.0.0.1:${redis.port}/2?prefix=${prefix}:`;
  const [one, other] = managers(`${at('ann:pass%3Aword%2F1', 'staging')}&timeout=30000`);
  expect(await read(other, await created(one))).toBe(200);
  expect((await other.sessions()).count).toBe(1);
  await other.reset();
  await created(one);

  const refused = await problemOf(at('ann:wrong', 'staging'));
  expect(refused).toContain('WRONGPASS');
  expect(refused).not.toContain('wrong@');
  expect(await problemOf(at('ann:pass%3Aword%2F1', 'other'))).toContain('NOPERM');

  const keysIn = async (database: number) => {
    const client = createClient({ url: at('ann:pass%3Aword%2F1', '').replace('/2?', `/${database}?`) });
    await client.connect();
    const keys = (await client.sendCommand(['SCAN', '0', 'COUNT', '1000'])) as unknown as [string, string[]];
    client.destroy();
    return keys[1];
  };
  expect((await keysIn(2)).length).toBeGreaterThan(3);
  expect((await keysIn(2)).filter((key) => !key.startsWith('staging:'))).toEqual([]);
  expect(await keysIn(0)).toEqual([]);
});

test('over TLS the certificate of Redis is verified, by a CA of NODE_EXTRA_CA_CERTS too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
  ending.push(() => rmSync(folder, { recursive: true, force: true }));
  const { ca, ...own } = await certificateFor(['127.0.0.1'], join(folder, 'authority'));
  const files = { ca, ...own };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(folder, name), pem);
  const port = await freePort();
  const pems = ['--tls-cert-file', 'cert', '--tls-key-file', 'key', '--tls-ca-cert-file', 'ca'];
  const settings = pems.map((word) => (word in files ? join(folder, word) : word));
  const redis = await startRedis(['--tls-port', String(port), '--tls-auth-clients', 'no', ...settings]);
  ending.push(() => redis.stop());
  const store = `rediss://127.0.0.1:${port}`;
  expect(await problemOf(store)).toMatch(/SELF_SIGNED_CERT|UNABLE_TO_VERIFY/);

  const { NODE_EXTRA_CA_CERTS: before } = process.env;
  process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'ca');
  let replica: EmulatorProcess;
  try {
    replica = await startEmulator('--store', store);
  } finally {
    if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
    else process.env['NODE_EXTRA_CA_CERTS'] = before;
  }
  ending.push(() => replica.stop());
  expect((await fetch(`${replica.url}/api/sessions`, { method: 'POST' })).status).toBe(201);
  expect(await (await fetch(`${replica.url}/_mock/health`)).json()).toMatchObject({
    sessions: 1,
    store: { url: store, connected: true },
  });
});

test('a cluster is recognised at any of its servers; one that ends and starts again is 503 meanwhile', async () => {
  const servers = await startCluster();
  ending.push(() => Promise.all(servers.map((server) => server.stop())));
  const [first, second] = servers.map(({ port }) => `redis://127.0.0.1:${port}?timeout=10000`) as [
    string,
    string,
  ];

  const target = inProcessTarget({}, () => `${first}&prefix=model:`);
  ending.push(() => target.close());
  const { failure } = await runSequences(target, { sequences: 20 });
  expect(failure).toBeUndefined();

  const [one] = managers(first);
  const [other] = managers(second);
  const cookie = await created(one);
  expect(await read(other, cookie)).toBe(200);
  const built = await startEmulator('--store', second); // its client has few commands: scripts/package-parts.mjs
  ending.push(() => built.stop());
  expect((await fetch(`${built.url}/api/sessions?items=*`, { headers: { cookie } })).status).toBe(200);
  expect(await (await fetch(`${built.url}/_mock/health`)).json()).toMatchObject({ sessions: 1 });
  await other.restore(await one.snapshot());
  expect(await read(one, cookie)).toBe(200);

  const statuses = async () => [await read(one, cookie), await read(other, cookie)];
  await Promise.all(servers.map((server) => server.kill()));
  expect(await statuses()).toEqual([503, 503]);
  await Promise.all(servers.map((server) => server.start()));
  await until('the session is read through both', async () => String(await statuses()) === '200,200');
});
