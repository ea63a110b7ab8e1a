import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../mock/rules/refusal';
import { ended, fakeWorld, launched, started } from './testing/fake-world';

let cwd: string;
let file: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-snapshot-'));
  file = join(cwd, 'kept.json');
});

afterEach(() => rmSync(cwd, { recursive: true }));

const snapshot = { version: 1, account: 'acme', takenAt: '', clock: { ahead: 0 }, sessions: [] };

describe('--export-on-exit', () => {
  test.each([
    ['the flag', '--export-on-exit kept.json', {}, 'SIGTERM'],
    ['the environment', 'start', { VTEX_SESSION_MOCK_EXPORT_ON_EXIT: 'kept.json' }, 'SIGINT'],
  ])(
    'by %s: writes what is kept once the port is closed, for the user alone',
    async (_, argv, env, signal) => {
      writeFileSync(file, 'old');
      chmodSync(file, 0o644);
      const world = fakeWorld({ cwd, env });
      const { exitCode } = await started(argv, world);
      expect(readFileSync(file, 'utf8')).toBe('old');
      world.signals.emit(signal);
      expect(await exitCode).toBe(0);
      expect(world.calls.slice(-2)).toEqual(['close', 'snapshot']);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(snapshot);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(cwd)).toEqual(['kept.json']);
    },
  );

  test('a path in the config file is relative to that file', async () => {
    mkdirSync(join(cwd, 'deep'));
    writeFileSync(join(cwd, 'deep/c.json'), '{"exportOnExit": "kept.json"}');
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('--config deep/c.json', world);
    world.signals.emit('SIGTERM');
    await exitCode;
    expect(existsSync(join(cwd, 'deep/kept.json'))).toBe(true);
  });

  test('survives a second signal, which npm sends; a third one stops it with an error', async () => {
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('--export-on-exit kept.json', world);
    for (let count = 0; count < 2; count++) world.signals.emit('SIGINT');
    expect(world.exits).toEqual([]);
    world.signals.emit('SIGINT');
    expect(world.exits).toEqual([1]);
    expect(await exitCode).toBe(0);
    expect(existsSync(file)).toBe(true);
  });

  test('without it a second signal exits at once', async () => {
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('', world);
    for (let count = 0; count < 2; count++) world.signals.emit('SIGINT');
    expect(world.exits).toEqual([0]);
    await exitCode;
    expect(world.calls).not.toContain('snapshot');
  });

  test('exits with 1 and a message if it fails, and keeps the old file', async () => {
    writeFileSync(file, 'old');
    const world = fakeWorld({ cwd, snapshotError: new Error('too large') });
    const { exitCode } = await started('--export-on-exit kept.json', world);
    world.signals.emit('SIGTERM');
    expect(await exitCode).toBe(1);
    expect(world.printed.stderr).toBe(
      `error: option --export-on-exit: ${file} cannot be written (too large). Nothing was exported.\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  test('fails with the reason if the folder has been removed, and leaves no file', async () => {
    mkdirSync(join(cwd, 'deep'));
    const world = fakeWorld({ cwd });
    const { exitCode } = await started('--export-on-exit deep/kept.json', world);
    rmSync(join(cwd, 'deep'), { recursive: true });
    writeFileSync(join(cwd, 'deep'), '');
    world.signals.emit('SIGTERM');
    expect(await exitCode).toBe(1);
    expect(world.printed.stderr).toContain('kept.json cannot be written (ENOTDIR)');
  });

  test.each([
    ['nowhere/kept.json', /^error: option --export-on-exit: the folder \S+ does not exist\. Create it/],
    ['.', /^error: option --export-on-exit: \S+ is a folder\. Give the path of a file\.\n$/],
  ])('is refused at the start for the path %s', async (path, message) => {
    const world = fakeWorld({ cwd });
    expect(await ended(`--export-on-exit ${path}`, world)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(message),
    });
    expect(world.calls).toEqual([]);
  });

  test('writes nothing if the emulator could not listen', async () => {
    const world = fakeWorld({ cwd, listenError: 'EACCES' });
    const { exitCode } = await ended('--export-on-exit kept.json', world);
    expect([exitCode, existsSync(file)]).toEqual([2, false]);
  });
});

describe('under exec', () => {
  test.each([
    ['passes', 0, undefined, 0],
    ['fails', 7, undefined, 7],
    ['passes and cannot be kept', 0, new Error('x'), 1],
    ['fails and cannot be kept', 7, new Error('x'), 7],
  ])('the state after a command that %s is saved', async (_, code, snapshotError, exitCode) => {
    const world = fakeWorld({ cwd, ...(snapshotError && { snapshotError }) });
    const run = await launched('exec --export-on-exit kept.json -- true', world);
    world.child.emit('exit', code, null);
    expect(await run.exitCode).toBe(exitCode);
    expect(existsSync(file)).toBe(snapshotError === undefined);
    expect(world.printed.stderr === '').toBe(snapshotError === undefined);
  });

  test('the emulator starts with the snapshot', async () => {
    writeFileSync(file, JSON.stringify(snapshot));
    const world = fakeWorld({ cwd });
    const run = await launched('exec --import kept.json -- true', world);
    expect(world.calls[1]).toBe(`restore ${JSON.stringify(snapshot)}`);
    world.child.emit('exit', 0, null);
    await run.exitCode;
  });
});

describe('--import', () => {
  test.each([
    ['the flag', '--import kept.json', {}],
    ['the environment', '', { VTEX_SESSION_MOCK_IMPORT: 'kept.json' }],
  ])('by %s: is restored before the emulator listens', async (_, argv, env) => {
    writeFileSync(file, JSON.stringify(snapshot));
    const world = fakeWorld({ cwd, env });
    const { exitCode } = await started(argv, world);
    expect(world.calls.map((call) => call.split(' ', 1)[0])).toEqual(['create', 'restore', 'listen']);
    expect(world.calls[1]).toBe(`restore ${JSON.stringify(snapshot)}`);
    world.signals.emit('SIGTERM');
    await exitCode;
  });

  const hint = 'Give a snapshot of this account, from --export-on-exit or GET /_mock/snapshot.';

  test('a missing file is a usage error', async () => {
    const world = fakeWorld({ cwd });
    expect(await ended('--import kept.json', world)).toMatchObject({
      exitCode: 2,
      stderr: `error: option --import: ${file} does not exist. ${hint}\n`,
    });
    expect(world.calls).toEqual(['create', 'close']);
  });

  test('a folder is a usage error', async () => {
    expect(await ended('--import .', fakeWorld({ cwd }))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('cannot be read (EISDIR)'),
    });
  });

  test('a message names the environment variable that was used', async () => {
    const world = fakeWorld({ cwd, env: { VTEX_SESSION_MOCK_IMPORT: 'kept.json' } });
    const { stderr } = await ended('', world);
    expect(stderr).toMatch(/^error: environment variable VTEX_SESSION_MOCK_IMPORT: /);
  });

  test.each([
    ['CONTROL_INPUT_INVALID', '$.version must be 1, not absent'],
    ['BODY_NOT_JSON', '$ is not valid JSON in UTF-8'],
    ['BODY_TOO_DEEP', 'too deep'],
    ['SNAPSHOT_TOO_LARGE', 'too large'],
  ] as const)('a file that is refused with %s is a usage error with the reason', async (code, message) => {
    writeFileSync(file, '{}');
    const restoreError = new Refusal(code, [message, 'and another problem']);
    const { exitCode, stderr } = await ended('--import kept.json', fakeWorld({ cwd, restoreError }));
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      [message, 'and another problem']
        .map((problem) => `error: option --import: ${file} is refused: ${problem}. ${hint}\n`)
        .join(''),
    );
  });

  test('an unexpected error is reported as one', async () => {
    writeFileSync(file, '{}');
    const world = fakeWorld({ cwd, restoreError: new TypeError('oops') });
    const { exitCode, stderr } = await ended('--import kept.json', world);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('unexpected error: TypeError: oops')]);
  });
});
