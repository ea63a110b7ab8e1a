import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, type FakeWorld, fakeWorld, launched, started } from './testing/fake-world';

const variable = 'VTEX_SESSION_MOCK_CONTROL_TOKEN';

async function servedBy(argv: string, world: FakeWorld): Promise<string> {
  const { exitCode } = await started(argv, world);
  world.signals.emit('SIGTERM');
  await exitCode;
  return world.printed.stdout;
}

test('a created token is in one line of the banner, and not in the ready line', async () => {
  const world = fakeWorld({ madeToken: 'made-now', bound: { host: '0.0.0.0' } });
  const lines = (await servedBy('--host 0.0.0.0', world)).split('\n');
  expect(lines.filter((line) => line.includes('made-now'))).toEqual([
    '  /_mock requires a token, new at each start without --control-token: Authorization: Bearer made-now',
  ]);
  expect(lines.at(-2)).toBe('vtex-session-mock listening on http://0.0.0.0:9910');
  expect(world.options[0]?.controlToken).toBeUndefined();
});

test.each(['json', 'silent'])('--log %s does not print it', async (log) => {
  const printed = await servedBy(`--log ${log}`, fakeWorld({ madeToken: 'made-now' }));
  expect(printed).not.toContain('made-now');
});

test('a given token reaches the emulator, and is not printed', async () => {
  for (const [argv, env] of [
    ['--control-token given', {}],
    ['', { [variable]: 'given' }],
  ] as const) {
    const world = fakeWorld({ env });
    expect(await servedBy(argv, world)).not.toContain('given');
    expect(world.options[0]?.controlToken).toBe('given');
  }
});

test('config shows the source of the token, but redacts its value', async () => {
  const world = () => fakeWorld({ env: { [variable]: 'hush-hush' } });
  const table = (await ended('config --print', world())).stdout;
  expect(table).toMatch(/^controlToken +<redacted> +environment variable VTEX_SESSION_MOCK_CONTROL_TOKEN$/m);
  const { stdout } = await ended('config --json', world());
  expect(JSON.parse(stdout).controlToken).toMatchObject({ value: '<redacted>', from: 'environment' });
  expect(table + stdout).not.toContain('hush');
  expect(JSON.parse((await ended('config --json', fakeWorld())).stdout).controlToken.value).toBeNull();
});

test('a message about an invalid token does not contain it', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cli-control-token-'));
  try {
    writeFileSync(join(cwd, 'vtex-session-mock.json'), '{"controlToken": 7}');
    const { stderr } = await ended('', fakeWorld({ cwd, env: { [variable]: ' ' } }));
    expect(stderr).toBe(
      `error: environment variable ${variable} is invalid. Give letters, digits and -._~+/ only; = may follow at the end.\n` +
        `error: ${cwd}/vtex-session-mock.json: "controlToken" is invalid. Give letters, digits and -._~+/ only; = may follow at the end.\n`,
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

describe('commands that query an emulator', () => {
  const asking = (env: Record<string, string> = {}) => {
    const sent: (string | null)[] = [];
    const fetch = async (_url: unknown, init?: RequestInit) => {
      sent.push(new Headers(init?.headers).get('authorization'));
      return Response.json([]);
    };
    return { world: fakeWorld({ env, fetch: fetch as typeof globalThis.fetch }), sent };
  };
  const persona = 'persona';
  const explain = 'explain 00000000-0000-4000-8000-000000000001 --json';

  test.each([persona, explain])('%s sends the token', async (command) => {
    for (const [argv, env, header] of [
      [`${command} --control-token typed`, {}, 'Bearer typed'],
      [`${command} --control-token typed`, { [variable]: 'of-env' }, 'Bearer typed'],
      [command, { [variable]: 'of-env' }, 'Bearer of-env'],
      [command, { [variable]: '' }, null],
      [command, {}, null],
    ] as const) {
      const { world, sent } = asking(env);
      expect((await ended(argv, world)).exitCode).toBe(0);
      expect(sent).toEqual([header]);
    }
  });
});

test('a command under exec gets the token in its environment, if there is one', async () => {
  for (const [madeToken, value] of [
    ['made-now', 'made-now'],
    [undefined, undefined],
  ]) {
    const world = fakeWorld({ ...(madeToken !== undefined && { madeToken }) });
    const { exitCode } = await launched('exec -- true', world);
    world.child.emit('exit', 0, null);
    expect(await exitCode).toBe(0);
    expect(world.spawned[0]?.options.env?.[variable]).toBe(value);
  }
});
