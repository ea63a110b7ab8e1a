import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ended, fakeWorld } from './testing/fake-world';

const app = (key: string, input: string, output: string) =>
  `{\n  "${key}": {\n    "input": ${input},\n    "output": ${output}\n  }\n}\n`;

const files = {
  'sound.json': app('tier', '{"profile": ["email"]}', '{"tier": ["level"]}'),
  'public.json': app('demo', '{"profile": ["email"]}', '{"public": ["demo"]}'),
  'rival.json': app('rival', '{"profile": ["mail"]}', '{"tier": ["level"]}'),
  'mark.json': `\uFEFF${app('mark', '{"profile": ["email"]}', '{"mark": ["x"]}')}`,
  'broken.json': '{\n  "tier": {},\n}\n',
  'io-app/vtex.session/configuration.json': app('io', '{"profile": ["email"]}', '{"public": ["io"]}'),
  'io-app/configuration.json': 'not this file',
  'bare/configuration.json': app('bare', '{"profile": ["email"]}', '{"public": ["bare"]}'),
  'empty/readme.txt': '',
};

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lint-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
});

afterAll(() => rmSync(cwd, { recursive: true }));

const lint = (argv: string) => ended(`lint ${argv}`, fakeWorld({ cwd }));

const own = (key: string) =>
  `    Write to a namespace of its own, such as ${key}, unless an app of VTEX must read the key from public.\n`;
const ioFinding = `io-app/vtex.session/configuration.json:4  warning  writes-public  io writes public.io\n${own('io')}`;

test.each([
  ['sound.json', 0, '0 errors, 0 warnings in 1 file\n'],
  ['mark.json', 0, '0 errors, 0 warnings in 1 file\n'],
  [
    'public.json',
    0,
    `public.json:4  warning  writes-public  demo writes public.demo\n${own('demo')}0 errors, 1 warning in 1 file\n`,
  ],
  [
    'sound.json rival.json',
    1,
    `rival.json:3  warning  never-written  rival reads profile.mail, which no app writes
    Remove it, or lint the app that writes it as well. Known keys of profile: id, email, firstName, lastName, phone, document, isAuthenticated, priceTables.
rival.json:4  error  two-writers  rival writes tier.level, which tier writes too (sound.json:4)
    Let one app write it, or let each write a key of its own.
1 error, 1 warning in 2 files
`,
  ],
  [
    'broken.json',
    1,
    `broken.json:3  error  not-json  not JSON: property name expected
    Remove comments and trailing commas.
1 error, 0 warnings in 1 file
`,
  ],
  ['io-app', 0, `${ioFinding}0 errors, 1 warning in 1 file\n`],
  ['io-app io-app/vtex.session', 0, `${ioFinding}0 errors, 1 warning in 1 file\n`],
  [
    './bare/ public.json',
    0,
    `bare/configuration.json:4  warning  writes-public  bare writes public.bare\n${own('bare')}public.json:4  warning  writes-public  demo writes public.demo\n${own('demo')}0 errors, 2 warnings in 2 files\n`,
  ],
  [
    './public.json public.json',
    0,
    `./public.json:4  warning  writes-public  demo writes public.demo\n${own('demo')}0 errors, 1 warning in 1 file\n`,
  ],
  ['sound.json ./sound.json', 0, '0 errors, 0 warnings in 1 file\n'],
])('lint %s', async (argv, exitCode, stdout) => {
  expect(await lint(argv)).toEqual({ exitCode, stdout, stderr: '' });
});

const hint = 'Give a vtex.session/configuration.json, or a folder that has one.';

test.each([
  [
    '',
    "error: missing required argument 'path'\nRun vtex-session-mock --help for all commands and options.\n",
  ],
  ['nowhere.json', `error: nowhere.json does not exist. ${hint}\n`],
  ['sound.json/x', `error: sound.json/x cannot be read (ENOTDIR). ${hint}\n`],
  [
    'empty sound.json nowhere',
    `error: empty has no vtex.session/configuration.json and no configuration.json. ${hint}\nerror: nowhere does not exist. ${hint}\n`,
  ],
])('lint %s is a usage error', async (argv, stderr) => {
  expect(await ended(`lint ${argv}`.trim(), fakeWorld({ cwd }))).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('--json prints the same as data', async () => {
  const { exitCode, stdout } = await lint('--json sound.json rival.json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    findings: [
      {
        severity: 'warning',
        rule: 'never-written',
        file: 'rival.json',
        line: 3,
        app: 'rival',
        message: 'rival reads profile.mail, which no app writes',
        hint: expect.stringContaining('Known keys of profile: id, email'),
      },
      {
        severity: 'error',
        rule: 'two-writers',
        file: 'rival.json',
        line: 4,
        app: 'rival',
        message: 'rival writes tier.level, which tier writes too (sound.json:4)',
        hint: 'Let one app write it, or let each write a key of its own.',
      },
    ],
    errors: 1,
    warnings: 1,
  });
});

test('--json without findings', async () => {
  expect(await lint('sound.json --json')).toEqual({
    exitCode: 0,
    stdout: '{\n  "findings": [],\n  "errors": 0,\n  "warnings": 0\n}\n',
    stderr: '',
  });
});
