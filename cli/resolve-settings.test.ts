import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { runProgram } from './program';
import { environmentNameOf, fileKeyOf, flagOf, type SettingName, settingNames, settingOf } from './settings';
import { ended, fakeWorld } from './testing/fake-world';
import { type Typed, typedToStart } from './typed';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-resolve-'));
});

afterEach(() => rmSync(cwd, { recursive: true }));

const writeUsualFile = (settings: object) =>
  writeFileSync(join(cwd, 'vtex-session-mock.json'), JSON.stringify(settings));

async function resolved(argv: string, env: Record<string, string> = {}) {
  const { stdout, stderr } = await ended(`config --json ${argv}`.trim(), fakeWorld({ cwd, env }));
  return { settings: stdout === '' ? undefined : JSON.parse(stdout), stderr };
}

type Sample = readonly [SettingName, [string, unknown], [string, unknown], [unknown, unknown]];

/** For each setting: text for a flag, text for the environment, JSON for the file, and what they mean. */
const samples: readonly Sample[] = [
  ['host', ['::1', '::1'], ['0.0.0.0', '0.0.0.0'], ['localhost', 'localhost']],
  ['tlsHost', ['a.local', ['a.local']], ['b.local, ::2', ['b.local', '::2']], [[], []]],
  ['controlToken', ['a', '<redacted>'], ['b', '<redacted>'], ['c', '<redacted>']],
  ['account', ['a', ['a']], ['b,c=/d.json', ['b', 'c=/d.json']], ['c', ['c']]],
  ['specHost', ['a.example.com', ['a.example.com']], ['b.example.com, c', ['b.example.com', 'c']], [[], []]],
  ['cors', ['http://a', ['http://a']], ['http://b, http://c', ['http://b', 'http://c']], [[], []]],
  ['store', ['redis://a', '<redacted>'], ['redis://b', '<redacted>'], ['redis://c', '<redacted>']],
  [
    'app',
    ['/a=http://a/k=v', [{ configuration: '/a', url: 'http://a/k=v' }]],
    [
      '/b=http://b,x,/c=http://c',
      [
        { configuration: '/b', url: 'http://b,x' },
        { configuration: '/c', url: 'http://c' },
      ],
    ],
    [[{ configuration: '/d', url: 'http://d' }], [{ configuration: '/d', url: 'http://d' }]],
  ],
  ['runOnCreate', ['a', ['a']], ['b, c', ['b', 'c']], [[], []]],
  ['appOrder', ['shuffled', 'shuffled'], ['shuffled:3', 'shuffled:3'], ['declared', 'declared']],
  ['journal', ['5', 5], ['false', false], [6, 6]],
  [
    'source',
    ['/a', [{ spec: '/a' }]],
    ['x=/b, http://c', [{ id: 'x', spec: '/b' }, { spec: 'http://c' }]],
    [['y=/d'], [{ id: 'y', spec: '/d' }]],
  ],
  ...settingNames.flatMap(sampleByKind),
];

/** Whole numbers, choices and paths. */
function sampleByKind(name: SettingName): Sample[] {
  const { kind, argument } = settingOf(name);
  const { type, enum: choices } = kind.schema as { type?: string; enum?: readonly string[] };
  const values = type === 'integer' ? [1, 2, 3] : choices && [choices[0], choices.at(-1), choices[0]];
  const paths =
    argument === 'file' && type === 'string' && name !== 'config' ? ['/a', '/b', '/c'] : undefined;
  const [a, b, c] = values ?? paths ?? [];
  return a === undefined ? [] : [[name, [String(a), a], [String(b), b], [c, c]]];
}

test('the samples cover every setting with a value', () => {
  const others = settingNames.filter((name) => settingOf(name).argument === undefined);
  expect([...samples.map(([name]) => name), ...others, 'assumptions', 'config'].sort()).toEqual(
    [...settingNames].sort(),
  );
});

test.each(samples)('%s: flag before environment before file', async (name, flag, environment, file) => {
  writeUsualFile({ [fileKeyOf(name)]: file[0] });
  const env = { [environmentNameOf(name)]: environment[0] };
  const all = await resolved(`${flagOf(name)} ${flag[0]}`, env);
  expect(all.settings[name]).toEqual({ value: flag[1], from: 'flag' });
  const two = await resolved('', env);
  expect(two.settings[name]).toMatchObject({ value: environment[1], from: 'environment' });
  const one = await resolved('');
  expect(one.settings[name]).toMatchObject({ value: file[1], from: 'file' });
});

const typedTwice = (name: SettingName, value: string) => [
  'start',
  `${flagOf(name)}=${value}`,
  flagOf(name),
  value,
];
const starts: readonly string[][] = [
  ...samples.map(([name, [one]]) => typedTwice(name, one)),
  ...samples.map(([name, , [two]]) => [flagOf(name), two]),
  ...settingNames.filter((name) => settingOf(name).argument === undefined).map((name) => [flagOf(name)]),
  typedTwice('assumptions', 'statusOfPostThatEdits=201'),
  ['--config', 'a.json'],
  ['start'],
];

test.each(starts.map((argv) => [argv.join(' '), argv] as const))(
  '`%s` reads the same without commander',
  async (_line, argv) => {
    let read: Typed | undefined;
    const refuse = (typed: Typed): never => {
      read = typed;
      throw new CommanderError(0, 'read', 'read');
    };
    await runProgram(argv, refuse, fakeWorld({ cwd }));
    expect(read).toBeDefined();
    expect(typedToStart(argv, cwd)).toEqual(read);
  },
);

test.each([
  ['true', true],
  ['1', true],
  ['TRUE', true],
  ['false', false],
  ['0', false],
])('VTEX_SESSION_MOCK_STRICT=%s wins over the file', async (text, value) => {
  writeUsualFile({ strict: !value });
  const { settings } = await resolved('', { VTEX_SESSION_MOCK_STRICT: text });
  expect(settings.strict).toMatchObject({ value, from: 'environment' });
});

test('--strict wins over the environment', async () => {
  const { settings } = await resolved('--strict', { VTEX_SESSION_MOCK_STRICT: '0' });
  expect(settings.strict).toEqual({ value: true, from: 'flag' });
});

test.each([
  ['--no-explain', 'true', true, false, 'flag'],
  ['--explain', 'false', false, true, 'flag'],
  ['', 'false', true, false, 'environment'],
  ['', 'true', false, true, 'environment'],
  ['', '', false, false, 'file'],
])('explain by %j, by the variable %j and by the file %j', async (flag, text, inFile, value, from) => {
  writeUsualFile({ explain: inFile });
  const { settings } = await resolved(flag, { VTEX_SESSION_MOCK_EXPLAIN: text });
  expect(settings.explain).toMatchObject({ value, from });
});

test.each([
  ['--no-journal', '5', 6, false, 'flag'],
  ['--journal 7', 'false', false, 7, 'flag'],
  ['', 'False', 6, false, 'environment'],
  ['', '', false, false, 'file'],
])('journal by %j, by the variable %j and by the file %j', async (flag, text, inFile, value, from) => {
  writeUsualFile({ journal: inFile });
  const { settings } = await resolved(flag, { VTEX_SESSION_MOCK_JOURNAL: text });
  expect(settings.journal).toMatchObject({ value, from });
});

test('explain is on by default', async () => {
  expect((await resolved('')).settings.explain).toEqual({ value: true, from: 'default' });
});

test('an empty variable counts as none', async () => {
  const { settings } = await resolved('', { VTEX_SESSION_MOCK_PORT: '' });
  expect(settings.port).toEqual({ value: 9910, from: 'default' });
});

test('every invalid variable is reported with a hint', async () => {
  const { stderr } = await resolved('', {
    VTEX_SESSION_MOCK_PORT: 'http',
    VTEX_SESSION_MOCK_STRICT: 'yes',
    VTEX_SESSION_MOCK_CORS: 'http://a,b',
  });
  expect(
    stderr,
  ).toBe(`error: environment variable VTEX_SESSION_MOCK_PORT 'http' is invalid. Give an integer from 0 to 65535; 0 takes a free port.
error: environment variable VTEX_SESSION_MOCK_STRICT 'yes' is invalid. Give true or false.
error: environment variable VTEX_SESSION_MOCK_CORS 'http://a,b' is invalid. Give scheme, host and port without a path, such as http://localhost:3000.
`);
});

test('an invalid variable is ignored if a flag overrides it', async () => {
  const { settings } = await resolved('--port 5', { VTEX_SESSION_MOCK_PORT: 'http' });
  expect(settings.port.value).toBe(5);
});

test('--config wins over VTEX_SESSION_MOCK_CONFIG, which wins over the file of the working directory', async () => {
  writeUsualFile({ port: 1 });
  mkdirSync(join(cwd, 'other'));
  writeFileSync(join(cwd, 'other/a.json'), '{"port": 2}');
  writeFileSync(join(cwd, 'other/b.json'), '{"port": 3}');
  const env = { VTEX_SESSION_MOCK_CONFIG: 'other/a.json' };
  expect((await resolved('')).settings.port.value).toBe(1);
  expect((await resolved('', env)).settings).toMatchObject({
    port: { value: 2 },
    config: { from: 'environment' },
  });
  expect((await resolved('--config other/b.json', env)).settings).toMatchObject({
    port: { value: 3 },
    config: { value: join(cwd, 'other/b.json'), from: 'flag' },
  });
});

test('paths are relative to the config file that contains them, otherwise to the working directory', async () => {
  mkdirSync(join(cwd, 'deep'));
  writeFileSync(join(cwd, 'deep/c.json'), '{"account": "./mine.json", "signingKey": "key.pem"}');
  const fromFile = (await resolved('--config deep/c.json')).settings;
  expect(fromFile.account.value).toEqual([join(cwd, 'deep/mine.json')]);
  expect(fromFile.signingKey.value).toBe(join(cwd, 'deep/key.pem'));
  const fromFlags = (await resolved('--account mine.json --signing-key key.pem')).settings;
  expect(fromFlags.account.value).toEqual([join(cwd, 'mine.json')]);
  expect(fromFlags.signingKey.value).toBe(join(cwd, 'key.pem'));
});
