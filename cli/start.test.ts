import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountFixtureError, SessionManagerError } from '../mock/index';
import { settingOptions } from '../mock/options';
import { ended, fakeWorld, started } from './testing/fake-world';

test('prints the account, example requests, and the ready line last', async () => {
  const world = fakeWorld();
  const { exitCode } = await started('', world);
  expect(world.printed).toEqual({
    stdout: `vtex-session-mock 1.2.3, account acme

  Create a session and keep its cookies, read it, show its segment:

    curl -c vtex-cookies.txt -X POST "http://127.0.0.1:9910/api/sessions?country=BRA&postalCode=01310-100"
    curl -b vtex-cookies.txt "http://127.0.0.1:9910/api/sessions?items=public.postalCode,store.currencyCode"
    curl -b vtex-cookies.txt "http://127.0.0.1:9910/api/segments"

  See them in a browser: http://127.0.0.1:9910/_mock/

  No behaviour has been checked against a live account yet. To list all assumptions: vtex-session-mock config

vtex-session-mock listening on http://127.0.0.1:9910
`,
    stderr: '',
  });
  world.signals.emit('SIGINT');
  expect(await exitCode).toBe(0);
  expect(world.calls).toEqual(['create', 'listen 127.0.0.1:9910', 'close']);
});

test.each(['json', 'silent'])('--log %s prints only the ready line', async (log) => {
  const world = fakeWorld({ bound: { port: 40123 } });
  const { exitCode } = await started(`start --port 0 --log ${log}`, world);
  expect(world.printed).toEqual({
    stdout: 'vtex-session-mock listening on http://127.0.0.1:40123\n',
    stderr: '',
  });
  world.signals.emit('SIGTERM');
  expect(await exitCode).toBe(0);
});

test('nothing is printed before the port is open', async () => {
  const world = fakeWorld({ listenError: 'EADDRINUSE' });
  expect((await ended('', world)).stdout).toBe('');
  expect(world.calls).toEqual(['create', 'listen 127.0.0.1:9910', 'close']);
});

const defaults = Object.fromEntries(Object.entries(settingOptions).map(([name, row]) => [name, row.default]));

test('passes on what was set, and nothing else', async () => {
  const world = fakeWorld();
  const flags =
    '--account mine --strict --cors http://a --cookie-profile dev --token-form 2019 --max-sessions 7';
  const { exitCode } = await started(`${flags} --log silent`, world);
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(world.options).toEqual([
    {
      ...defaults,
      account: 'mine',
      strict: true,
      cors: ['http://a'],
      cookieProfile: 'dev',
      tokenForm: '2019',
      maxSessions: 7,
      tls: false,
      tlsHost: [],
      remoteApps: [],
      assumptions: {},
      onNotice: expect.any(Function),
    },
  ]);
});

test.each([
  ['--account b2b', { account: 'b2b', accounts: undefined }],
  ['--account b2b --account shop=./mine.json', { account: 'b2b', accounts: { shop: '/here/mine.json' } }],
  ['--account a=./a.json --account /x/b.json', { account: '/here/a.json', accounts: { b: '/x/b.json' } }],
  ['', { account: 'acme', accounts: undefined }],
])('%s serves %j', async (flags, expected) => {
  const world = fakeWorld({ cwd: '/here' });
  const { exitCode } = await started(flags, world);
  world.signals.emit('SIGTERM');
  await exitCode;
  const [{ account, accounts } = {}] = world.options;
  expect({ account, accounts }).toEqual(expected);
});

test('an account that is given twice is a usage error', async () => {
  const { exitCode, stderr } = await ended('--account acme --account b2b --account ./b2b.json', fakeWorld());
  expect(exitCode).toBe(2);
  expect(stderr).toContain('b2b is given twice. Give each account once, or HOST=FILE.');
});

test.each([
  ['--tls', '127.0.0.1:9910 tls 9943', { tls: true, tlsHost: [] }],
  ['--tls --tls-port 5 --port 0', '127.0.0.1:0 tls 5', { tls: true }],
  ['--tls-port 5', '127.0.0.1:9910 tls 5', { tls: true }],
  ['--tls --port 0', '127.0.0.1:0 tls 0', { tls: true }],
  ['--tls-host a.local --tls-host b.local', '127.0.0.1:9910 tls 9943', { tlsHost: ['a.local', 'b.local'] }],
])('%s listens on %s', async (argv, where, options) => {
  const world = fakeWorld();
  const { exitCode } = await started(argv, world);
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(world.calls[1]).toBe(`listen ${where}`);
  expect(world.options[0]).toMatchObject(options);
});

test.each([
  ['--tls --port 9943', 2, 'option --tls-port 9943 is the port of http. Give another port.'],
  ['--tls --tls-port 5', 3, 'port 5 of 127.0.0.1 is in use. Port 0 takes a free one.'],
  ['--tls-cert /no --tls-key /no', 2, expect.stringMatching(/^option --tls-cert: \/no .* PEM file\.$/)],
])('%s ends with %j: %s', async (argv, code, message) => {
  const world = fakeWorld({ listenError: 'EADDRINUSE', failedPort: 5 });
  const { exitCode, stderr } = await ended(argv, world);
  expect({ exitCode, message: stderr.replace(/^error: (.*)\n$/, '$1') }).toEqual({ exitCode: code, message });
});

test('passes on the session apps with their common settings, and lists them', async () => {
  const world = fakeWorld({ cwd: '/here' });
  const flags =
    '--app a.json=http://127.0.0.1:4001 --app b=c.json=https://x/y --app-timeout 50 --run-on-create a --run-on-create b';
  const { exitCode } = await started(`${flags} --app-order shuffled:7 --no-explain --no-journal`, world);
  world.signals.emit('SIGTERM');
  await exitCode;
  const common = { timeout: 50, runOnCreate: ['a', 'b'] };
  expect(world.options[0]).toMatchObject({
    appOrder: 'shuffled:7',
    explain: false,
    journal: false,
    remoteApps: [
      { configuration: '/here/a.json', url: 'http://127.0.0.1:4001', ...common },
      { configuration: '/here/b=c.json', url: 'https://x/y', ...common },
    ],
  });
  expect(world.printed.stdout).toContain(
    '  Session apps connected:\n\n    app-1  http://127.0.0.1:4001\n    app-2  https://x/y\n\n',
  );
});

test('a variable with our prefix that is no setting is named, with the nearest', async () => {
  const env = {
    VTEX_SESSION_MOCK_PROT: '1',
    VTEX_SESSION_MOCK_DASHBOARD_TITLE: 'x',
    VTEX_SESSION_MOCK_AUTH_COOKIE: 'for verify',
  };
  const world = fakeWorld({ env });
  const { exitCode } = await started('', world);
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(world.printed.stderr).toBe(
    'warning: environment variable VTEX_SESSION_MOCK_PROT is not a setting. Did you mean VTEX_SESSION_MOCK_PORT?\n' +
      'warning: environment variable VTEX_SESSION_MOCK_DASHBOARD_TITLE is not a setting.\n',
  );
});

test('a second signal exits at once', async () => {
  const world = fakeWorld();
  const { exitCode } = await started('', world);
  world.signals.emit('SIGINT');
  world.signals.emit('SIGINT');
  expect(world.exits).toEqual([0]);
  await exitCode;
  expect(world.signals.eventNames()).toEqual([]);
});

test('under npm the end of the shell stops the emulator', async () => {
  let parent = 70;
  const env = { npm_lifecycle_script: 'node dist/cli/main.cjs' };
  const world = fakeWorld({ env, parent: () => parent });
  const { exitCode } = await started('', world);
  parent = 1;
  expect(await exitCode).toBe(0);
  expect(world.calls.at(-1)).toBe('close');
});

const fixtureError = new AccountFixtureError('/a.json', [
  { path: 'id', message: 'is missing', hint: 'give a UUID' },
  { path: 'account', message: 'is missing', hint: 'give a name' },
]);

test.each<[string, Error, string]>([
  [
    '--account /a.json',
    fixtureError,
    'error: option --account: /a.json: id is missing: give a UUID\n' +
      'error: option --account: /a.json: account is missing: give a name\n',
  ],
  [
    '',
    new SessionManagerError('OPTION_INVALID', [
      { option: 'maxSessions', message: '9 is invalid', hint: 'Give less.' },
      { option: 'apps', message: 'is not a list', hint: '' },
    ]),
    'error: option --max-sessions 9 is invalid. Give less.\nerror: apps is not a list\n',
  ],
  [
    '--app /a.json=http://x',
    new SessionManagerError('OPTION_INVALID', [
      { option: 'remoteApps[0].configuration', message: '/a.json: does not exist', hint: '' },
      { option: 'remoteApps.runOnCreate', message: 'names x', hint: 'The KEYs are y.' },
    ]),
    'error: option --app: /a.json: does not exist\nerror: option --run-on-create: names x. The KEYs are y.\n',
  ],
])('a refusal of the emulator is a usage error (%s)', async (argv, refusal, stderr) => {
  expect(await ended(argv, fakeWorld({ refusal }))).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('any other error is unexpected, and is printed with its stack', async () => {
  const { exitCode, stderr } = await ended('', fakeWorld({ refusal: new TypeError('oops') }));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^unexpected error: TypeError: oops\n +at .*start\.test\.ts/);
});

describe('--signing-key', () => {
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'cli-start-'));
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  test('the content of the file reaches the emulator', async () => {
    writeFileSync(join(cwd, 'key.pem'), 'the key');
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('--signing-key key.pem', world);
    world.signals.emit('SIGTERM');
    await exitCode;
    expect(world.options[0]?.signingKey).toBe('the key');
  });

  test.each([
    ['--signing-key key.pem', {}, 'option --signing-key'],
    ['', { VTEX_SESSION_MOCK_SIGNING_KEY: 'key.pem' }, 'environment variable VTEX_SESSION_MOCK_SIGNING_KEY'],
  ])('a missing file is reported (%s)', async (argv, env, label) => {
    const path = join(cwd, 'key.pem');
    expect(await ended(argv, fakeWorld({ cwd, env }))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: ${label}: ${path} does not exist. Give the path of a PEM file.\n`,
    });
  });
});
