import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultAssumptions } from '../mock/index';
import { settings } from './settings';
import { ended, fakeWorld, started } from './testing/fake-world';

let cwd: string;
let file: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-file-'));
  file = join(cwd, 'vtex-session-mock.json');
});

afterEach(() => rmSync(cwd, { recursive: true }));

const names = Object.entries(settings)
  .map(([name, row]) => ('fileKey' in row ? row.fileKey : name))
  .filter((name) => name !== 'assumptions' && name !== 'config')
  .join(', ');
const appHint =
  'Give PATH=URL, such as vtex.session/configuration.json=http://127.0.0.1:4001; in a file {"configuration": PATH, "url": URL}.';

test.each([
  ['{"prot": 1}', '"prot" is not a setting. Did you mean "port"?'],
  ['{"cookie-profile": "dev"}', '"cookie-profile" is not a setting. Did you mean "cookieProfile"?'],
  ['{"assumption": {}}', '"assumption" is not a setting. Did you mean "assumptions"?'],
  ['{"zzz": 1}', `"zzz" is not a setting. The settings are ${names}, assumptions.`],
  ['{"__proto__": 1}', `"__proto__" is not a setting. The settings are ${names}, assumptions.`],
  ['{"port": "9910"}', '"port" "9910" is invalid. Give an integer from 0 to 65535; 0 takes a free port.'],
  ['{"strict": "true"}', '"strict" "true" is invalid. Give true or false.'],
  ['{"tokenForm": 2024}', '"tokenForm" 2024 is invalid. Give 2026, 2024 or 2019.'],
  [
    '{"cors": "http://a"}',
    '"cors" "http://a" is invalid. Give scheme, host and port without a path, such as http://localhost:3000.',
  ],
  ['{"app": []}', '"app" is not a setting. Did you mean "apps"?'],
  ['{"apps": {}}', `"apps" {} is invalid. ${appHint}`],
  ['{"apps": ["a=http://x"]}', `"apps" ["a=http://x"] is invalid. ${appHint}`],
  ['{"apps":[{"url":"http://x"}]}', `"apps" [{"url":"http://x"}] is invalid. ${appHint}`],
  [
    '{"apps":[{"configuration":"a","url":"x"}]}',
    `"apps" [{"configuration":"a","url":"x"}] is invalid. ${appHint}`,
  ],
  [
    '{"apps":[{"configuration":"a","url":"http://x","timeout":1}]}',
    `"apps" [{"configuration":"a","url":"http://x","timeout":1}] is invalid. ${appHint}`,
  ],
  [
    '{"apps":[{"configuration":"a","url":"http://x","runOnCreate":"k"}]}',
    `"apps" [{"configuration":"a","url":"http://x","runOnCreate":"k"}] is invalid. ${appHint}`,
  ],
  ['{"appOrder": "random"}', '"appOrder" "random" is invalid. Give declared, shuffled or shuffled:SEED.'],
  ['{"host": null}', '"host" null is invalid. Give an address of this machine, such as 127.0.0.1.'],
  ['{"assumptions": []}', '"assumptions" is not an object. Give an object of assumptions with their values.'],
  [
    '{"assumptions": {"cascadeRound": 3}}',
    '"assumptions.cascadeRound" is not an assumption. Did you mean cascadeRounds?',
  ],
  [
    '{"assumptions": {"zzz": 3}}',
    `"assumptions.zzz" is not an assumption. The assumptions are ${Object.keys(defaultAssumptions).join(', ')}.`,
  ],
  [
    '{"assumptions": {"bodyOrQuery": "both"}}',
    '"assumptions.bodyOrQuery" must be "body" or "query", not "both".',
  ],
  ['{"assumptions": {"cascadeRounds": "3"}}', '"assumptions.cascadeRounds" must be a whole number above 0.'],
])('%s is refused', async (text, message) => {
  writeFileSync(file, text);
  const expected = { exitCode: 2, stdout: '', stderr: `error: ${file}: ${message}\n` };
  expect(await ended('config', fakeWorld({ cwd }))).toEqual(expected);
});

test.each([
  ['[]', 'does not contain a JSON object. Write {"port": 9911}, for example.'],
  ['null', 'does not contain a JSON object. Write {"port": 9911}, for example.'],
])('%s is refused as a config file', async (text, message) => {
  writeFileSync(file, text);
  expect((await ended('config', fakeWorld({ cwd }))).stderr).toBe(`error: ${file} ${message}\n`);
});

test.each(['{"port": 1,}', '{"port":  1e400}'])(
  'the text %s is refused with line and column',
  async (text) => {
    writeFileSync(file, text);
    const { exitCode, stderr } = await ended('', fakeWorld({ cwd }));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: .*vtex-session-mock\.json is not JSON at line 1, column 1[12]: .* Write it without comments/,
    );
  },
);

test.each([
  ['--config no.json', {}, 'option --config'],
  ['', { VTEX_SESSION_MOCK_CONFIG: 'no.json' }, 'environment variable VTEX_SESSION_MOCK_CONFIG'],
])('a named file that does not exist is an error (%s)', async (argv, env, label) => {
  const { exitCode, stderr } = await ended(argv, fakeWorld({ cwd, env }));
  const path = join(cwd, 'no.json');
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`error: ${label}: ${path} does not exist. Give the path of a JSON file.\n`);
});

test('all problems are reported at once, the environment first', async () => {
  writeFileSync(file, '{"port": -1, "strickt": true}');
  const env = { VTEX_SESSION_MOCK_LOG: 'loud' };
  const { stderr } = await ended('config', fakeWorld({ cwd, env }));
  expect(stderr).toBe(
    `error: environment variable VTEX_SESSION_MOCK_LOG 'loud' is invalid. Give pretty, json or silent.
error: ${file}: "port" -1 is invalid. Give an integer from 0 to 65535; 0 takes a free port.
error: ${file}: "strickt" is not a setting. Did you mean "strict"?
`,
  );
});

test('$schema and a byte order mark are tolerated, and assumptions reach the emulator', async () => {
  writeFileSync(file, '\uFEFF{"$schema": "https://x/y.json", "assumptions": {"cascadeRounds": 3}}');
  const world = fakeWorld({ cwd });
  const { exitCode } = await started('', world);
  world.signals.emit('SIGTERM');
  expect(await exitCode).toBe(0);
  expect(world.options[0]?.assumptions).toEqual({ cascadeRounds: 3 });
});

test('apps of the file: paths are relative to the file, and --run-on-create adds to it', async () => {
  const url = 'http://x';
  const apps = [
    { configuration: 'a.json', url, runOnCreate: true },
    { configuration: 'b.json', url, runOnCreate: ['b'] },
    { configuration: 'c.json', url, runOnCreate: false },
  ];
  writeFileSync(file, JSON.stringify({ apps, appTimeout: 7, explain: false, runOnCreate: ['d'] }));
  const world = fakeWorld({ cwd });
  const { exitCode } = await started('', world);
  world.signals.emit('SIGTERM');
  expect(await exitCode).toBe(0);
  expect(world.options[0]).toMatchObject({
    explain: false,
    remoteApps: [
      { configuration: join(cwd, 'a.json'), url, timeout: 7, runOnCreate: true },
      { configuration: join(cwd, 'b.json'), url, timeout: 7, runOnCreate: ['b', 'd'] },
      { configuration: join(cwd, 'c.json'), url, timeout: 7, runOnCreate: ['d'] },
    ],
  });
});
