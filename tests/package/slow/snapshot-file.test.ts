// An emulator continues where another ended, from a file: real processes and signals.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatorProcess, startEmulator } from '../emulator-process';
import { runCli } from '../run-cli';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-file-'));
  file = join(folder, 'kept.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const seed = {
  account: { personas: [{ id: 'cid', description: 'Cid', public: { color: 'blue' } }] },
  sessions: [{ name: 'cid', persona: 'cid' }],
};

type Json = Record<string, unknown>;
interface Answer {
  readonly account: readonly object[];
  readonly sessions: readonly { readonly sessionToken: string }[];
  readonly sessionToken: string;
}

async function post(url: string, path: string, body: unknown = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Answer;
}

const ended = async ({ process }: EmulatorProcess, signal: NodeJS.Signals) => {
  const exit = once(process, 'exit');
  process.kill(signal);
  return (await exit)[0];
};

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s exports the sessions; an emulator that imports them accepts every token',
  async (signal) => {
    const first = await startEmulator('--export-on-exit', file);
    const { sessions } = await post(first.url, '/_mock/seed', seed);
    const { sessionToken } = await post(first.url, '/api/sessions?sc=2');
    expect(await ended(first, signal)).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['kept.json']);

    // Without the signing key of the first: the tokens in the snapshot are known by their text.
    const second = await startEmulator('--import', file);
    try {
      const read = async (token: string, items: string) => {
        const answer = await fetch(`${second.url}/api/sessions?items=${items}`, {
          headers: { cookie: `vtex_session=${token}` },
        });
        return [answer.status, ((await answer.json()) as Json)['namespaces']];
      };
      const cid = sessions[0]?.sessionToken ?? '';
      expect(await read(cid, 'public.color')).toEqual([200, { public: { color: { value: 'blue' } } }]);
      expect(await read(sessionToken, 'store.channel')).toEqual([
        200,
        { store: { channel: { value: '2' } } },
      ]);
      const written = await fetch(`${second.url}/api/sessions?size=L`, {
        method: 'PATCH',
        headers: { cookie: `vtex_session=${cid}` },
      });
      const { sessionToken: newer } = (await written.json()) as Answer;
      expect(await read(newer, 'public.size')).toEqual([200, { public: { size: { value: 'L' } } }]);
      const again = await post(second.url, '/_mock/seed', { ...seed, sessions: [] });
      expect(again.account).toEqual([{ list: 'personas', id: 'cid', outcome: 'unchanged' }]);
    } finally {
      await second.stop();
    }
  },
);

test('exec exports the sessions of its command; a failed export does not hide the exit code of the command', async () => {
  const asked = `fetch(process.env.SESSION_MANAGER_URL + '/api/sessions', { method: 'POST' }).then(() => process.exit(7))`;
  const { exitCode } = await runCli(['exec', '--export-on-exit', file, '--', process.execPath, '-e', asked], {
    cwd: folder,
  });
  expect(exitCode).toBe(7);
  expect(JSON.parse(readFileSync(file, 'utf8')).sessions).toHaveLength(1);
});

test.each([
  ['nothing', undefined, 'kept.json does not exist. Give a snapshot'],
  ['half a file', '{"version":1,"acc', 'is refused: $ is not valid JSON in UTF-8'],
  ['another account’s', '{"version":1,"account":"b2b"}', 'is refused: $.account must be "acme"'],
  [
    'a session without a token',
    '{"version":1,"account":"acme","takenAt":"2026-01-01","clock":{"ahead":0},"sessions":[{"id":"x"}]}',
    'is refused: $.sessions[0].token must be text',
  ],
])('importing %s is a usage error', async (_, text, message) => {
  if (text !== undefined) writeFileSync(file, text);
  const { exitCode, stderr, stdout } = await runCli(['--port', '0', '--import', file], { cwd: folder });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^error: option --import: /);
});
