import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSessionManager } from '../index';
import { BoundedCache } from '../util/bounded-cache';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const written = (values: Readonly<Record<string, string>>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    public: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }])),
  }),
});

const address = 'http://emulator/api/sessions';

test.each([undefined, 'snapshot'] as const)('a reset (to: %s) leaves nothing in any cache', async (to) => {
  const set = jest.spyOn(BoundedCache.prototype, 'set');
  const manager = createSessionManager({ account: 'b2b' });
  const visitor = await manager.fetch(address, written({ country: 'BRA', postalCode: '22250040', sc: '2' }));
  const cookie = visitor.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  await manager.fetch(address, { ...written({ utm_source: 'news' }), headers: { cookie } });
  const { sessionToken } = (await (await manager.fetch(address, { method: 'POST' })).json()) as {
    sessionToken: string;
  };
  const older = `vtex_session=${sessionToken}`;
  await manager.fetch(address, { ...written({ a: 'b' }), headers: { cookie: older } });
  await manager.fetch(`${address}?items=*`, { headers: { cookie: older } }); // verifies a signature
  const filled = set.mock.contexts.map((cache, call) => ({
    cache: new WeakRef(cache as BoundedCache<unknown, unknown>),
    key: set.mock.calls[call]?.[0],
  }));
  set.mockRestore();
  expect(new Set(filled.map(({ cache }) => cache.deref())).size).toBeGreaterThanOrEqual(5);
  if (to === 'snapshot') await manager.snapshot();
  await manager.reset({ ...(to && { to }) });
  await new Promise((resolve) => setTimeout(resolve)); // a WeakRef that was read lives until the turn ends
  collect();
  expect(filled.filter(({ cache, key }) => cache.deref()?.get(key) !== undefined)).toEqual([]);
});

test.each(['postalCode', 'regionId', 'utm_source'])('long values of %s are not cached', async (key) => {
  const manager = createSessionManager({ maxSessions: 1, explain: false, journal: false });
  const one = async (index: number) => {
    const value = `${index}${'x'.repeat(300_000)}`;
    await (await manager.fetch(address, written({ country: 'BRA', [key]: value }))).text();
  };
  await one(0);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 1; index <= 12; index++) await one(index);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_500_000);
});
