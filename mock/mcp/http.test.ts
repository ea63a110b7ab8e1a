import type { SessionManager } from '../api';
import { createSessionManager } from '../session-manager';
import { clients, expectedJourney, journey, type McpClient, ownNames } from './testing/clients';

let manager: SessionManager;
let client: McpClient | undefined;

async function connected(connect: (typeof clients)[number][1], options = {}): Promise<McpClient> {
  manager = createSessionManager(options);
  const { url } = await manager.listen();
  client = await connect(new URL(`${url}/_mock/mcp`));
  return client;
}

afterEach(async () => {
  await client?.close();
  await manager.close();
});

const product = (id: string) =>
  JSON.stringify({ openapi: '3.0.3', info: { title: id, version: '1' }, paths: { [`/${id}`]: { get: {} } } });

describe.each(clients)('%s over HTTP', (_name, connect) => {
  test('holds a session by its handle, adds a document and calls its tools', async () => {
    expect(await journey(await connected(connect))).toEqual(expectedJourney);
  });

  test('gets the nearest tool, and the argument that is unknown', async () => {
    const { call } = await connected(connect);
    await expect(call('sessions.getSesion')).rejects.toThrow('the nearest is sessions.getSession');
    const answer = await call('sessions.getSession', { item: '*' });
    expect([answer.isError, answer.content[0]?.text]).toEqual([
      true,
      expect.stringMatching(/^TOOL_ARGUMENTS_INVALID: .*item is unknown; the nearest is items/),
    ]);
    expect((await call('openapi.listTools', { querry: 'x' })).content[0]?.text).toContain(
      'querry is unknown',
    );
  });
});

const [[, modern] = [], [, legacy] = []] = clients as [(typeof clients)[number], (typeof clients)[number]];
if (modern === undefined || legacy === undefined) throw new Error('no clients');

test('each of the eight says what it changes, and what it answers', async () => {
  const { list } = await connected(modern);
  const tools = await list();
  expect(tools.map(({ annotations }) => annotations)).toEqual(
    [
      [true, true],
      [false, false],
      [false, true],
      [true, true],
      [true, true],
      [false, true],
      [true, true],
      [false, false],
    ].map(([readOnlyHint, idempotentHint]) => ({ readOnlyHint, idempotentHint, openWorldHint: false })),
  );
  expect(tools.every(({ outputSchema }) => outputSchema !== undefined)).toBe(true);
});

test('a client is notified when documents come and go, and lists them in the order in which they came', async () => {
  const { list, changes } = await connected(modern);
  expect(changes()).toBe(0);
  for (const id of ['b', 'a']) await manager.documents.add({ spec: product(id) });
  await manager.documents.remove('b');
  await manager.documents.add({ spec: product('b') });
  for (let waited = 0; changes() < 4 && waited < 3000; waited++)
    await new Promise((done) => setTimeout(done, 20));
  expect(changes()).toBe(4);
  expect((await list()).map(({ name }) => name)).toEqual([...ownNames, 'a.a.getA', 'b.b.getB']);
});

test('fixed tools stay eight, and openapi.callTool calls the others', async () => {
  const { list, call } = await connected(legacy, { fixedTools: true });
  await manager.documents.add({ spec: product('shop') });
  expect((await list()).map(({ name }) => name)).toEqual(ownNames);
  const found = await call('openapi.listTools', { query: 'shop', schemas: true });
  expect(found.structuredContent).toEqual({
    tools: [
      {
        ...{ name: 'shop.shop.getShop', description: 'GET /shop', source: 'shop', readOnly: true },
        inputSchema: { type: 'object', properties: {}, additionalProperties: false },
      },
    ],
  });
  const answer = await call('openapi.callTool', { name: 'shop.shop.getShop' });
  expect(answer.structuredContent).toEqual({ status: 200, answeredBy: 'shop;answer=empty' });
  expect((await call('openapi.callTool', { name: 'shop.x' })).content[0]?.text).toMatch(/^TOOL_UNKNOWN: /);
  expect((await call('openapi.listTools', { source: 'x' })).content[0]?.text).toMatch(/^SOURCE_UNKNOWN: /);
});

test('underscored names fit hosts that refuse dots, and both spellings are called', async () => {
  const { list, call } = await connected(legacy, { toolNames: 'underscored' });
  await manager.documents.add({ spec: product(`shop-${'x'.repeat(60)}`), id: 'shop', namespace: 'shop' });
  const names = (await list()).map(({ name }) => name);
  expect(names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name))).toEqual([]);
  expect(names.slice(0, 8)).toEqual(ownNames.map((name) => name.replace('.', '_')));
  const [added = ''] = names.slice(8);
  expect(added).toMatch(/^shop_shopXxx.*_[0-9a-f]{8}$/);
  expect((await call(added)).isError).toBeUndefined();
  expect((await call('openapi_callTool', { name: added })).structuredContent?.['status']).toBe(200);
  const created = (await call('sessions_createnewsession')).structuredContent;
  expect(created?.['status']).toBe(201);
  expect((await call('sessions.createnewsession')).structuredContent?.['status']).toBe(201);
});

test('an answer of the session API that is an error is an error of the tool', async () => {
  const { call } = await connected(modern);
  manager.faults.add({ status: 503 });
  const answer = await call('sessions.createnewsession');
  expect([answer.isError, answer.structuredContent?.['status']]).toEqual([true, 503]);
});
