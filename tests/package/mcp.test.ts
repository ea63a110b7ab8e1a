import { join } from 'node:path';
import { clients, expectedJourney, journey, type McpClient, ownNames } from '../../mock/mcp/testing/clients';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

// docs/mcp.md: the built command over standard input and output.
const mcp = (...args: string[]) => ({
  command: process.execPath,
  args: [join(root, 'dist/cli/main.cjs'), 'mcp', ...args],
});

const until = async (isTrue: () => boolean) => {
  for (let waited = 0; !isTrue() && waited < 250; waited++) await new Promise((done) => setTimeout(done, 20));
};

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
    await until(() => client?.changes() === 1);
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
    await until(() => client?.changes() === 2);
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
