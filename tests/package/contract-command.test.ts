import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

/** `npm run contract` as contributors type it: what it takes, what it prints, and how it ends. */
const script = join(root, 'scripts/contract.mjs');
const few = ['-t', 'sessions\\.create\\.(answers|accepts-no-body)|login\\.supplied|errors\\.form\\.unserved'];

/** Names set by whoever runs these tests must not choose their target. */
const clean = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('CONTRACT_')),
);

async function contract(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], { env: { ...clean, ...env } });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}

function refused(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [script, ...args], { env: clean, encoding: 'utf8' });
}

let emulator: EmulatorProcess;
const servers: Server[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.stop();
  for (const server of servers) server.close();
});

async function serving(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(listener as never).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a path in the URL stays in front of every request, and the emulator behind it is recognised', async () => {
  const asked: string[] = [];
  const proxy = await serving(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push(request.url ?? '');
    const { cookie, 'content-type': type } = request.headers;
    const answer = await fetch(`${emulator.url}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { ...(cookie && { cookie }), ...(type && { 'content-type': type }) },
      body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const headers = Object.fromEntries(answer.headers);
    delete headers['content-encoding'];
    response.writeHead(answer.status, { ...headers, 'set-cookie': answer.headers.getSetCookie() });
    response.end(await answer.text());
  });
  const { code, err } = await contract(['--url', `${proxy}/shop/br/`, ...few]);
  expect([code, err]).toEqual([0, expect.stringContaining('✓ sessions.create.answers-201-and-both-tokens')]);
  expect(err).toContain('✓ login.supplied.ids-are-one'); // which needs the emulator’s control route
  const sessions = asked.filter((path) => path.includes('/api/'));
  expect(sessions.length).toBeGreaterThan(3);
  expect(sessions.filter((path) => !path.startsWith('/shop/br/api/'))).toEqual([]);
});

test('an emulator at the origin says nothing of another server behind the path', async () => {
  const split = await serving(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/_mock/health') {
      response.end(await (await fetch(`${emulator.url}/_mock/health`)).text());
    } else {
      response.writeHead(201).end('{}');
    }
  });
  const { code, err } = await contract(['--url', `${split}/other`, ...few]);
  expect(code).toBe(1); // for the other server is none of the emulator’s, and does nothing of what is asked
  expect(err).toMatch(/○ skipped login\.supplied\.ids-are-one .* Not tried on/);
  expect(err).toMatch(/○ skipped errors\.form\.unserved-paths .* of the emulator only/);
});

test('a run that fails ends with 1', async () => {
  const broken = await serving((_, response) => response.writeHead(500).end());
  const { code, err } = await contract(['--url', broken, ...few]);
  expect([code, err]).toEqual([1, expect.stringContaining('✕ sessions.create.answers-201-and-both-tokens')]);
});

test('a dry run lists what would be sent, and is no network', async () => {
  const host = 'initrode.vtexcommercestable.com.br';
  const args = [
    '--account',
    'initrode',
    '--environment',
    'vtexcommercestable',
    '--allow-host',
    host,
    '--dry-run',
  ];
  const { code, out } = await contract(args, {
    CONTRACT_AUTH_COOKIE: 'the-users-own',
    // Whatever would go there goes nowhere.
    NODE_OPTIONS: `--require ${join(__dirname, 'only-this-machine.cjs')}`,
  });
  expect(code).toBe(0);
  expect(out).toContain(`Dry run: nothing was sent. To https://${host} would go:`);
  expect(out).toMatch(/^\d+ requests in all, one at a time, with a budget of 600\.$/m);
  expect(out).not.toMatch(/the-users-own|eyJ/);
});

test('a host that is not allowed ends a run before it begins, naming the flag', async () => {
  const { code, err } = await contract(['--account', 'initrode', '--allow-host', 'initrode.myvtex.com'], {
    NODE_OPTIONS: `--require ${join(__dirname, 'only-this-machine.cjs')}`,
  });
  expect(code).toBe(1);
  expect(err).toContain(
    'unless you allow that host by name: --allow-host initrode.vtexcommercestable.com.br',
  );
});

test.each([
  [['--url'], '--url needs a value such as http://127.0.0.1:9910'],
  [['--account', '--dry-run'], '--account needs a value'],
  [['--account', 'acme', '--allow-host'], '--allow-host needs a value'],
  [['--budget', '5'], '--budget is of a live account: --account NAME'],
  [['--dry-run'], '--dry-run is of a live account: --account NAME'],
  [['--url', 'http://127.0.0.1:1', '--account', 'acme'], '--url and --account name two targets'],
])('%j is a usage error', (args, message) => {
  const { status, stderr } = refused(...args);
  expect([status, stderr.trim()]).toEqual([2, message]);
});
