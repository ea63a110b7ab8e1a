import { createSessionManager } from '../mock/index';
import { run } from './run';
import { ended, fakeWorld } from './testing/fake-world';
import type { Suite } from './world';

class Unreachable extends Error {}

/** Text of others: the answer of a server, an option, a file. */
const hostile = 'x\u001b]0;title\u0007\u009b2J\u202ey';
const shown = 'x\\u001b]0;title\\u0007\\u009b2J\\u202ey';
const answering =
  (body: unknown, status = 200) =>
  async () =>
    Response.json(body, { status });

const id = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const explanation = {
  id,
  version: 2,
  keys: { [`public.${hostile}`]: { value: 'a', by: 'app', app: `${hostile}\n`, round: 1 } },
  writes: [],
};

test.each<[string, string, () => Promise<Response>]>([
  ['explain', `explain ${id}`, answering(explanation)],
  ['a refusal of the server', 'persona', answering({ message: hostile }, 400)],
  ['persona', 'persona', answering([{ id: 'a', description: hostile }])],
  ['healthcheck', 'healthcheck', answering({ product: 'vtex-session-mock', version: '1', account: hostile })],
  ['sources', 'sources list', answering({ sources: [{ id: 'a', name: hostile, toolCount: 1 }] })],
  ['tools', 'tools', answering({ tools: [{ name: hostile, description: 'b' }] })],
  ['tools call', 'tools call a {}', answering({ answer: hostile })],
  ['an option', `--port ${hostile}`, answering({})],
  ['an unknown command', hostile, answering({})],
])('control characters are escaped in the output of %s', async (_, argv, fetch) => {
  const { stdout, stderr } = await ended(argv, fakeWorld({ fetch: fetch as typeof globalThis.fetch }));
  const printed = stdout + stderr;
  expect(printed).toContain(shown);
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
});

test('control characters are escaped in the output of verify: its table, its progress and why it cannot begin', async () => {
  const nothing = { choiceProblems: () => [], chosenBehaviours: () => [], usualLimits: {}, Unreachable };
  const suite = {
    ...nothing,
    reachedTarget: async () => ({ close: async () => undefined }),
    verify: async () => ({ settings: [] }),
    terminalReport: () => hostile,
    summaryOf: () => ({ all: { passed: 0, failed: 0 } }),
  };
  const unreachable = { ...nothing, reachedTarget: () => Promise.reject(new Unreachable(hostile)) };
  for (const loaded of [suite, unreachable]) {
    const world = { ...fakeWorld(), loadSuite: async () => loaded as unknown as Suite };
    const { stdout, stderr } = await ended('verify', world);
    expect(stdout + stderr).toContain(shown);
    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
  }
});

const twoLines = 'a\nerror: planted';

test.each<[string, string, object]>([
  ['an explanation', `explain ${id}`, { ...explanation, id: twoLines }],
  ['the personas', 'persona', [{ id: 'a', description: twoLines }]],
  ['the sources', 'sources list', { sources: [{ id: 'a', name: twoLines, toolCount: 1 }] }],
  ['the tools', 'tools', { tools: [{ name: twoLines, description: 'b' }] }],
])('a line feed in a name begins no line of %s', async (_, argv, body) => {
  const { exitCode, stdout } = await ended(argv, fakeWorld({ fetch: answering(body) as typeof fetch }));
  expect([exitCode, stdout.split('\n').filter((line) => line.startsWith('error:'))]).toEqual([0, []]);
});

test.each([
  ['healthcheck --url', 'http://ann:hunter2@example.com:1/x'],
  ['healthcheck --url', 'http://ann:p@hunter2@example.com:1/x'],
  ['persona --url', 'http://ann:hunter2@example.com:1/x'],
  ['sources preview', 'http://ann:hunter2@example.com:1/x'],
  ['--source', 'http://ann:hunter2@example.com:1/x'],
  ['--cors', 'http://ann:hunter2@example.com:1/x'],
  ['--app c.json=', 'http://ann:hunter2@example.com:1/x'],
  ['verify --url', 'redis://ann:hunter2@example.com:1/x'],
  ['healthcheck --url', 'redis://ann:a/hunter2@example.com:1/x'],
])('the password of the URL in %s %s is not repeated', async (argv, url) => {
  const suite = {
    reachedTarget: (at: string) => Promise.reject(new Error(`no ${at}`)),
    Unreachable,
    choiceProblems: () => [],
    chosenBehaviours: () => [],
    usualLimits: {},
  };
  const world = { ...fakeWorld(), loadSuite: async () => suite as unknown as Suite };
  const { stdout, stderr } = await ended(`${argv}${argv.endsWith('=') ? '' : ' '}${url}`, world);
  expect(stderr).toContain('://<redacted>@example.com:1/x');
  expect(stdout + stderr).not.toMatch(/hunter2|ann:/);
});

test.each([
  ['--control-token', 'hunter 2'],
  ['--store', 'redis:/ann/hunter2@x'],
])('a secret that is invalid is not repeated: %s', async (flag, value) => {
  const world = fakeWorld();
  const exitCode = await run([flag, value], world);
  expect([exitCode, world.printed.stderr]).toEqual([
    2,
    expect.stringContaining(`option ${flag} is invalid. Give `),
  ]);
  expect(world.printed.stderr).not.toContain('hunter');
});

test('passwords of URLs are not repeated in what createSessionManager() throws', () => {
  const url = 'ftp://ann:hunter2@example.com';
  expect(() => createSessionManager({ cors: [url], remoteApps: [{ configuration: {}, url }] })).toThrow(
    /^(?!.*hunter2).*ftp:\/\/<redacted>@example\.com/s,
  );
});
