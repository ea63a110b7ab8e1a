// The built command as users start it: signals, exit codes, npm in between.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
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

/** Starts an emulator with an app that answers each call after 50 ms. */
async function withSlowApp(timeout: number) {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    setTimeout(() => response.setHeader('Content-Type', 'application/json').end('{}'), 50);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = mkdtempSync(join(tmpdir(), 'slow-app-'));
  const [configuration, file] = ['app.json', 'snapshot.json'].map((name) => join(folder, name)) as [
    string,
    string,
  ];
  writeFileSync(configuration, JSON.stringify({ slow: { input: { public: ['a'] }, output: {} } }));
  const app = `${configuration}=http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = ['--run-on-create', 'slow', '--app-timeout', `${timeout}`, '--export-on-exit', file];
  const emulator = cli('--port', '0', '--app', app, ...options);
  const url = await ready(emulator);
  return {
    url,
    /** Stops the emulator once the app was called so often. @returns what it saved */
    async stop(after: number): Promise<{ version: number }[]> {
      while (calls < after) await new Promise((resolve) => setTimeout(resolve, 1));
      emulator.child.kill('SIGTERM');
      expect(await emulator.closed).toEqual([0, null]);
      server.closeAllConnections();
      server.close();
      const { sessions } = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(folder, { recursive: true });
      return sessions;
    },
  };
}

test('SIGTERM: 200 requests that wait for an app are all answered', async () => {
  const { url, stop } = await withSlowApp(30_000);
  const agent = new Agent({ maxSockets: 200 });
  const statuses = Array.from({ length: 200 }, async () => {
    const sent = request(`${url}/api/sessions`, { method: 'POST', agent }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return answer.resume().statusCode;
  });
  const outcomes = Promise.allSettled(statuses);
  expect((await stop(200)).length).toBe(200);
  expect(await outcomes).toEqual(statuses.map(() => ({ status: 'fulfilled', value: 201 })));
});

test('SIGTERM: writes to one session that take longer than an app may are refused, and not saved', async () => {
  const { url, stop } = await withSlowApp(2000);
  const [cookie = ''] = (await createSession(url)).headers.getSetCookie();
  const head = `HTTP/1.1\r\nHost: x\r\nCookie: ${cookie.split(';', 1)[0]}\r\nContent-Length: 0\r\n\r\n`;
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  socket.write(Array.from({ length: 100 }, (_, index) => `PATCH /api/sessions?a=${index} ${head}`).join(''));
  const closed = once(socket, 'close');
  const [saved] = await stop(2);
  await closed;
  const isWritten = Array.from(text.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status === '200');
  const written = isWritten.filter((is) => is).length;
  expect(isWritten).toEqual(Array.from({ length: 100 }, (_, index) => index < written));
  expect(written).toBeLessThan(100);
  expect(saved?.version).toBe(2 + written);
});

test('60 waits for journal entries on one connection cause no warning of a leak', async () => {
  const emulator = cli('--port', '0');
  const { host, port } = new URL(await ready(emulator));
  const wait = `GET /_mock/journal/await?path=/no&timeout=100 HTTP/1.1\r\nHost: ${host}\r\n`;
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  socket.write(`${`${wait}\r\n`.repeat(59)}${wait}Connection: close\r\n\r\n`);
  await once(socket, 'close');
  expect(text.match(/JOURNAL_TIMEOUT/g)).toHaveLength(60);
  emulator.child.kill('SIGTERM');
  await emulator.closed;
  expect(emulator.printed.stderr).toBe('');
});

test('goes on serving when the reader of its log has left', async () => {
  const emulator = cli('--port', '0');
  const url = await ready(emulator);
  emulator.child.stdout?.destroy();
  for (let request = 0; request < 3; request += 1) expect((await createSession(url)).status).toBe(201);
  emulator.child.kill('SIGTERM');
  expect(await emulator.closed).toEqual([0, null]);
  expect(emulator.printed.stderr).toBe('');
});

test('goes on serving when the disk of its log is full, and says once that the log is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  const file = join(folder, 'port');
  try {
    const shell = 'exec "$0" "$1" --port 0 --port-file "$2" >/dev/full';
    const emulator = launch('sh', '-c', shell, process.execPath, command, file);
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    const url = `http://127.0.0.1:${readFileSync(file, 'utf8').trim()}`;
    for (let request = 0; request < 3; request += 1) expect((await createSession(url)).status).toBe(201);
    emulator.child.kill('SIGTERM');
    expect(await emulator.closed).toEqual([1, null]);
    expect(emulator.printed.stderr).toBe(
      'error: the standard output cannot be written (ENOSPC): what follows is lost\n',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a port in use: exit code 3, and the message names the emulator that uses it', async () => {
  const url = await ready(cli('--port', '0'));
  const { port } = new URL(url);
  const second = cli('--port', port);
  expect(await second.closed).toEqual([3, null]);
  expect(second.printed).toEqual({
    stdout: '',
    stderr: expect.stringMatching(
      `^error: port ${port} of 127\\.0\\.0\\.1 is in use\\. It is used by vtex-session-mock \\S+, account acme: ` +
        `use that at ${url}, or stop it\\. Port 0 takes a free one\\.\n$`,
    ),
  });
});

test.each([
  [
    ['--prot', '1'],
    "error: unknown option '--prot'\n(Did you mean --port?)\nRun vtex-session-mock --help for all commands and options.\n",
  ],
  [
    ['--signing-key', 'package.json'],
    expect.stringMatching(/^error: option --signing-key is not a P-256 private key in PEM\. Create one/),
  ],
  [['--account', 'acmee'], expect.stringMatching(/^error: option --account: .*did you mean "acme"\?/)],
])('%j is a usage error', async (args, stderr) => {
  const emulator = cli(...args);
  expect(await emulator.closed).toEqual([2, null]);
  expect(emulator.printed).toEqual({ stdout: '', stderr });
});

// `closed` waits for whatever still holds npm's output, so it never comes if a process is left behind.
// Without `prestart`, which may build while other tests read dist/.
test('npm start passes its arguments on, and SIGTERM to npm leaves nothing behind', async () => {
  const npm = launch('npm', 'start', '--ignore-scripts', '--', '--port', '0', '--cookie-profile', 'dev');
  const url = await ready(npm);
  const created = await createSession(url);
  expect(created.headers.getSetCookie().join()).not.toMatch(/secure/i);
  npm.child.kill('SIGTERM');
  await npm.closed;
  await expect(createSession(url)).rejects.toThrow('fetch failed');
});

describe('exec', () => {
  /** Prints where its emulator is, then does what `then` says. */
  const shell = (then: string) => ['exec', '--', 'sh', '-c', `echo "$SESSION_MANAGER_URL"; ${then}`];

  /** The first line of what it printed, once that is there. */
  async function firstLine({ child, printed, closed }: Started): Promise<string> {
    while (!printed.stdout.includes('\n')) {
      const ended = closed.then(() => true);
      const more = once(child.stdout as NodeJS.EventEmitter, 'data').then(() => false);
      if (await Promise.race([more, ended])) throw new Error(`ended early: ${printed.stderr}`);
    }
    return printed.stdout.slice(0, printed.stdout.indexOf('\n'));
  }

  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test('the command has an emulator and the standard output to itself; its exit code is ours', async () => {
    const read =
      'curl -s -o /dev/null -w "%{http_code}" "$SESSION_MANAGER_URL/api/sessions?items=*"; exit 42';
    const started = cli(...shell(read));
    expect(await started.closed).toEqual([42, null]);
    const [, url = ''] = /^(http:\/\/127\.0\.0\.1:\d+)\n200$/.exec(started.printed.stdout) ?? [];
    expect(url).not.toBe('');
    expect(started.printed.stderr).toBe('');
    await expect(createSession(url)).rejects.toThrow('fetch failed');
  });

  test('a log goes to the standard error', async () => {
    const read = 'curl -s -o /dev/null "$SESSION_MANAGER_URL/api/segments"';
    const started = cli('--log', 'json', ...shell(read));
    expect(await started.closed).toEqual([0, null]);
    expect(started.printed.stdout).toMatch(/^http:\S+\n$/);
    expect(JSON.parse(started.printed.stderr)).toMatchObject({ path: '/api/segments' });
  });

  test('its standard input is ours', async () => {
    const child = spawn(process.execPath, [command, 'exec', '--', 'cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end('said to the command');
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(printed).toBe('said to the command');
  });

  test.each([
    ['no-such-command', 127, /^error: command '\S+' was not found\. .*\n$/],
    ['./package.json', 126, /^error: command '\S+' is not executable\. .*\n$/],
  ])('%s: exit code %d', async (word, code, message) => {
    const started = cli('exec', '--', word);
    expect(await started.closed).toEqual([code, null]);
    expect(started.printed).toEqual({ stdout: '', stderr: expect.stringMatching(message) });
  });

  /** An orphan that has ended still has its number until init takes note. */
  const gone = async (pid: number) => {
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  /** For `node -e`: says its number, and ends by itself in a while even if a test fails to end it. */
  const stay = 'console.log(process.pid); setTimeout(() => {}, 90_000);';
  const onSignals = (signals: string, then: string) =>
    `for (const signal of ${signals}) process.on(signal, () => ${then}); ${stay}`;
  /** By a shell that stays for it. */
  const inTrappingShell = (script: string) =>
    cli('exec', '--', 'sh', '-c', 'trap : TERM INT HUP; "$0" -e "$1"; exit 5', process.execPath, script);
  const inPlainShell = (script: string) =>
    cli('exec', '--', 'sh', '-c', '"$0" -e "$1"; exit 5', process.execPath, script);

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('%s reaches what a shell runs, and gives %d', async (signal, code) => {
    const started = inPlainShell(stay);
    const pid = Number(await firstLine(started));
    started.child.kill(signal);
    expect(await started.closed).toEqual([code, null]);
    await gone(pid);
  });

  test('a command that takes its time to end is waited for', async () => {
    const slow = onSignals("['SIGTERM']", 'setTimeout(() => process.exit(9), 300)');
    const started = cli('exec', '--', process.execPath, '-e', slow);
    await firstLine(started);
    started.child.kill('SIGTERM');
    expect(await started.closed).toEqual([9, null]);
  });

  test('what a shell leaves behind that died of the signal is ended too', async () => {
    const started = inPlainShell(onSignals("['SIGTERM']", '{}'));
    const pid = Number(await firstLine(started));
    started.child.kill('SIGTERM');
    expect(await started.closed).toEqual([143, null]);
    await gone(pid);
  });

  test('a command that ignores two signals, and what it has started, do not outlive the third', async () => {
    const started = inTrappingShell(onSignals("['SIGTERM', 'SIGINT']", 'console.log(signal)'));
    const pid = Number(await firstLine(started));
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      started.child.kill(signal);
      while (!started.printed.stdout.includes(signal)) {
        await once(started.child.stdout as NodeJS.EventEmitter, 'data');
      }
    }
    expect(isRunning(pid)).toBe(true);
    started.child.kill('SIGTERM');
    expect(await started.closed).toEqual([137, null]);
    await gone(pid);
  });
});

test('--port-file holds the port while requests are answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-file-'));
  const file = join(folder, 'port');
  try {
    const emulator = cli('--port', '0', '--port-file', file);
    const url = await ready(emulator);
    expect(readFileSync(file, 'utf8')).toBe(`${new URL(url).port}\n`);
    emulator.child.kill('SIGTERM');
    await emulator.closed;
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('healthcheck distinguishes an emulator, another server and no server', async () => {
  const emulator = await ready(cli('--port', '0'));
  const other = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const asked = async (url: string) => {
    const { closed, printed } = cli('healthcheck', '--url', url);
    return [(await closed)[0], printed.stderr];
  };
  expect(await asked(emulator)).toEqual([0, '']);
  expect(await asked(otherUrl)).toEqual([1, `error: the server at ${otherUrl} is not vtex-session-mock.\n`]);
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  expect(await asked(otherUrl)).toEqual([1, `error: nothing answers at ${otherUrl}.\n`]);
});
