import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { clients, expectedJourney, journey, type McpClient, ownNames } from '../../mock/mcp/testing/clients';
import { until } from '../until';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';
import { runCli } from './run-cli';

// docs/mcp.md: the built command over standard input and output.
const mcp = (...args: string[]) => ({
  command: process.execPath,
  args: [join(root, 'dist/cli/main.cjs'), 'mcp', ...args],
});

let client: McpClient | undefined;
let emulator: EmulatorProcess | undefined;
afterEach(async () => {
  await client?.close();
  await emulator?.stop();
  client = emulator = undefined;
});

describe.each(clients)('%s', (_name, connect) => {
  test('drives an emulator of its own, and hears of the document that it adds', async () => {
    client = await connect(mcp());
    expect(await journey(client)).toEqual(expectedJourney);
    await until('a change is heard', () => client?.changes() === 1);
    expect(client.changes()).toBe(1);
  });

  test('drives a running emulator, and hears of documents that others add', async () => {
    emulator = await startEmulator('--control-token', 'let-me-in');
    client = await connect(mcp('--url', emulator.url, '--control-token', 'let-me-in'));
    expect(await journey(client)).toEqual(expectedJourney);
    const spec = '{"openapi":"3.0.3","info":{"title":"Other"},"paths":{"/a":{"get":{}}}}';
    const { status } = await fetch(`${emulator.url}/_mock/sources`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spec }),
    });
    expect(status).toBe(201);
    await until('another is heard', () => client?.changes() === 2);
    expect((await client.list()).map(({ name }) => name)).toEqual([
      ...ownNames,
      'shop.item.read',
      'other.a.getA',
    ]);
    expect(client.changes()).toBe(2);
  });
});

test('settings of the command apply: fixed tools, and names without dots', async () => {
  const [[, connect]] = clients as [(typeof clients)[number]];
  client = await connect(mcp('--fixed-tools', '--tool-names', 'underscored'));
  await client.call('openapi.addSource', {
    spec: '{"openapi":"3.0.3","info":{"title":"Other"},"paths":{"/a":{"get":{}}}}',
  });
  expect((await client.list()).map(({ name }) => name)).toEqual(
    ownNames.map((name) => name.replace('.', '_')),
  );
  const { structuredContent } = await client.call('openapi_callTool', { name: 'other_a_getA' });
  expect(structuredContent?.['status']).toBe(200);
});

test('an emulator that goes away is named, and one that never answered ends the command', async () => {
  emulator = await startEmulator();
  const { url } = emulator;
  const [[, connect]] = clients as [(typeof clients)[number]];
  client = await connect(mcp('--url', url));
  await emulator.stop();
  await expect(client.call('sessions.createnewsession')).rejects.toThrow(`No emulator answers at ${url}`);
  expect(await runCli(['mcp', '--url', url], { cwd: root })).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `error: no emulator answers at ${url}. Start vtex-session-mock there, or leave out --url for one of its own.\n`,
  });
});

test('the command ends with its input, and on a signal', async () => {
  const { command, args } = mcp();
  for (const end of ['input', 'SIGTERM'] as const) {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
    const [answer] = await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    if (end === 'input') child.stdin.end();
    else child.kill(end);
    expect(await ended).toEqual([0, null]);
    expect(JSON.parse(String(answer))).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  }
});
