import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The fenced blocks of one language that hold a word. */
function block(language: string, word: string): string {
  const blocks = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text as string,
  );
  const found = blocks.filter((text) => text.includes(word));
  expect(found).toHaveLength(1);
  return found[0] as string;
}

let emulator: EmulatorProcess;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator();
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const onThisPort = (text: string) => text.replaceAll('http://127.0.0.1:9910', emulator.url);

test('the four curl lines of the first screen do what the README says', () => {
  const script = onThisPort(block('sh', 'curl -c jar')).replaceAll('curl ', 'curl -sS -w "\\n" ');
  const answers = execFileSync('bash', ['-ec', script], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
  expect(answers).toHaveLength(4);
  const [created, read, edited, segment] = answers.map((answer) => JSON.parse(answer));
  expect(Object.keys(created)).toEqual(['sessionToken', 'segmentToken']);
  const promised = JSON.parse(block('json', 'currencyCode'));
  expect(read).toEqual({ ...promised, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(Object.keys(edited)).toEqual(['sessionToken', 'segmentToken']);
  expect(segment).toMatchObject({ channel: '3', currencySymbol: '€', utm_source: 'google' });
});

test('the curl line with x-mock-explain prints what the README shows', () => {
  const script = onThisPort(block('sh', 'x-mock-explain: 1'));
  const told = execFileSync('bash', ['-ec', script], { cwd: folder, encoding: 'utf8' });
  expect(told.trim()).toBe(block('http', 'x-mock-explain: ').trim());
});

test.each([
  ['openapi-client-axios', 'BRA\n'],
  ["require('vtex-session-mock')", '201\n'],
])('the JavaScript with %s runs as it stands', (word, output) => {
  const script = onThisPort(block('js', word));
  expect(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })).toBe(output);
});

test('the command under exec reads a session of an emulator of its own', () => {
  // `npx` would ask a registry where the package is not installed
  const script = block('sh', 'exec --').replace('npx vtex-session-mock', 'node dist/cli/main.cjs');
  const printed = execFileSync('bash', ['-ec', script], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(printed)).toMatchObject({ namespaces: { store: { channel: { value: '1' } } } });
});

test('of the two lines of a live run the first is a dry run that works, the second says that it needs an account', () => {
  const lines = block('sh', '--dry-run').trim().split('\n');
  expect(lines).toHaveLength(2);
  const [dry, live] = lines as [string, string];
  expect(live).toMatch(/# needs an account$/);
  expect(live.replace(/ *#.*$/, '')).toBe(dry.replace(' --dry-run', ''));
  // `npm run` adds lines of its own, so that what it runs is run.
  const script = dry
    .replace('npm run contract --', 'node dist/cli/main.cjs verify')
    .replaceAll('NAME', 'initrode');
  const printed = execFileSync('bash', ['-ec', script], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  expect(printed).toMatch(/^\d+ requests in all, one at a time/m);
  const guide = readFileSync(join(root, 'docs/live-runs.md'), 'utf8');
  expect(guide).toContain(`\n${dry}\n`);
  expect(guide).toContain('**No live run has been made yet**');
});

test('the rewrites for Next.js are valid configuration', async () => {
  const module = { exports: {} as { rewrites(): Promise<{ source: string; destination: string }[]> } };
  new Function('module', block('js', 'rewrites'))(module);
  expect((await module.exports.rewrites()).map(({ source }) => source)).toEqual([
    '/api/sessions/:path*',
    '/api/segments/:path*',
  ]);
});

test('the tables of codes and assumptions are those of the code', () => {
  execFileSync(process.execPath, [join(root, 'scripts/readme-tables.mjs'), '--check'], { stdio: 'pipe' });
});

test('the table of flags is that of --help', () => {
  const help = execFileSync(process.execPath, [join(root, 'dist/cli/main.cjs'), 'start', '--help'], {
    encoding: 'utf8',
  });
  const flagsIn = (text: string) =>
    [...text.matchAll(/^ *(?:\| `|-\w, |)(--[a-z-]+)/gm)].map(([, flag]) => flag).sort();
  const own = ['--help', '--version'];
  expect(flagsIn(help).filter((flag) => !own.includes(flag as string))).toEqual(flagsIn(readme));
});

test('every file that the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!http|#)([^)]+)\)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) readFileSync(join(root, link));
});
