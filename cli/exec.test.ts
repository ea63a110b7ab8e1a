import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, fakeWorld, launched } from './testing/fake-world';

const example = 'Write for example vtex-session-mock exec -- npm test';

/** Of the command, while it runs. */
const guarded = ['guard -70', 'unguard -70'];

test('the command gets the address in variables, and its own environment and arguments unchanged', async () => {
  const world = fakeWorld({ bound: { port: 40123 }, env: { HOME: '/home/me' } });
  const { exitCode } = await launched('exec --account b2b -- npm test -- --port 1 -x --log', world);
  expect(world.spawned).toEqual([
    {
      file: 'npm',
      args: ['test', '--', '--port', '1', '-x', '--log'],
      options: {
        stdio: 'inherit',
        detached: true,
        env: {
          HOME: '/home/me',
          SESSION_MANAGER_URL: 'http://127.0.0.1:40123',
          SESSION_MANAGER_HOST: '127.0.0.1',
          SESSION_MANAGER_PORT: '40123',
          SESSION_MANAGER_ACCOUNT: 'b2b',
        },
      },
    },
  ]);
  world.child.emit('exit', 0, null);
  expect(await exitCode).toBe(0);
  expect(world.calls).toEqual(['create', 'listen 127.0.0.1:0', ...guarded, 'close']);
  expect(world.printed).toEqual({ stdout: '', stderr: '' });
  expect(world.signals.eventNames()).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  ['exec', {}, '127.0.0.1:0'],
  ['exec --port 5', {}, '127.0.0.1:5'],
  ['--port 5 exec', {}, '127.0.0.1:5'],
  ['exec', { VTEX_SESSION_MOCK_PORT: '6' }, '127.0.0.1:6'],
])('%s with %j listens on %s', async (argv, env, address) => {
  const world = fakeWorld({ env });
  const { exitCode } = await launched(`${argv} -- x`, world);
  world.child.emit('exit', 0, null);
  await exitCode;
  expect(world.calls[1]).toBe(`listen ${address}`);
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:40123'],
  ['::', 'http://[::1]:40123'],
])('if it listens on %s, the command gets %s', async (host, url) => {
  const world = fakeWorld({ bound: { port: 40123 } });
  const { exitCode } = await launched(`exec --host ${host} -- x`, world);
  world.child.emit('exit', 0, null);
  await exitCode;
  expect(world.spawned[0]?.options.env).toMatchObject({ SESSION_MANAGER_URL: url });
});

test.each<[string, Record<string, string>, string, string]>([
  ['none', {}, 'OURS\n', ''],
  ['a file', { NODE_EXTRA_CA_CERTS: 'mine.pem' }, 'MINE\nOURS\n', ''],
  [
    'a file that does not exist',
    { NODE_EXTRA_CA_CERTS: 'none.pem' },
    'OURS\n',
    'warning: NODE_EXTRA_CA_CERTS: none.pem does not exist. The command trusts the CA of the emulator only.\n',
  ],
])(
  'with https the command gets its address and CA beside those of the user: %s',
  async (_, env, trusted, warned) => {
    const cwd = mkdtempSync(join(tmpdir(), 'exec-'));
    const caFile = join(cwd, 'ca.pem');
    writeFileSync(caFile, 'OURS\n');
    writeFileSync(join(cwd, 'mine.pem'), 'MINE');
    const world = fakeWorld({ env, cwd, bound: { port: 1, tls: { port: 2, caFile } } });
    const { exitCode } = await launched('exec --tls -- x', world);
    world.child.emit('exit', 0, null);
    await exitCode;
    expect(world.spawned[0]?.options.env).toMatchObject({
      SESSION_MANAGER_URL: 'http://127.0.0.1:1',
      SESSION_MANAGER_TLS_URL: 'https://127.0.0.1:2',
      SESSION_MANAGER_TLS_PORT: '2',
      SESSION_MANAGER_TLS_CA: caFile,
    });
    const file = world.spawned[0]?.options.env?.['NODE_EXTRA_CA_CERTS'];
    expect([readFileSync(String(file), 'utf8'), world.printed.stderr]).toEqual([trusted, warned]);
    rmSync(cwd, { recursive: true });
  },
);

test.each<[number | null, string | null, number]>([
  [0, null, 0],
  [1, null, 1],
  [255, null, 255],
  [null, 'SIGTERM', 143],
  [null, 'SIGKILL', 137],
])('a command that ends with %j, %j gives exit code %d', async (code, signal, expected) => {
  const world = fakeWorld();
  const { exitCode } = await launched('exec -- x', world);
  world.child.emit('exit', code, signal);
  expect(await exitCode).toBe(expected);
  expect(world.calls.at(-1)).toBe('close');
});

const report = {
  method: 'GET',
  path: '/api/segments',
  operation: 'getSegment',
  status: 200,
  milliseconds: 1.26,
  ignored: [],
  conflicts: [],
};

test.each([
  ['', ''],
  [' --log pretty', 'GET /api/segments 200 1.3 ms\n'],
  [' --log json', `${JSON.stringify({ time: '2026-01-02T03:04:05.000Z', ...report })}\n`],
])('exec%s logs requests as %j, and not to the standard output', async (flags, stderr) => {
  const world = fakeWorld();
  const { exitCode } = await launched(`exec${flags} -- x`, world);
  world.request(report);
  world.child.emit('exit', 0, null);
  await exitCode;
  expect(world.printed).toEqual({ stdout: '', stderr });
});

test.each([
  ['exec', `exec needs a command to run after --. ${example}`],
  ['exec --port 0', `exec needs a command to run after --. ${example}`],
  ['exec --', `exec needs a command to run after --. ${example}`],
  ['exec npm test', `exec takes the command after --, not before ('npm'). ${example}`],
  ['exec npm -- test', `exec takes the command after --, not before ('npm'). ${example}`],
])('%s is a usage error with an example', async (argv, message) => {
  const world = fakeWorld();
  expect(await ended(argv, world)).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${message}\n` });
  expect(world.calls).toEqual([]);
});

const absent = "command 'x' was not found. Give the path of a program, or the name of one on the PATH.";
const forbidden = "command 'x' is not executable. Make it executable, or name its interpreter first.";

test.each([
  [{ spawnEmits: 'ENOENT' }, 127, absent],
  [{ spawnEmits: 'EACCES' }, 126, forbidden],
  [{ spawnThrows: 'ENOTDIR' }, 126, "command 'x' could not be started (ENOTDIR)."],
])('a command that cannot be started, %j, gives exit code %d', async (failing, exitCode, message) => {
  const world = fakeWorld(failing);
  expect(await ended('exec -- x y', world)).toEqual({ exitCode, stdout: '', stderr: `error: ${message}\n` });
  expect(world.calls.at(-1)).toBe('close');
  expect(world.signals.eventNames()).toEqual([]);
});

test('with the port in use it exits with 3 and does not start the command', async () => {
  const world = fakeWorld({ listenError: 'EADDRINUSE' });
  expect((await ended('exec --port 5 -- x', world)).exitCode).toBe(3);
  expect(world.spawned).toEqual([]);
});

test('exec --help shows the usage', async () => {
  const { exitCode, stdout } = await ended('exec --help', fakeWorld());
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Usage: vtex-session-mock exec \[options\] -- <command> \[args\.\.\.\]\n/);
  expect(stdout).not.toContain('Arguments:');
});

test('--cells adds a cell for each worker, and has every node process of the command find its own', async () => {
  const world = fakeWorld({ env: { NODE_OPTIONS: '--no-warnings' }, bound: { port: 40_123 } });
  const { exitCode } = await launched('exec --cells 2 -- npx jest', world);
  expect(world.spawned[0]?.options.env).toMatchObject({
    SESSION_MANAGER_URL: 'http://127.0.0.1:40123',
    SESSION_MANAGER_CELLS: 'http://127.0.0.1:40123/cells/worker-',
    NODE_OPTIONS: '--no-warnings --require "/my tools/preload.cjs"',
  });
  expect(world.options[0]).toMatchObject({ maxCells: 258, cellIdle: Number.MAX_SAFE_INTEGER });
  world.child.emit('exit', 0, null);
  expect(await exitCode).toBe(0);
  expect(world.calls).toEqual([
    'create',
    'listen 127.0.0.1:0',
    'cell worker-1',
    'cell worker-2',
    ...guarded,
    'close',
  ]);
});

test('--cells takes an integer', async () => {
  const { exitCode, stderr } = await ended('exec --cells 0 -- x', fakeWorld());
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Give an integer from 1 to 1000.');
});
