import { type EmulatorProcess, startEmulator } from '../package/emulator-process';
import { runCli } from '../package/run-cli';
import { startNginx } from './nginx';
import { startRedis } from './redis';

/** The set-up of examples/replicas/compose.yaml as processes: Redis, two emulators, nginx. */
const ending: (() => unknown)[] = [];

afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

interface Report {
  readonly counts: { readonly passed: number };
  readonly behaviours: readonly { readonly id: string; readonly outcome: string }[];
}

/** nginx answers these paths itself, with a page of its own. An explanation is only in the process that wrote. */
const different = ['emulator.methods.bad-escapes', 'control.routes.explain-names-the-writers'];

test('two processes behind nginx pass the contract suite, as one would', async () => {
  const redis = await startRedis();
  ending.push(() => redis.stop());
  const store = redis.store();
  const token = 'for-tests-only';
  const replicas: EmulatorProcess[] = [];
  for (let i = 0; i < 2; i++) {
    const replica = await startEmulator('--store', store, '--control-token', token);
    ending.push(() => replica.stop());
    replicas.push(replica);
  }
  const proxy = await startNginx(replicas);
  ending.push(() => proxy.stop());
  const env = { VTEX_SESSION_MOCK_CONTROL_TOKEN: token };
  const { stdout } = await runCli(['verify', '--url', proxy.url, '--json', '-'], { cwd: '/', env });
  const { counts, behaviours } = JSON.parse(stdout) as Report;
  expect(counts.passed).toBeGreaterThan(220);
  const failed = behaviours.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
  expect(failed.filter((id) => !different.includes(id))).toEqual([]);

  const headers = { authorization: `Bearer ${token}` };
  for (const { url } of replicas) {
    const metrics = await (await fetch(`${url}/_mock/metrics`, { headers })).text();
    expect(Number(/_count{operation="createSession",status="201"} (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(
      50,
    );
  }
});
