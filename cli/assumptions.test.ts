import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, fakeWorld, started } from './testing/fake-world';

let cwd: string;
let file: string;
let configFile: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-assumptions-'));
  file = join(cwd, 'seen.json');
  configFile = join(cwd, 'vtex-session-mock.json');
});

afterEach(() => rmSync(cwd, { recursive: true }));

const written = (path: string, content: unknown) => writeFileSync(path, JSON.stringify(content));
const query = { bodyOrQuery: 'query' };
const asVerifyWrites = {
  $schema: './x.json',
  target: 'https://acme.example',
  date: '2026-01-02T03:04:05.000Z',
  suite: '0.1.0',
  assumptions: query,
};

/** The assumptions that the emulator was made with. */
async function assumed(argv: string, env: Record<string, string> = {}) {
  const world = fakeWorld({ cwd, env });
  const { exitCode } = await started(argv, world);
  world.signals.emit('SIGTERM');
  expect(await exitCode).toBe(0);
  return world.options[0]?.assumptions;
}

describe('assumptions reach the emulator', () => {
  beforeEach(() => written(file, asVerifyWrites));

  test('from a flag', async () => {
    expect(await assumed('--assumptions seen.json')).toEqual(query);
    expect(await assumed(`start --assumptions ${file}`)).toEqual(query);
  });

  test('from JSON in a flag', async () => {
    expect(await assumed('--assumptions {"bodyOrQuery":"query"}')).toEqual(query);
    const env = { VTEX_SESSION_MOCK_ASSUMPTIONS: ' {"repeatedQueryKey": "first"}' };
    expect(await assumed('', env)).toEqual({ repeatedQueryKey: 'first' });
  });

  test('from name=value', async () => {
    expect(await assumed('--assumptions bodyOrQuery=query,cascadeRounds=4')).toEqual({
      ...query,
      cascadeRounds: 4,
    });
  });

  test('in both forms of JSON: the assumptions themselves, or as verify writes them', async () => {
    expect(await assumed(`--assumptions ${JSON.stringify(asVerifyWrites)}`)).toEqual(query);
    written(file, { $schema: './x.json', ...query });
    expect(await assumed('--assumptions seen.json')).toEqual(query);
  });

  test('from the environment', async () => {
    expect(await assumed('', { VTEX_SESSION_MOCK_ASSUMPTIONS: 'seen.json' })).toEqual(query);
  });

  test('from the config file, as a path or as JSON', async () => {
    written(configFile, { assumptions: 'seen.json' });
    expect(await assumed('')).toEqual(query);
    written(configFile, { assumptions: { repeatedQueryKey: 'first' } });
    expect(await assumed('')).toEqual({ repeatedQueryKey: 'first' });
  });

  test('from one source only: a flag before the environment before the file', async () => {
    written(configFile, { assumptions: { repeatedQueryKey: 'first', bodyOrQuery: 'query' } });
    const env = { VTEX_SESSION_MOCK_ASSUMPTIONS: '{"cascadeRounds": 3}' };
    expect(await assumed('', env)).toEqual({ cascadeRounds: 3 });
    expect(await assumed('--assumptions {"cascadeRounds":4}', env)).toEqual({ cascadeRounds: 4 });
  });
});

test('config names the file that contains each assumption', async () => {
  written(file, asVerifyWrites);
  const { stdout } = await ended('config --assumptions seen.json', fakeWorld({ cwd }));
  const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows).toContainEqual(['assumptions.bodyOrQuery', 'query', `file ${file}`]);
  expect(rows).toContainEqual(['assumptions.repeatedQueryKey', 'last', 'default']);
  const inline = await ended('config --assumptions {"cascadeRounds":4}', fakeWorld({ cwd }));
  expect(inline.stdout).toMatch(/^assumptions\.cascadeRounds +4 +flag$/m);
});

test.each<[string, (path: string) => string]>([
  [
    '{"assumptions": {"bodyOrQuerry": "query"}}',
    (path) => `${path}: "assumptions.bodyOrQuerry" is not an assumption. Did you mean bodyOrQuery?`,
  ],
  [
    '{"assumptions": {"bodyOrQuery": "both", "cascadeRounds": 0}}',
    (path) =>
      `${path}: "assumptions.bodyOrQuery" must be "body" or "query", not "both".\n` +
      `error: ${path}: "assumptions.cascadeRounds" must be a whole number above 0.`,
  ],
  [
    '{"assumptions": ["bodyOrQuery"]}',
    (path) => `${path}: "assumptions" is not an object. Give an object of assumptions with their values.`,
  ],
  ['[]', (path) => `${path} does not contain a JSON object. Write {"bodyOrQuery": "query"}, for example.`],
])('a file with %s is refused with a hint', async (text, message) => {
  writeFileSync(file, text);
  const world = fakeWorld({ cwd });
  expect(await ended('--assumptions seen.json', world)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `error: ${message(file)}\n`,
  });
  expect(world.calls).toEqual([]);
});

test.each<[string, Record<string, string>, object | undefined, string]>([
  ['--assumptions gone.json', {}, undefined, 'option --assumptions'],
  [
    '',
    { VTEX_SESSION_MOCK_ASSUMPTIONS: 'gone.json' },
    undefined,
    'environment variable VTEX_SESSION_MOCK_ASSUMPTIONS',
  ],
  ['', {}, { assumptions: 'gone.json' }, 'CONFIG: "assumptions"'],
])('a missing file named by %j, %j, %j is refused', async (argv, env, config, label) => {
  if (config !== undefined) written(configFile, config);
  const { stderr, exitCode } = await ended(argv, fakeWorld({ cwd, env }));
  expect([exitCode, stderr]).toEqual([
    2,
    `error: ${label.replace('CONFIG', configFile)}: ${join(cwd, 'gone.json')} does not exist. ` +
      'Give bodyOrQuery=query, JSON such as {"bodyOrQuery": "query"}, or the path of a file that holds such JSON.\n',
  ]);
});

test('a misspelt name=value is refused with a hint', async () => {
  const { stderr } = await ended('--assumptions bodyOrQuerry=query', fakeWorld({ cwd }));
  expect(stderr).toBe(
    'error: option --assumptions: "assumptions.bodyOrQuerry" is not an assumption. Did you mean bodyOrQuery?\n',
  );
});

test('a problem of JSON in place names that place', async () => {
  const { stderr } = await ended('--assumptions {"zzz":1}', fakeWorld({ cwd }));
  expect(stderr).toMatch(
    /^error: option --assumptions: "assumptions\.zzz" is not an assumption\. The assumptions are .*\.\n$/,
  );
});
