// `verify` as users run it, against servers that are right or wrong, hang or die.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatorProcess, startEmulator } from './emulator-process';
import { type Alter, foreignServer } from './foreign-server';
import { runCli } from './run-cli';

let folder: string;
let emulator: EmulatorProcess;

beforeAll(async () => {
  emulator = await startEmulator('--cookie-profile', 'live');
});
afterAll(() => emulator.stop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const verify = (...args: string[]) => runCli(['verify', ...args], { cwd: folder });
const written = (file: string) => readFileSync(join(folder, file), 'utf8');

interface Reported {
  readonly id: string;
  readonly outcome: string;
  readonly message?: string;
  readonly reason?: string;
  readonly differences?: readonly object[];
}

/** A run against the emulator behind a proxy that alters its answers. */
async function altered(alter: Alter, ...args: string[]) {
  const hidden = await foreignServer(emulator.url, alter);
  try {
    const ended = await verify('--url', hidden.url, '--json', 'report.json', ...args);
    const { behaviours } = JSON.parse(written('report.json')) as { behaviours: readonly Reported[] };
    const of = (outcome: string) => behaviours.filter((one) => one.outcome === outcome);
    return {
      ...ended,
      asked: hidden.asked(),
      passed: of('passed'),
      failed: of('failed'),
      notTried: of('notTried'),
    };
  } finally {
    await hidden.close();
  }
}

test('how an emulator marks cookies over plain http by default is not tried', async () => {
  const usual = await startEmulator();
  try {
    await verify('--url', usual.url, '--only', 'cookies.set', '--json', 'r.json');
  } finally {
    await usual.stop();
  }
  const { behaviours } = JSON.parse(written('r.json')) as { behaviours: readonly Reported[] };
  const reasons = behaviours.flatMap(({ id, reason }) => (reason === undefined ? [] : [[id, reason]]));
  const reason = 'it needs cookies marked as VTEX marks them: start the emulator with --cookie-profile live';
  expect(reasons).toEqual([
    ['cookies.set.attributes', reason],
    ['cookies.set.expired-alike', reason],
  ]);
  expect(behaviours.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
});

/** All of them are verified in verify-packed.test.ts. */
const someFamilies = ['sessions.edit', 'cookies.set', 'segments.read'];

test('an emulator passes, every report is written, and stderr names the files', async () => {
  const names = ['r.json', 'r.xml', 'r.html', 'seen.json'];
  const reports = ['json', 'junit', 'html', 'assumptions-out'].flatMap((flag, index) => [
    `--${flag}`,
    names[index] ?? '',
  ]);
  const { exitCode, stdout, stderr } = await verify(
    '--url',
    emulator.url,
    '--only',
    ...someFamilies,
    ...reports,
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+ passed, 0 failed, \d+ not tried$/m);
  for (const name of names) expect(stderr).toContain(join(folder, name));
  expect(written('r.xml')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /);
  expect(written('r.html')).toMatch(/^<!doctype html>/);
  const { counts, behaviours } = JSON.parse(written('r.json'));
  expect(counts.passed).toBeGreaterThan(10);
  expect(behaviours).toHaveLength(counts.passed + counts.notTried);
});

test('a guarded emulator passes with its control token, which is sent to no other server', async () => {
  const guarded = await startEmulator('--host', '0.0.0.0', '--control-token', 'let-me-in');
  const heard: (string | undefined)[] = [];
  const other = createServer((req, res) => {
    heard.push(req.headers.authorization);
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  try {
    const only = ['--only', 'control.routes', 'login.supplied'];
    const token = ['--control-token', 'let-me-in'];
    const passes = await verify('--url', guarded.url, ...only, ...token);
    expect([passes.exitCode, passes.stdout]).toEqual([0, expect.stringContaining(' 0 failed')]);
    expect((await verify('--url', guarded.url, ...only)).exitCode).toBe(1);
    await verify('--url', `http://127.0.0.1:${port}`, '--only', 'sessions.create', ...token);
    expect(new Set(heard)).toEqual(new Set([undefined]));
  } finally {
    other.close();
    await guarded.stop();
  }
});

test('--only and --grade select the behaviours, and no other file is written', async () => {
  const only = [
    '--only',
    'tokens',
    'sessions.items.case-counts',
    '--grade',
    'observed',
    'inferred',
    'assumed',
  ];
  const { exitCode, stdout, stderr } = await verify('--url', emulator.url, ...only, '--json', '-');
  expect(exitCode).toBe(0);
  const ids = JSON.parse(stdout).behaviours.map(({ id }: Reported) => id);
  expect(ids).toContain('tokens.session.header');
  expect(ids.filter((id: string) => !/^(tokens\.|sessions\.items\.case-counts$)/.test(id))).toEqual([]);
  expect(stderr).not.toContain('No assumption was observed');
  const before = readdirSync(folder);
  await verify('--url', emulator.url, '--only', 'sessions.items');
  expect(readdirSync(folder)).toEqual(before);
  const none = await verify('--url', emulator.url, ...only, '--assumptions-out', 'none.json');
  expect(none.stderr).toContain('No assumption was observed');
  expect(existsSync(join(folder, 'none.json'))).toBe(false);
});

test('a wrong status is reported with its request, and the rest passes', async () => {
  const teapot: Alter = ({ method }, status) =>
    method === 'DELETE' && status === 405 ? { status: 404 } : undefined;
  const { exitCode, stdout, failed, passed } = await altered(
    teapot,
    '--only',
    'routing',
    'errors',
    'sessions.items',
  );
  expect(exitCode).toBe(1);
  expect(failed.map(({ id }) => id)).toEqual([
    'routing.paths.other-methods-of-sessions',
    'routing.paths.other-methods-elsewhere',
    'errors.form.are-json',
    'errors.form.have-type-and-message',
  ]);
  expect(passed.length).toBeGreaterThan(10);
  expect(stdout).toMatch(/DELETE \/api\/sessions answered 404, against the OpenAPI document/);
});

test('a wrong value is reported with its path', async () => {
  const other: Alter = (_, status, body) =>
    status === 200
      ? { body: body.replace('"accountName":{"value":"acme"}', '"accountName":{"value":"x"}') }
      : undefined;
  const { exitCode, failed } = await altered(other, '--only', 'tokens.session.account-is-the-name');
  expect(exitCode).toBe(1);
  expect(failed).toMatchObject([{ differences: [{ path: '$', expected: '"x"', actual: '"acme"' }] }]);
});

test('a server that hangs on some requests fails only the behaviours that send them', async () => {
  const hangs: Alter = ({ url }) => (url?.includes('/api/segments/') ? 'hang' : undefined);
  const args = ['--only', 'segments.by-token.is-what-it-was', 'segments.read', '--timeout', '2000'];
  const { exitCode, failed, passed } = await altered(hangs, ...args);
  expect(exitCode).toBe(1);
  expect(failed.map(({ id }) => id)).toEqual(['segments.by-token.is-what-it-was']);
  expect(failed[0]?.message).toMatch(/gave no answer to GET \/api\/segments\/\S+ within 2 s$/);
  expect(passed).toHaveLength(10);
});

test('after a server dies three behaviours fail and the rest is not tried', async () => {
  let answers = 0;
  const dies: Alter = () => {
    answers += 1;
    return answers > 30 ? 'drop' : undefined;
  };
  const { exitCode, passed, failed, notTried } = await altered(
    dies,
    '--only',
    'sessions.create',
    'cookies',
    'tokens',
  );
  expect(exitCode).toBe(1);
  expect(passed.length).toBeGreaterThan(0);
  expect(failed).toHaveLength(3);
  for (const { message } of failed) expect(message).toContain('did not answer');
  expect(notTried.map(({ reason }) => reason)).toContain('the target gave no answer 3 times in a row');
});

test('the policies of a foreign server are verified only with an account fixture', async () => {
  const { exitCode, notTried } = await altered(() => undefined, '--only', 'store.policy');
  expect(exitCode).toBe(0);
  expect(new Set(notTried.map(({ reason }) => reason))).toEqual(
    new Set(['it needs the trade policies of the account']),
  );
  const acme = await altered(() => undefined, '--only', 'store.policy', '--account-fixture', 'acme');
  expect([acme.exitCode, acme.failed, acme.notTried]).toEqual([0, [], []]);
  expect(acme.passed.map(({ id }) => id)).toEqual(expect.arrayContaining(notTried.map(({ id }) => id)));
  const b2b = await altered(() => undefined, '--only', 'store.policy', '--account-fixture', 'b2b');
  expect(b2b.failed.length).toBeGreaterThan(0); // the policies of another account
});

test('exit code 4 if no server listens', async () => {
  const { exitCode, stdout, stderr } = await verify('--url', 'http://127.0.0.1:1');
  expect([exitCode, stdout]).toEqual([4, '']);
  expect(stderr).toMatch(/^error: nothing answers at http:\/\/127\.0\.0\.1:1: .+\n$/);
});

test('exit code 4 if the server does not answer', async () => {
  const silent = createTcpServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { exitCode, stderr } = await verify('--url', url, '--timeout', '200');
  expect([exitCode, stderr]).toEqual([4, `error: nothing answers at ${url}: no answer within 0.2 s\n`]);
  silent.close();
});

test('a server that is not a session manager fails', async () => {
  const other = createServer((_, answer) => answer.end('<html>hello</html>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  try {
    const { exitCode, stdout } = await verify('--url', url, '--only', 'sessions.create');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^0 passed, \d+ failed, 0 not tried$/m);
  } finally {
    other.close();
  }
});

test.each<[string[], RegExp]>([
  [['--url', 'ftp://x'], /^error: ftp:\/\/x is not a URL to test/],
  [['--only', 'session'], /^error: no behaviour or family is called session\. Families: sessions\.create, /],
  [
    ['--grade', 'sure'],
    /^error: sure is not a grade\. Give live, documented, observed, inferred, assumed\.\n$/,
  ],
  [['--json', '-', '--html', '-'], /^error: only one report can go to the standard output/],
  [
    ['--json', 'no/such/r.json'],
    /^error: --json: the folder \S+no\/such does not exist\. Create it, or give another path\.\n$/,
  ],
  [['--html', 'folder'], /^error: --html: \S+folder is a folder\. Give the path of a file\.\n$/],
  [
    ['--timeout', '0'],
    /^error: option '--timeout <ms>' argument '0' is invalid\. Give an integer from 1\.\n/,
  ],
  [['--account-fixture', 'acmee'], /^error: option --account-fixture: .*did you mean "acme"\?/],
  [['--assumptions', 'gone.json'], /^error: option --assumptions: \S+gone\.json does not exist\./],
  [['now'], /^error: too many arguments for 'verify'/],
])('%j is a usage error', async (args, message) => {
  mkdirSync(join(folder, 'folder'));
  const { exitCode, stdout, stderr } = await verify('--url', emulator.url, ...args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});
