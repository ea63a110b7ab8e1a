import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSessionManager, type SessionManager } from '../mock/index';
import { ended, fakeWorld, started } from './testing/fake-world';

const shop = (title = 'Shop') =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title, version: '1' },
    servers: [{ url: 'https://example.com/shop' }],
    paths: { '/items': { get: { operationId: 'list', summary: 'All items', responses: {} } } },
  });

let manager: SessionManager;
let url: string;
let cwd: string;
beforeAll(async () => {
  manager = createSessionManager();
  ({ url } = await manager.listen());
  cwd = mkdtempSync(join(tmpdir(), 'cli-sources-'));
  writeFileSync(join(cwd, 'shop.json'), shop());
  writeFileSync(join(cwd, 'other.json'), shop('Other'));
  writeFileSync(join(cwd, 'broken.json'), '{');
});
afterAll(async () => {
  await manager.close();
  rmSync(cwd, { recursive: true });
});

const ran = async (line: string) => {
  const { exitCode, stdout, stderr } = await ended(line, fakeWorld({ cwd, fetch }));
  return [exitCode, stdout, stderr];
};

test('documents are previewed, added, listed, called and removed', async () => {
  expect(await ran('sources preview shop.json')).toEqual([
    0,
    'Shop 1\nserved at https://example.com/shop\n1 operation:\n  items.list\n',
    '',
  ]);
  expect(await ran(`sources add shop.json --id a --url ${url}`)).toEqual([
    0,
    'added a with 1 operation\n',
    '',
  ]);
  expect(await ran(`sources list --url ${url}`)).toEqual([0, 'a  1 operation  Shop\n', '']);
  expect(await ran(`tools --from a --url ${url}`)).toEqual([0, 'items.list  All items\n', '']);
  const [exitCode, stdout] = await ran(`tools call shop.items.list {} --url ${url}`);
  expect([exitCode, JSON.parse(stdout as string)]).toEqual([
    0,
    { status: 200, answeredBy: 'a;answer=empty' },
  ]);
  expect(await ran(`sources remove a --url ${url}`)).toEqual([0, 'removed a\n', '']);
});

test.each([
  ['sources preview none.json', 2, /^error: .*none\.json does not exist.*Give an OpenAPI document\.\n$/],
  ['sources preview broken.json', 2, /^error: broken\.json: Failed to parse OpenAPI document: /],
  ['sources remove none --url URL', 1, /^error: No document "none" was added; there is none\n$/],
  [
    'sources add shop.json --check maybe --url URL',
    1,
    /^error: check: expected "report", "refuse" or "off"\n$/,
  ],
  ['tools call none {} --url URL', 1, /^error: There is no tool "none"/],
  ['tools call none [] --url URL', 2, /^error: the arguments are not a JSON object\. Give/],
  ['tools call none {"a":1e400} --url URL', 2, /are not a JSON object at line 1, column 6: A double cannot/],
])('%s ends with %d', async (line, expected, message) => {
  const [exitCode, , stderr] = await ran(line.replace('URL', url));
  expect([exitCode, stderr]).toEqual([expected, expect.stringMatching(message)]);
});

test('a line feed in a document begins no line of the warnings at the start', async () => {
  const operation = { get: { operationId: 'a\nerror: planted' } };
  const text = JSON.stringify({ openapi: '3.0.3', info: {}, paths: { '/a': operation, '/b': operation } });
  writeFileSync(join(cwd, 'twice.json'), text);
  const world = fakeWorld({ cwd });
  const { exitCode } = await started('--source twice.json', world);
  world.signals.emit('SIGTERM');
  await exitCode;
  expect(world.printed.stderr).toMatch(
    /^warning: .+ 2 operations have the operationId a\\u000aerror: planted$/m,
  );
});
