// The built command as users start it: signals, exit codes, npm in between.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';

const root = join(__dirname, '..');
const command = join(root, 'dist/cli/main.cjs');

interface Started {
  readonly child: ChildProcess;
  readonly printed: { stdout: string; stderr: string };
  /** Fulfilled when the process and all that hold its output have ended. */
  readonly closed: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

const children: ChildProcess[] = [];

/** In a process group of its own, so that a test that fails can end what its child has started. */
function launch(program: string, ...args: string[]): Started {
  const child = spawn(program, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (printed.stdout += chunk));
  child.stderr.on('data', (chunk) => (printed.stderr += chunk));
  const closed = once(child, 'close') as Started['closed'];
  return { child, printed, closed };
}

const cli = (...args: string[]) => launch(process.execPath, command, ...args);

/** The address of the ready line. */
async function ready({ child, printed, closed }: Started): Promise<string> {
  for (;;) {
    const [, url] = /^vtex-session-mock listening on (\S+)\n/m.exec(printed.stdout) ?? [];
    if (url !== undefined) return url;
    const ended = await Promise.race([
      once(child.stdout as NodeJS.EventEmitter, 'data').then(() => false),
      closed,
    ]);
    if (ended !== false) throw new Error(`ended with ${ended} before it was ready: ${printed.stderr}`);
  }
}

const createSession = (url: string) => fetch(`${url}/api/sessions`, { method: 'POST' });

afterEach(() => {
  for (const { pid } of children.splice(0)) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // all of it has ended, as it should
    }
  }
});

test('answers as soon as it says that it is ready', async () => {
  const emulator = cli('--port', '0');
  const created = await createSession(await ready(emulator));
  expect(created.status).toBe(201);
  expect(emulator.printed.stdout).toMatch(/listening on http:\/\/127\.0\.0\.1:\d+\n/);
});

test('two at once take two ports and share nothing', async () => {
  const urls = await Promise.all([ready(cli('--port', '0')), ready(cli('--port', '0'))]);
  expect(urls[0]).not.toBe(urls[1]);
  await createSession(urls[0]);
  const health = urls.map(async (url) => (await fetch(`${url}/_mock/health`)).json());
  expect(await Promise.all(health)).toMatchObject([{ sessions: 1 }, { sessions: 0 }]);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it with 0 while a client keeps its connection',
  async (signal) => {
    const emulator = cli('--port', '0', '--log', 'json');
    const url = await ready(emulator);
    const agent = new Agent({ keepAlive: true });
    const [answer] = (await once(get(`${url}/api/segments`, { agent }), 'response')) as [IncomingMessage];
    const { socket } = answer;
    answer.resume();
    await once(answer, 'end');
    expect(socket.destroyed).toBe(false);
    emulator.child.kill(signal);
    expect(await emulator.closed).toEqual([0, null]);
    agent.destroy();
    const [first, ...lines] = emulator.printed.stdout.trimEnd().split('\n');
    expect(first).toBe(`vtex-session-mock listening on ${url}`);
    expect(lines.map((line) => JSON.parse(line).path)).toEqual(['/api/segments']);
  },
);

test('goes on serving when the reader of its log has left', async () => {
  const emulator = cli('--port', '0');
  const url = await ready(emulator);
  emulator.child.stdout?.destroy();
  for (let request = 0; request < 3; request += 1) expect((await createSession(url)).status).toBe(201);
  emulator.child.kill('SIGTERM');
  expect(await emulator.closed).toEqual([0, null]);
  expect(emulator.printed.stderr).toBe('');
});

test('a port in use ends it with 3, and it says who is there', async () => {
  const url = await ready(cli('--port', '0'));
  const { port } = new URL(url);
  const second = cli('--port', port);
  expect(await second.closed).toEqual([3, null]);
  expect(second.printed).toEqual({
    stdout: '',
    stderr: expect.stringMatching(
      `^error: port ${port} of 127\\.0\\.0\\.1 is in use\\. There answers vtex-session-mock \\S+, account acme: ` +
        `use it at ${url}, or stop it\\. To take a free port: --port 0\n$`,
    ),
  });
});

test.each([
  [
    ['--prot', '1'],
    "error: unknown option '--prot'\n(Did you mean --port?)\nRun vtex-session-mock --help for what there is.\n",
  ],
  [
    ['--signing-key', 'package.json'],
    expect.stringMatching(/^error: option --signing-key must be a P-256 private key/),
  ],
  [['--account', 'acmee'], expect.stringMatching(/^error: option --account: .*did you mean "acme"\?/)],
])('%j ends it with 2', async (args, stderr) => {
  const emulator = cli(...args);
  expect(await emulator.closed).toEqual([2, null]);
  expect(emulator.printed).toEqual({ stdout: '', stderr });
});

// `closed` waits for whatever still holds npm's output, so it never comes if a process is left behind.
test('npm start passes its arguments on, and SIGTERM to npm leaves nothing behind', async () => {
  const npm = launch('npm', 'start', '--', '--port', '0', '--cookie-profile', 'dev');
  const url = await ready(npm);
  const created = await createSession(url);
  expect(created.headers.getSetCookie().join()).not.toMatch(/secure/i);
  npm.child.kill('SIGTERM');
  await npm.closed;
  await expect(createSession(url)).rejects.toThrow('fetch failed');
});
