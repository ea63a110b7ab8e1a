import { ended, fakeWorld } from './testing/fake-world';

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
  ['an option', `--port ${hostile}`, answering({})],
  ['an unknown command', hostile, answering({})],
])('control characters are escaped in the output of %s', async (_, argv, fetch) => {
  const { stdout, stderr } = await ended(argv, fakeWorld({ fetch: fetch as typeof globalThis.fetch }));
  const printed = stdout + stderr;
  expect(printed).toContain(shown);
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
});

test('a line feed in a name begins no line of an explanation', async () => {
  const { stdout } = await ended(
    `explain ${id}`,
    fakeWorld({ fetch: answering(explanation) as typeof fetch }),
  );
  expect(stdout).toContain(`    by app ${shown}\\u000a, round 1\n`);
});

test.each(['healthcheck --url', 'persona --url', 'sources preview', '--app c.json='])(
  'the password of the URL in %s is not repeated',
  async (argv) => {
    const url = 'http://ann:hunter2@example.com:1/x';
    const { stdout, stderr } = await ended(`${argv}${argv.endsWith('=') ? '' : ' '}${url}`, fakeWorld());
    expect(stderr).toContain('http://<redacted>@example.com:1/x');
    expect(stdout + stderr).not.toMatch(/hunter2|ann:/);
  },
);
