import { run } from './run';
import { fakeWorld, launched } from './testing/fake-world';

/** The signals that were sent, with their targets. */
const kills = (calls: readonly string[]) => calls.filter((call) => call.startsWith('kill'));

const gone = { isRunning: () => false };

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s goes to the group of the command, which is waited for',
  async (signal) => {
    const world = fakeWorld(gone);
    const { exitCode } = await launched('exec -- x', world);
    world.signals.emit(signal);
    expect(kills(world.calls)).toEqual([`kill -70 ${signal}`]);
    await new Promise(setImmediate);
    expect(world.calls).not.toContain('close');
    world.child.emit('exit', 7, null);
    expect(await exitCode).toBe(7);
    expect(world.calls.at(-1)).toBe('close');
  },
);

test('in a terminal, Ctrl-C is not passed on, and other signals go to the command only', async () => {
  const world = fakeWorld({ ...gone, inTerminal: true });
  const { exitCode } = await launched('exec -- x', world);
  expect(world.spawned[0]?.options.detached).toBe(false);
  world.signals.emit('SIGINT');
  world.signals.emit('SIGTERM');
  expect(kills(world.calls)).toEqual(['kill 70 SIGTERM']);
  world.child.emit('exit', null, 'SIGTERM');
  expect(await exitCode).toBe(143);
});

test('the third signal kills a command that ignores two', async () => {
  const world = fakeWorld(gone);
  const { exitCode } = await launched('exec -- x', world);
  for (let count = 0; count < 3; count += 1) world.signals.emit('SIGTERM');
  expect(kills(world.calls)).toEqual(['kill -70 SIGTERM', 'kill -70 SIGTERM', 'kill -70 SIGKILL']);
  world.child.emit('exit', null, 'SIGKILL');
  expect(await exitCode).toBe(137);
});

test('after an early signal the command is not started', async () => {
  const world = fakeWorld({ onCall: (call) => call === 'create' && world.signals.emit('SIGTERM') });
  expect(await run(['exec', '--', 'x'], world)).toBe(143);
  expect(world.spawned).toEqual([]);
  expect(world.calls.at(-1)).toBe('close');
});

describe('timeouts', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('5 seconds after the second signal the command is killed, but never after the first', async () => {
    const world = fakeWorld(gone);
    const { exitCode } = await launched('exec -- x', world);
    world.signals.emit('SIGTERM');
    jest.advanceTimersByTime(3_600_000);
    world.signals.emit('SIGTERM');
    jest.advanceTimersByTime(4999);
    expect(kills(world.calls)).toEqual(['kill -70 SIGTERM', 'kill -70 SIGTERM']);
    jest.advanceTimersByTime(1);
    expect(kills(world.calls)).toEqual(['kill -70 SIGTERM', 'kill -70 SIGTERM', 'kill -70 SIGKILL']);
    world.child.emit('exit', null, 'SIGKILL');
    expect(await exitCode).toBe(137);
  });

  test('no timer is left if the command ends after the second signal', async () => {
    const world = fakeWorld(gone);
    const { exitCode } = await launched('exec -- x', world);
    world.signals.emit('SIGTERM');
    world.signals.emit('SIGTERM');
    world.child.emit('exit', 0, null);
    await exitCode;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('processes that the command leaves after a signal have two seconds to end', async () => {
    const world = fakeWorld({ isRunning: (pid) => pid === -70 });
    const { exitCode } = await launched('exec -- sh', world);
    world.signals.emit('SIGTERM');
    world.child.emit('exit', null, 'SIGTERM');
    await jest.advanceTimersByTimeAsync(1999);
    expect(kills(world.calls)).toEqual(['kill -70 SIGTERM']);
    await jest.advanceTimersByTimeAsync(1);
    expect(kills(world.calls)).toEqual(['kill -70 SIGTERM', 'kill -70 SIGKILL']);
    expect(await exitCode).toBe(143);
  });

  test('processes that it leaves without a signal are kept', async () => {
    const world = fakeWorld({ isRunning: () => true });
    const { exitCode } = await launched('exec -- sh', world);
    world.child.emit('exit', 0, null);
    expect(await exitCode).toBe(0);
    expect(kills(world.calls)).toEqual([]);
  });

  test("the end of npm's shell counts as SIGTERM", async () => {
    let parent = 60;
    const env = { npm_lifecycle_script: 'vtex-session-mock exec -- jest' };
    const world = fakeWorld({ env, parent: () => parent, isRunning: (pid) => pid === 60 });
    const { exitCode } = await launched('exec -- jest', world);
    parent = 1;
    jest.advanceTimersByTime(1000);
    expect(kills(world.calls)).toEqual(['kill -70 SIGTERM']);
    world.child.emit('exit', null, 'SIGTERM');
    expect(await exitCode).toBe(143);
  });
});

describe('on Windows', () => {
  const windows = { platform: 'win32', env: { ComSpec: 'C:\\cmd.exe' } } as const;

  test('cmd.exe runs the command, which may be a batch file', async () => {
    const world = fakeWorld(windows);
    const { exitCode } = await launched('exec -- npm test --name=a"b c:\\d&e\\ f|g\\', world);
    expect(world.spawned[0]).toMatchObject({
      file: 'C:\\cmd.exe',
      args: ['/d', '/s', '/c', '"npm test ^"--name=a\\^"b^" ^"c:\\d^&e\\\\^" ^"f^|g\\\\^""'],
      options: { detached: false, windowsVerbatimArguments: true, stdio: 'inherit' },
    });
    world.child.emit('exit', 3, null);
    expect(await exitCode).toBe(3);
  });

  test('a batch file of npm gets its arguments escaped twice, since it passes them to cmd.exe again', async () => {
    const world = fakeWorld(windows);
    const { exitCode } = await launched('exec -- node_modules\\.bin\\jest a&b', world);
    expect(world.spawned[0]?.args.at(-1)).toBe('"node_modules\\.bin\\jest ^^^"a^^^&b^^^""');
    world.child.emit('exit', 0, null);
    expect(await exitCode).toBe(0);
  });

  test('any other signal kills everything that was started', async () => {
    const world = fakeWorld(windows);
    const { exitCode } = await launched('exec -- npm', world);
    world.signals.emit('SIGHUP');
    expect(world.spawned[1]?.file).toBe('C:\\Windows\\System32\\taskkill.exe');
    world.child.emit('exit', 1, null);
    expect(await exitCode).toBe(1);
  });

  test('Ctrl-C is not passed on; the third one kills everything that was started', async () => {
    const world = fakeWorld(windows);
    const { exitCode } = await launched('exec -- npm', world);
    world.signals.emit('SIGINT');
    world.signals.emit('SIGINT');
    expect(world.spawned).toHaveLength(1);
    world.signals.emit('SIGINT');
    expect(world.spawned[1]).toEqual({
      file: 'C:\\Windows\\System32\\taskkill.exe',
      args: ['/pid', '70', '/t', '/f'],
      options: { stdio: 'ignore' },
    });
    world.child.emit('exit', 1, null);
    expect(await exitCode).toBe(1);
    expect(kills(world.calls)).toEqual([]);
  });
});
