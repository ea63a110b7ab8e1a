// The Dockerfile's steps without an engine, and what they make as docs/containers.md wants it run: as the user of the
// Dockerfile, with nothing to write to, as the first process, in a network of its own.
import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { root } from '../package/emulator-process';
import { environment, said, stagesOf, words } from '../package/recipes/dockerfile';
import { build, canEnter, entering } from './container/build';

const stages = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const image = stages.at(-1) as (typeof stages)[number];

/** The numbers that the users of the base image have. */
const users: Readonly<Record<string, string>> = { node: '1000:1000', root: '0:0' };
const user = users[said(image, 'USER')] as string;
const env = { PATH: process.env['PATH'] ?? '', ...environment(image) };

let folder: string;
let made: string;
/** The process of the machine that waits for the container's first one, and that one. */
let container: ChildProcess | undefined;
let first: number | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'container-'));
  chmodSync(folder, 0o755);
  if (canEnter) made = build(stages, root, folder);
}, 400_000);

afterEach(async () => {
  if (container === undefined || first === undefined || container.exitCode !== null) return;
  const ended = once(container, 'exit');
  process.kill(first, 'SIGKILL'); // its parent's end would leave it: a change of user undoes what would end it
  await ended;
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (...args: string[]) => startWith({}, args);

async function startWith(more: object, args: string[]): Promise<{ pid: string; ready: string }> {
  const command = [...words(image, 'ENTRYPOINT'), ...(args.length > 0 ? args : words(image, 'CMD'))];
  const child = spawn('unshare', ['--net', ...entering(made, user, said(image, 'WORKDIR'), command)], {
    env: { ...env, READ_ONLY: 'yes', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  container = child;
  let printed = '';
  child.stderr.on('data', (chunk) => (printed += chunk));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('listening on')) continue;
    const [pid = ''] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
    first = Number(pid);
    return { pid, ready: line };
  }
  throw new Error(`it ended before it was ready: ${printed}`);
}

/** As `docker exec`. */
const inside = (pid: string, ...command: string[]) => insideWith({}, pid, command);

function insideWith(more: object, pid: string, command: readonly string[]): SpawnSyncReturns<string> {
  const [uid = '', gid = ''] = user.split(':');
  const as = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const into = ['--target', pid, '--mount', '--pid', '--net', '--root', '--wd'];
  return spawnSync('nsenter', [...into, ...as, ...command], { encoding: 'utf8', env: { ...env, ...more } });
}

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

const script = (text: string) => ['node', '-e', text];

// Root folders of one's own are Linux's, and root's; elsewhere this says so as skipped tests.
(canEnter ? describe : describe.skip)('what the Dockerfile makes', () => {
  test('holds the package and what it needs at run time, no more', () => {
    const app = join(made, 'app');
    expect(readdirSync(app).sort()).toEqual(['LICENSE', 'dist', 'fixtures', 'node_modules', 'package.json']);
    expect(existsSync(join(app, 'node_modules/express'))).toBe(true);
    expect(existsSync(join(app, 'node_modules/jest'))).toBe(false);
  });

  test('answers, is healthy, and stops on SIGTERM', async () => {
    const { pid, ready } = await start();
    expect(ready).toBe('vtex-session-mock listening on http://0.0.0.0:9910');
    const healthy = inside(pid, ...words(image, 'HEALTHCHECK'));
    expect(healthy).toMatchObject({ stdout: expect.stringMatching(/, account acme\n$/), status: 0 });
    const post = `fetch('http://127.0.0.1:${said(image, 'EXPOSE')}/api/sessions', { method: 'POST' })`;
    const answer = inside(pid, ...script(`${post}.then(({ status }) => console.log(status))`));
    expect(answer.stdout).toBe('201\n');

    const ended = once(container as ChildProcess, 'exit');
    process.kill(Number(pid), 'SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('is the first process, of the user node, and can write nowhere', async () => {
    const { pid } = await start();
    const tried = `const { writeFileSync } = require('node:fs');
      for (const path of ['/app/x', '/x', '/app/dist/cli/main.cjs'])
        try { writeFileSync(path, ''); console.log('wrote', path); } catch ({ code }) { console.log(code); }
      console.log(process.getuid(), require('node:fs').readFileSync('/proc/1/cmdline', 'utf8').split('\\0')[0]);`;
    expect(inside(pid, ...script(tried)).stdout).toBe('EROFS\nEROFS\nEROFS\n1000 node\n');
  });

  test('flags after the image reach the command; health fails if the port does not answer', async () => {
    const { pid } = await start('--port', '9911', '--account', 'b2b');
    const unhealthy = inside(pid, ...words(image, 'HEALTHCHECK'));
    expect([unhealthy.status, unhealthy.stderr]).toEqual([
      1,
      expect.stringContaining('nothing answers at http://127.0.0.1:9910'),
    ]);
  });

  test.each([
    ['in the same network', {}],
    ['on the machine', { SESSION_MANAGER_URL: 'http://127.0.0.1:9910' }],
  ])('the app of examples/compose, %s', async (_name, where) => {
    const compose = join(root, 'examples/compose');
    const text = readFileSync(join(compose, 'compose.yaml'), 'utf8').replace(/\$\{\w+:-([\w-]+)\}/g, '$1');
    const { services } = parse(text) as { services: Record<string, Service> };
    const { app, 'session-manager': emulator } = services as { app: Service; 'session-manager': Service };
    copyFileSync(join(compose, 'visit.mjs'), join(made, 'app/visit.mjs'));
    const network = { NAMED: 'session-manager', HOSTS: join(folder, 'hosts') };
    const { pid } = await startWith({ ...emulator.environment, ...network }, []);
    const visit = (more: object) =>
      insideWith({ ...app.environment, ...where, ...more }, pid, app.command as string[]);
    expect(visit({})).toMatchObject({ stdout: 'visitor: USD\nshopper: ann@example.com\n', status: 0 });
    expect(visit({ SESSION_MANAGER_TOKEN: 'another' }).status).toBe(1);
  });
});
