// `vtex-session-mock/playwright` out of the tarball, by Playwright's own runner in Chromium.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../package/blocks';
import { root } from '../package/emulator-process';
import { type Project, packedProject, plain } from '../package/packed';

const suites = join(__dirname, 'playwright');
const filesOf = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(suites, name), 'utf8')]));

let packed: Project;
beforeAll(() => {
  packed = packedProject();
});
afterAll(() => packed.remove());

function playwright(
  files: Readonly<Record<string, string>>,
  project = packed.with({}, files),
): SpawnSyncReturns<string> {
  const runner = join(root, 'node_modules/@playwright/test/cli.js');
  const env = { ...plain, CI: '1', NO_COLOR: '1' };
  return spawnSync(process.execPath, [runner, 'test'], {
    cwd: project,
    encoding: 'utf8',
    timeout: 170_000,
    env,
  });
}

function passed({ status, stdout, stderr }: SpawnSyncReturns<string>, tests: number): void {
  const printed = stdout + stderr;
  expect({ status, printed }).toEqual({ status: 0, printed });
  expect(printed).toMatch(new RegExp(`^ +${tests} passed`, 'm'));
}

const config = filesOf('playwright.config.js');

test.each([
  ['http.spec.js', 11],
  ['https.spec.js', 8],
])('%s: %d pass', (name, tests) => {
  passed(playwright({ ...config, ...filesOf('store.html', 'store.js', name) }), tests);
});

test('the suite of the guide passes, and as an ES module', () => {
  const [[name, text] = ['', '']] = Object.entries(filesUnder('docs/test-suites.md', 'Playwright'));
  const module = text.replace(/^const (\{.+\}) = require\((.+)\);$/m, 'import $1 from $2;');
  expect(module).toContain('\nimport {');
  passed(playwright({ ...config, [name]: text, 'module.spec.mjs': module }), 2);
});

test('one server for all workers, with an emulator for each', () => {
  const settings = `module.exports = {
    reporter: 'line',
    workers: 2,
    globalSetup: require.resolve('vtex-session-mock/playwright/global-setup'),
    metadata: { sessionManager: { account: 'b2b' } },
  };`;
  const suite = `const { appendFileSync } = require('node:fs');
    const { expect, test } = require('vtex-session-mock/playwright');
    const url = process.env.SESSION_MANAGER_URL;
    test('is asked', async () => {
      await fetch(url + '/api/sessions', { method: 'POST' });
      const { account, instance, sessions } = await (await fetch(url + '/_mock/health')).json();
      expect([account, sessions]).toEqual(['b2b', 1]); // the other worker's are its own
      appendFileSync('asked', [process.pid, instance, new URL(url).origin].join(' ') + '\\n');
    });`;
  const files = { 'playwright.config.js': settings, 'a.spec.js': suite, 'b.spec.js': suite };
  const project = packed.with({}, files);
  passed(playwright(files, project), 2);
  const lines = readFileSync(join(project, 'asked'), 'utf8').trim().split('\n');
  const counts = [0, 1, 2].map((index) => new Set(lines.map((line) => line.split(' ')[index])).size);
  expect(counts).toEqual([2, 2, 1]); // processes, emulators, servers
});

test('a persona without a baseURL gives an error, and a failing suite is red', () => {
  const suite = `const { expect, test } = require('vtex-session-mock/playwright');
    test.use({ persona: 'shopper' });
    test('none', async ({ page }) => {});`;
  const { status, stdout } = playwright({ ...config, 'a.spec.js': suite });
  expect(stdout).toContain('shopper: cookies need a baseURL');
  expect(status).toBe(1);
});

test('every suite here is run', () => {
  expect(readdirSync(suites).filter((name) => name.endsWith('.spec.js'))).toEqual([
    'http.spec.js',
    'https.spec.js',
  ]);
});
