// The imports for test suites, from the tarball, in every kind of suite.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, filesUnder } from '../blocks';
import { root } from '../emulator-process';
import { type Project, packedProject, plain } from '../packed';

let packed: Project;
beforeAll(() => {
  packed = packedProject();
});
afterAll(() => packed.remove());

const node = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: 170_000, env: { ...plain, ...env } });

const runJest = (cwd: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  node(cwd, [join(root, 'node_modules/jest/bin/jest.js'), ...args], { CI: '1', ...env });

/** @returns what it printed */
function passed({ status, stdout, stderr }: SpawnSyncReturns<string>, tests: number): string {
  const printed = stdout + stderr;
  expect({ status, printed }).toEqual({ status: 0, printed: expect.stringContaining(`${tests} passed`) });
  return printed;
}

/** The suites under the README's title for them. */
const suitesOfReadme = blocksOf('README.md')
  .filter(({ heading, language }) => heading === 'In a test suite' && language === 'js')
  .map(({ text }) => text);

const asModule = (suite: string) =>
  suite.replace(/^const (\{[^}]+\}) = require\(('[^']+')\);$/gm, 'import $1 from $2;');

test('the suites of the README pass in Jest without any settings', () => {
  const [jestSuite, nockSuite, ...none] = suitesOfReadme;
  expect(none).toEqual([]);
  const project = packed.with({}, { 'a.test.js': `${jestSuite}`, 'b.test.js': `${nockSuite}` });
  expect(passed(runJest(project), 2)).not.toMatch(/did not exit|open handle/);
});

test('the suites of the README pass as ES modules', () => {
  const [jestSuite = '', nockSuite = ''] = suitesOfReadme.map(asModule);
  expect(jestSuite + nockSuite).not.toContain('require');
  const manifest = { type: 'module', jest: { transform: {} } };
  const project = packed.with(manifest, { 'a.test.js': jestSuite, 'b.test.js': nockSuite });
  passed(runJest(project, [], { NODE_OPTIONS: '--experimental-vm-modules' }), 2);
});

const guide = 'docs/test-suites.md';

test('the suites of the guide pass', () => {
  const files = { ...filesUnder(guide, 'Jest'), ...filesUnder(guide, 'nock') };
  passed(runJest(packed.with({}, files)), 3);
});

test('every section of the guide with code is run by a test', () => {
  const titles = new Set(blocksOf(guide).map(({ heading, language }) => `${heading}: ${language}`));
  expect([...titles].sort()).toEqual([
    'Jest: js',
    'Jest: json', // the settings of "one server for all workers", below
    'Mock Service Worker: js', // tests/package/installed/vitest.test.ts
    'Playwright: js', // tests/browser/playwright.test.ts
    'Vitest: js', // tests/package/installed/vitest.test.ts
    'nock: js',
    'node:test: js', // tests/package/installed/node.test.ts
  ]);
});

test('a suite that fails is red', () => {
  const [suite = ''] = suitesOfReadme;
  const project = packed.with({}, { 'a.test.js': suite.replace("'USD'", "'BRL'") });
  const { status, stderr } = runJest(project);
  expect(stderr).toMatch(/segment\.currencyCode\s+Expected: "BRL"\s+Received: "USD"/);
  expect(status).toBe(1);
});

test('one server for all workers, with an emulator for each', () => {
  const suite = `
    const { appendFileSync } = require('node:fs');
    test('is asked', async () => {
      const { instance } = await (await fetch(process.env.SESSION_MANAGER_URL + '/_mock/health')).json();
      appendFileSync('asked', [process.pid, instance, new URL(process.env.SESSION_MANAGER_URL).origin].join(' ') + '\\n');
    });`;
  const [settings = ''] = blocksOf(guide)
    .filter(({ heading, language }) => heading === 'Jest' && language === 'json')
    .map(({ text }) => text);
  const files = { 'a.test.js': suite, 'b.test.js': suite, 'c.test.js': suite };
  const project = packed.with(JSON.parse(settings), files);
  expect(passed(runJest(project, ['--maxWorkers=2']), 3)).not.toMatch(/did not exit/);
  const lines = readFileSync(join(project, 'asked'), 'utf8').trim().split('\n');
  const [pids, instances, servers] = [0, 1, 2].map(
    (index) => new Set(lines.map((line) => line.split(' ')[index])),
  );
  expect([lines.length, pids?.size, instances?.size, servers?.size]).toEqual([3, 2, 2, 1]);
});

test.each([
  ['a.test.cjs', "const { interceptSessionManager } = require('vtex-session-mock/nock');"],
  ['a.test.mjs', "import { interceptSessionManager } from 'vtex-session-mock/nock';"],
])('node:test, %s: one emulator and one nock', (name, line) => {
  const head = name.endsWith('.mjs')
    ? "import test from 'node:test'; import assert from 'node:assert'; import nock from 'nock'; import { createSessionManager, SessionManagerError } from 'vtex-session-mock';"
    : "const test = require('node:test'); const assert = require('node:assert'); const nock = require('nock'); const { createSessionManager, SessionManagerError } = require('vtex-session-mock');";
  const suite = `${head}
    ${line}
    test('a session', async () => {
      nock.disableNetConnect();
      const manager = createSessionManager({ account: 'b2b' });
      const vtex = interceptSessionManager({ manager });
      const answer = await fetch('https://b2b.myvtex.com/api/sessions', { method: 'POST' });
      assert.equal(answer.headers.getSetCookie().length, 2);
      assert.equal(nock.activeMocks().length > 0, true);
      assert.throws(() => interceptSessionManager({ hosts: 'x' }), SessionManagerError);
      vtex.restore();
      assert.deepEqual(nock.activeMocks(), []);
      nock.restore();
    });`;
  const { status, stdout } = node(packed.with({}, { [name]: suite }), ['--test', name]);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^# pass 1$/m)]);
});

const typed = (globals: string) => `${globals}
import { createSessionManager } from 'vtex-session-mock';
import { interceptSessionManager, type Interception } from 'vtex-session-mock/nock';
import { useSessionManager } from 'vtex-session-mock/jest';
import globalSetup from 'vtex-session-mock/jest/global-setup';
const session = useSessionManager({ account: 'acme', listen: { port: 0 } });
const vtex: Interception = interceptSessionManager({ manager: session.manager, others: 'pass' });
export const answer: Promise<Response> = createSessionManager().fetch('http://x/api/sessions');
export const setup: unknown = globalSetup;
test('types', async () => {
  expect('x').toHaveSegment({ channel: '2' });
  expect({}).toHavePublic('postalCode', '01310100');
  expect([]).not.toFitInCookie();
  // @ts-expect-error: unknown option
  useSessionManager({ listens: true });
  // @ts-expect-error: invalid value
  interceptSessionManager({ others: 'drop' });
  // @ts-expect-error: the key is missing
  expect({}).toHavePublic();
  vtex.restore();
});
`;

describe.each([
  ['node16', 'commonjs'],
  ['node16', 'module'],
  ['bundler', 'module'],
])('TypeScript, resolution %s, of type %s', (moduleResolution, type) => {
  test.each([
    ['the globals of @types/jest', '', ['node', 'jest']],
    ['@jest/globals', "import { expect, test } from '@jest/globals';", ['node']],
  ])('%s', (_name, globals, types) => {
    const module = moduleResolution === 'bundler' ? 'esnext' : 'node16';
    const compilerOptions = {
      ...{ module, moduleResolution, types, target: 'es2022', strict: true, noEmit: true },
      ...{ skipLibCheck: false, typeRoots: ['../node_modules/@types'] },
    };
    const files = {
      'a.ts': typed(globals),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['a.ts'] }),
    };
    const project = packed.with({ type }, files);
    const { status, stdout } = node(project, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
    expect([stdout, status]).toEqual(['', 0]);
  });
});
