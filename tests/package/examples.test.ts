// The example session apps as their README starts them: servers of their own, beside the built command.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './emulator-process';

const examples = join(root, 'examples/session-apps');
const children: ChildProcess[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
});

afterEach(() => {
  for (const child of children.splice(0)) if (child.pid !== undefined) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Process {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it printed, line by line. */
  readonly lines: string[];
  /** Waits for a line. */
  line(pattern: RegExp): Promise<string>;
}

/** A script that says where it listens. */
async function launched(script: string, ...args: string[]): Promise<Process> {
  const env = { ...process.env, PORT: '0' };
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const line = async (pattern: RegExp) => {
    for (;;) {
      const found = lines.find((one) => pattern.test(one));
      if (found !== undefined) return found;
      const [more] = await Promise.race([once(reader, 'line'), once(reader, 'close')]);
      if (more === undefined) throw new Error(`${script} ended: ${lines.join('\n')}`);
    }
  };
  const url = / listening on (http:\S+)$/.exec(await line(/ listening on /))?.[1] as string;
  return { url, child, lines, line };
}

const example = (name: string) => launched(join(examples, name, 'server.cjs'));

/** A copy, so that it may be edited. */
function configurationOf(name: string): string {
  const copy = join(folder, `${name}.json`);
  copyFileSync(join(examples, name, 'vtex.session/configuration.json'), copy);
  return copy;
}

async function started(...flags: string[]) {
  const [watcher, channel] = await Promise.all([example('session-watcher'), example('organization-channel')]);
  const configurations = [
    configurationOf('session-watcher'),
    configurationOf('organization-channel'),
  ] as const;
  const emulator = await launched(
    join(root, 'dist/cli/main.cjs'),
    ...['--port', '0', '--app', `${configurations[0]}=${watcher.url}`],
    ...['--app', `${configurations[1]}=${channel.url}`, ...flags],
  );
  return { watcher, channel, emulator, configurations };
}

async function asked(url: string, method: string, query: string, cookie = '') {
  const answer = await fetch(`${url}/api/sessions?${query}`, { method, headers: { cookie } });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

const items = 'items=public.demo,public.sc,public.facets,store.currencyCode';
const cart = '0123456789abcdef0123456789abcdef';

test('both derive what they say, and the emulator names them at its start', async () => {
  const { emulator, watcher, channel } = await started();
  expect(emulator.lines).toEqual(
    expect.arrayContaining([
      '  Session apps connected:',
      `    session-watcher       ${watcher.url}`,
      `    organization-channel  ${channel.url}`,
    ]),
  );
  const cookie = `checkout.vtex.com=__ofid=${cart}`;
  const { status, body } = await asked(emulator.url, 'POST', `organization=acme-europe&${items}`, cookie);
  expect([status, body['namespaces']]).toEqual([
    201,
    {
      public: {
        demo: { value: 'anonymous, with a cart' },
        sc: { value: '3' },
        facets: { value: 'productClusterIds=141;' },
      },
      store: { currencyCode: { value: 'EUR' } },
    },
  ]);
});

test('leaving the organisation restores the values of before', async () => {
  const { emulator } = await started();
  const { body } = await asked(emulator.url, 'POST', 'organization=acme-retail');
  const cookie = `vtex_session=${body['sessionToken']}`;
  const namespacesAfter = async (query: string) =>
    (await asked(emulator.url, 'PATCH', `${query}&${items}`, cookie)).body['namespaces'];
  expect(await namespacesAfter('x=1')).toMatchObject({ store: { currencyCode: { value: 'USD' } } });
  expect(await namespacesAfter('organization=')).toEqual({
    public: { sc: { value: '' }, facets: { value: '' } },
    store: { currencyCode: { value: 'BRL' } },
  });
});

test('a killed app gives 502 with the message of VTEX, saves nothing, and the log has the reason', async () => {
  const { emulator, channel } = await started();
  const { body } = await asked(emulator.url, 'POST', 'organization=acme-retail');
  const cookie = `vtex_session=${body['sessionToken']}`;
  const before = await asked(emulator.url, 'GET', 'items=*', cookie);
  const exit = once(channel.child, 'exit');
  process.kill(channel.child.pid as number, 'SIGKILL');
  await exit;
  const holder = await held(channel.url, emulator.url);
  expect(await asked(emulator.url, 'PATCH', 'organization=acme-europe', cookie)).toEqual({
    status: 502,
    body: {
      type: 'BadGateway',
      message: 'App organization-channel failed, resulting in an error building the session',
    },
  });
  expect(await asked(emulator.url, 'GET', 'items=*', cookie)).toEqual(before);
  const route = `${channel.url}/_v/organization-channel/session/transform`;
  expect(await emulator.line(/App .* failed/)).toBe(
    `  App organization-channel failed, resulting in an error building the session: POST ${route} failed: ECONNREFUSED`,
  );
  holder.destroy();
});

/** Holds a port on which nothing listens, as the near end of a connection, so that no other process gets it. */
async function held(url: string, elsewhere: string): Promise<Socket> {
  const socket = connect({
    ...{ localAddress: '127.0.0.1', localPort: Number(new URL(url).port) },
    ...{ host: '127.0.0.1', port: Number(new URL(elsewhere).port) },
  });
  await once(socket, 'connect');
  return socket;
}

test('an edited configuration is loaded while the emulator runs', async () => {
  const { emulator, configurations } = await started('--log', 'json');
  const [, path] = configurations;
  writeFileSync(path, readFileSync(path, 'utf8').replace('"organization"', '"company"'));
  expect(await emulator.line(/notice/)).toBe(
    JSON.stringify({ notice: `${path} was re-read: organization-channel` }),
  );
  const { body } = await asked(emulator.url, 'POST', `organization=acme-europe&${items}`);
  expect(body['namespaces']).toMatchObject({ store: { currencyCode: { value: 'BRL' } } }); // not asked any more
});

test('a broken configuration at start gives exit code 2 and a hint', async () => {
  const path = configurationOf('session-watcher');
  writeFileSync(path, '{"session-watcher": {"input": ["public"]}}');
  const cli = join(root, 'dist/cli/main.cjs');
  const child = spawn(process.execPath, [cli, '--app', `${path}=http://127.0.0.1:1`]);
  children.push(child);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  expect((await once(child, 'close'))[0]).toBe(2);
  expect(stderr).toBe(
    `error: option --app: ${path}: session-watcher.input is a list: write namespaces with their keys, such as {"public": ["sc"]}\n`,
  );
});

test('the lines of the README name what is there, and its request is answered as it says', async () => {
  const readme = readFileSync(join(examples, 'README.md'), 'utf8');
  const block = /```sh\n([\s\S]*?)```/.exec(readme)?.[1] as string;
  const lines = block.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  // The same on free ports, waiting for the ready line rather than for a second.
  const { emulator, watcher, channel } = await started();
  const flags = lines.filter((line) => /^(watcher|channel)=/.test(line));
  expect(flags.map((line) => line.split('=')[1])).toEqual([
    'session-watcher/vtex.session/configuration.json',
    'organization-channel/vtex.session/configuration.json',
  ]);
  expect([watcher.url, channel.url].every((url) => url.startsWith('http://127.0.0.1:'))).toBe(true);
  const [, path] = /'http:\/\/127\.0\.0\.1:9910(\/[^']+)'$/.exec(lines.at(-1) as string) ?? [];
  const answer = await fetch(`${emulator.url}${path}`, { method: 'POST' });
  expect(((await answer.json()) as { namespaces: object }).namespaces).toEqual({
    public: { sc: { value: '3' } },
    store: { currencyCode: { value: 'EUR' } },
  });
});
