// docs/verify.md: its commands run unchanged, and its samples are what they print.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from '../emulator-process';
import { runCli } from '../run-cli';

const doc = readFileSync(join(root, 'docs/verify.md'), 'utf8');
const blocks = (language: string) =>
  [...doc.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

/** Splits a command line as a shell would. */
const words = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The arguments after `npx vtex-session-mock`. */
const argumentsOf = (line: string) => words(line).slice(2);

let folder: string;
let emulator: EmulatorProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-docs-'));
  emulator = await startEmulator('--assumptions', '{"bodyOrQuery": "query"}');
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const usual = 'http://127.0.0.1:9910';
const here = (args: readonly string[]) => args.map((word) => word.replaceAll(usual, emulator.url));

const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));
const commands = lines.filter((line) => line.startsWith('npx vtex-session-mock '));

test('the page has these commands in this order', () => {
  expect(commands.map((line) => argumentsOf(line)[0])).toEqual([
    'verify',
    'verify',
    'start',
    'verify',
    'verify',
  ]);
});

test.each(commands.filter((line) => argumentsOf(line)[0] === 'verify'))('%s', async (line) => {
  const { exitCode, stdout } = await runCli(here(argumentsOf(line)), { cwd: folder });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    line.includes('--dry-run') ? /^Dry run: nothing was sent/ : /^\d+ passed, 0 failed/m,
  );
});

test('start accepts the assumptions file that verify wrote', async () => {
  const [line = ''] = commands.filter((one) => argumentsOf(one)[0] === 'start');
  const [, flag = '', file = ''] = argumentsOf(line);
  cpSync(join(folder, file), join(folder, 'copy.json'));
  const second = await startEmulator(flag, join(folder, 'copy.json'));
  await second.stop();
});

test('the curl line with x-mock-explain prints the header that the page shows', () => {
  const [line = ''] = lines.filter((one) => one.startsWith('curl '));
  const printed = execFileSync('bash', ['-ec', line.replaceAll(usual, emulator.url)], { encoding: 'utf8' });
  expect(printed.trim()).toBe(blocks('http')[0]?.trim());
});

test('the dry run of docs/live-runs.md sends nothing', async () => {
  const [line = ''] =
    readFileSync(join(root, 'docs/live-runs.md'), 'utf8').match(/^npx .* --dry-run$/m) ?? [];
  const { exitCode, stdout } = await runCli(argumentsOf(line.replaceAll('NAME', 'initrode')), {
    cwd: folder,
  });
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^Dry run: nothing was sent/)]);
});

test.each([0, 1])('sample %d is what its command prints', async (index) => {
  // The command is in the text before the sample, in backquotes, and may span two lines.
  const sample = blocks('text')[index] ?? '';
  const before = doc.slice(0, doc.indexOf(sample));
  const [, command = ''] = [...before.matchAll(/`(verify [^`]*)`/g)].at(-1) ?? [];
  const args = [...words(command.replaceAll('\n', ' ')), '--url', emulator.url];
  const { exitCode, stdout } = await runCli(args, { cwd: folder });
  expect(exitCode).toBe(index);
  const parts = steady(sample)
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\]^{|}]/g, '\\$&'));
  expect(steady(stdout.replaceAll(emulator.url, usual))).toMatch(new RegExp(`^${parts.join('[^]+')}$`));
});

/** Without the date, the random names and the number of assumptions. */
const steady = (text: string) =>
  text
    .replace(/\d+ unknown$/m, 'N unknown')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'DATE')
    .replaceAll(/[0-9a-f]{10}/g, '0123456789');
