import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../tests/until';
import { ended, fakeWorld, started } from './testing/fake-world';

let cwd: string;
let file: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-port-file-'));
  file = join(cwd, 'port');
});

afterEach(() => rmSync(cwd, { recursive: true }));

const text = () => readFileSync(file, 'utf8');

test.each([
  ['the flag', '--port 0 --port-file port', {}],
  ['the environment', '--port 0', { VTEX_SESSION_MOCK_PORT_FILE: 'port' }],
])('by %s: contains the port while requests are answered, and leaves no other file', async (_, argv, env) => {
  const world = fakeWorld({ cwd, env, bound: { port: 40123 } });
  const { exitCode } = await started(argv, world);
  expect(text()).toBe('40123\n');
  expect(readdirSync(cwd)).toEqual(['port']);
  world.signals.emit('SIGTERM');
  expect(await exitCode).toBe(0);
  expect(readdirSync(cwd)).toEqual([]);
});

test('a path in the config file is relative to that file', async () => {
  mkdirSync(join(cwd, 'deep'));
  writeFileSync(join(cwd, 'deep/c.json'), '{"portFile": "port"}');
  const world = fakeWorld({ cwd });
  const { exitCode } = await started('--config deep/c.json', world);
  expect(readFileSync(join(cwd, 'deep/port'), 'utf8')).toBe('9910\n');
  world.signals.emit('SIGTERM');
  await exitCode;
});

test('the port file exists before the ready line', async () => {
  const seen: boolean[] = [];
  const stdout = { write: (line: string) => line.includes('listening on') && seen.push(existsSync(file)) };
  const world = { ...fakeWorld({ cwd }), stdout };
  const run = ended('--port-file port', world);
  await until('the ready line is printed', () => seen.length > 0);
  world.signals.emit('SIGTERM');
  await run;
  expect(seen).toEqual([true]);
});

test('the port file does not exist before the port is open and after it closes, even if a killed emulator left one', async () => {
  writeFileSync(file, '1\n');
  const seen: [string, boolean][] = [];
  const world = fakeWorld({ cwd, onCall: (call) => seen.push([call, existsSync(file)]) });
  const { exitCode } = await started('--port-file port', world);
  expect(text()).toBe('9910\n');
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(seen).toEqual([
    ['create', true],
    ['listen 127.0.0.1:9910', false],
    ['close', false],
  ]);
});

test.each(['SIGBREAK', 'SIGHUP'])('on Windows the file goes when the process gets %s', async (signal) => {
  const world = fakeWorld({ cwd, platform: 'win32' });
  const { exitCode } = await started('--port-file port', world);
  world.signals.emit(signal);
  expect(await exitCode).toBe(0);
  expect(readdirSync(cwd)).toEqual([]);
});

test('the file of an emulator that uses the port is kept', async () => {
  writeFileSync(file, '9910\n');
  const world = fakeWorld({ cwd, listenError: 'EADDRINUSE' });
  expect((await ended('--port-file port', world)).exitCode).toBe(3);
  expect(text()).toBe('9910\n');
});

test('a file that another emulator has written since is kept', async () => {
  const world = fakeWorld({ cwd });
  const { exitCode } = await started('--port-file port', world);
  writeFileSync(file, '7\n');
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(text()).toBe('7\n');
});

describe('what is no port file is kept', () => {
  const other = () => join(cwd, 'other');

  test.each<[string, () => void]>([
    ['a text', () => writeFileSync(file, 'my notes\n')],
    ['two numbers', () => writeFileSync(file, '1\n2\n')],
    ['an empty file', () => writeFileSync(file, '')],
    ['a link to a port file', () => symlinkSync(other(), file)],
  ])('%s at the start', async (_, plant) => {
    writeFileSync(other(), '9910\n');
    plant();
    const before = text();
    const { exitCode, stderr } = await ended('--port-file port', fakeWorld({ cwd }));
    expect([exitCode, stderr]).toEqual([
      2,
      `error: option --port-file: ${file} is not a port file, which holds one number. Give another path, or delete it.\n`,
    ]);
    expect([text(), readFileSync(other(), 'utf8')]).toEqual([before, '9910\n']);
  });

  test('a link that is planted before the port is open', async () => {
    writeFileSync(other(), 'mine\n');
    const onCall = (call: string) => call.startsWith('listen') && symlinkSync(other(), file);
    const { exitCode } = await ended('--port-file port', fakeWorld({ cwd, onCall }));
    expect([exitCode, readFileSync(other(), 'utf8')]).toEqual([2, 'mine\n']);
  });

  test('a link that is planted while it runs', async () => {
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('--port-file port', world);
    rmSync(file);
    writeFileSync(other(), '9910\n');
    symlinkSync(other(), file);
    world.signals.emit('SIGTERM');
    await exitCode;
    expect(readdirSync(cwd)).toEqual(['other', 'port']);
  });
});

describe('a path that cannot be written', () => {
  const none = () => join(cwd, 'none');
  const name = 'x'.repeat(250); // the temporary file has a longer name
  const another = 'Give the path of another file.';

  test.each<[string, Record<string, string>, () => string]>([
    [
      '--port-file none/port',
      {},
      () => `option --port-file: the folder ${none()} does not exist. Create it, or give another path.`,
    ],
    [
      '',
      { VTEX_SESSION_MOCK_PORT_FILE: 'none/port' },
      () =>
        `environment variable VTEX_SESSION_MOCK_PORT_FILE: the folder ${none()} does not exist. Create it, or give another path.`,
    ],
    ['--port-file .', {}, () => `option --port-file: ${cwd} is a folder. Give the path of a file.`],
    [
      `--port-file ${name}`,
      {},
      () => `option --port-file: ${join(cwd, name)} cannot be written (ENAMETOOLONG). ${another}`,
    ],
  ])('%s %j is a usage error', async (argv, env, message) => {
    const world = fakeWorld({ cwd, env });
    expect(await ended(argv, world)).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${message()}\n` });
    expect(world.calls.filter((call) => call === 'create')).toHaveLength(
      world.calls.filter((call) => call === 'close').length,
    );
    expect(readdirSync(cwd)).toEqual([]);
  });
});
