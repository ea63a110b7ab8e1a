import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

let emulator: EmulatorProcess;

beforeAll(async () => {
  emulator = await startEmulator('--account', 'b2b');
});

afterAll(() => emulator.stop());

function run(...args: string[]) {
  const command = join(root, 'dist/cli/main.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('persona without an id lists the personas of the served account', () => {
  const { status, stdout } = run('persona', '--url', emulator.url);
  const ids = stdout.split('\n').map((line) => line.split(' ', 1)[0]);
  expect(status).toBe(0);
  expect(ids).toEqual(
    expect.arrayContaining(['anonymous', 'b2b-representative', 'call-center-impersonating']),
  );
});

test('persona prints a working curl line and the address of the login page', () => {
  const { status, stdout } = run('persona', 'call-center-impersonating', '--url', emulator.url);
  expect(status).toBe(0);
  const curl = stdout.split('\n').find((line) => line.startsWith('curl ')) as string;
  const { namespaces } = JSON.parse(spawnSync('bash', ['-c', `${curl} -sS`], { encoding: 'utf8' }).stdout);
  expect(namespaces.impersonate.storeUserEmail).toEqual({ value: 'cleo@example.com' });
  expect(stdout).toContain(`\n${emulator.url}/_mock/login\n`);
});

test('persona --contract logs a Buyer Portal shopper in under one of their contracts', () => {
  const customerId = (...args: string[]) => {
    const { stdout } = run('persona', 'b2b-representative', ...args, '--json', '--url', emulator.url);
    const [, login = ''] = /VtexIdclientAutCookie_b2b=[^.]+\.([^.]+)/.exec(stdout) ?? [];
    return JSON.parse(Buffer.from(login, 'base64url').toString()).customerId;
  };
  const [usual, other] = ['b01', 'b02'].map((end) => `c0000000-0000-4000-8000-000000000${end}`);
  expect([customerId(), customerId('--contract', other as string)]).toEqual([usual, other]);
  const refused = run('persona', 'b2b-representative', '--contract', 'none', '--url', emulator.url);
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining('is not a contract of the persona b2b-representative: its contracts are'),
  ]);
});

test('explain prints who wrote each key, given a token or a session id', () => {
  const { storageState } = JSON.parse(
    run('persona', 'b2b-representative', '--url', emulator.url, '--json').stdout,
  );
  const [{ value: token }] = storageState.cookies;
  const result = run('explain', token, '--url', emulator.url);
  expect(result.status).toBe(0);
  const [, id] = /^session ([0-9a-f-]{36}), version 2\n/.exec(result.stdout) ?? [];
  expect(result.stdout).toContain(
    '  store.channel = "1"\n    by app store-session, create call of version 2',
  );
  expect(result.stdout).toMatch(
    / {2}authentication\.storeUserEmail = "rita@example\.com"\n {4}by app authentication-session, round 1/,
  );
  expect(result.stdout).not.toContain(token.split('.')[2]);
  expect(run('explain', id as string, '--url', emulator.url).stdout).toBe(result.stdout);
});

test.each([
  [['explain', 'neither'], 2, 'error: the argument is neither a session token nor a session id.'],
  [['persona', 'shoper'], 1, 'error: The account b2b has no persona shoper: did you mean shopper?'],
])('%j is refused', (args, status, message) => {
  const result = run(...args, '--url', emulator.url);
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
});

test('persona names the URL when nothing answers, and the fix', () => {
  const result = run('persona', '--url', 'http://127.0.0.1:1');
  expect(result.status).toBe(1);
  expect(result.stderr).toBe(
    'error: nothing answers at http://127.0.0.1:1. Start vtex-session-mock, or give --url.\n',
  );
});
