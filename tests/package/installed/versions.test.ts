// The oldest and the newest version of each tool that is not the repository's own, where it runs on this Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, filesUnder } from '../blocks';
import { root } from '../emulator-process';
import { green, installedStore, type Store } from './store';

const stores: Store[] = [];
afterAll(() => {
  for (const one of stores) one.remove();
});

function storeWith(...tools: string[]): Store {
  const store = installedStore([], {}, tools);
  stores.push(store);
  return store;
}

const [node = 0] = process.versions.node.split('.').map(Number);
/** Runs from this Node on; otherwise the name says that it was left out. */
const from = (least: number) =>
  node >= least ? test : (name: string, _: () => void) => test.todo(`${name} (needs Node ${least})`);

const guide = 'docs/test-suites.md';
const asModule = (suite: string) =>
  suite.replace(/^const (.+) = require\(('[^']+')\);$/gm, 'import $1 from $2;');

/** The suites of the README: the first for Jest, the second for Jest with nock. */
const [plain = '', withNock = ''] = blocksOf('README.md')
  .filter(({ heading, language }) => heading === 'In a test suite' && language === 'js')
  .map(({ text }) => text);

/** Faults, other requests and bad bodies, in any runner with `test` and `assert`. */
const nockSuite = `
import test from 'node:test';
import assert from 'node:assert';
import https from 'node:https';
import { interceptSessionManager } from 'vtex-session-mock/nock';
const url = 'https://acme.myvtex.com/api/sessions';
test('nock', async () => {
  const vtex = interceptSessionManager({ others: ({ url }) => new Response(new URL(url).pathname, { status: 209 }) });
  const headers = { 'content-type': 'application/json' };
  const created = await fetch(url, { method: 'POST', headers, body: '{"public":{"name":{"value":"São €"}}}' });
  assert.deepEqual([created.status, created.headers.getSetCookie().length], [201, 2]);
  const { sessionToken } = await created.json();
  const read = await fetch(url + '?items=public.name', { headers: { cookie: 'vtex_session=' + sessionToken } });
  assert.equal((await read.json()).namespaces.public.name.value, 'São €');
  assert.equal((await (await fetch(url, { method: 'POST', headers, body: '{"x' })).json()).code, 'BODY_NOT_JSON');
  assert.equal(await (await fetch('https://acme.myvtex.com/catalog')).text(), '/catalog');
  vtex.manager.faults.add({ drop: 'request' });
  await assert.rejects(fetch(url, { method: 'POST' }), { name: 'TypeError' });
  vtex.manager.faults.add({ drop: 'answer' });
  const answered = () =>
    new Promise((resolve) => https.request(url, { method: 'POST' }, resolve).on('error', resolve).end());
  assert.equal((await answered()).code, 'ECONNRESET');
  assert.equal((await answered()).headers['set-cookie'].length, 2);
  vtex.restore();
});`;

describe('Jest 29.0, nock 14.0', () => {
  let store: Store;
  beforeAll(() => {
    store = storeWith('jest@29.0.0', 'nock@14.0.0');
    store.write({ 'a.test.js': plain, 'b.test.js': withNock, 'nock.mjs': nockSuite });
    store.write({ 'a.test.mjs': asModule(plain), 'b.test.mjs': asModule(withNock) });
  });

  test.each(['js', 'mjs'])('the suites of the README pass, *.test.%s', (end) => {
    const env = { NODE_OPTIONS: '--experimental-vm-modules' };
    const run = store.run('npx', ['jest', '--ci', '--testMatch', `**/*.test.${end}`], env);
    expect(green(run)).toMatch(/^Tests: +2 passed, 2 total$/m);
  });

  test('every kind of request is answered', () => {
    green(store.run('node', ['--test', 'nock.mjs']));
  });
});

test('nock 15.0.0, the last that is no ES module', () => {
  const store = storeWith('nock@15.0.0', 'jest@30');
  store.write({ 'nock.mjs': nockSuite, 'b.test.js': withNock });
  green(store.run('node', ['--test', 'nock.mjs']));
  green(store.run('npx', ['jest', '--ci']));
});

describe('nock 15.0.6', () => {
  let store: Store;
  beforeAll(() => {
    store = storeWith('nock@15.0.6', 'jest@30');
    store.write({ 'nock.mjs': nockSuite, 'b.test.js': withNock, 'b.test.mjs': asModule(withNock) });
  });

  from(22)('answers ES modules', () => {
    green(store.run('node', ['--test', 'nock.mjs']));
    const env = { NODE_OPTIONS: '--experimental-vm-modules' };
    green(store.run('npx', ['jest', '--ci', 'b.test.mjs'], env));
  });

  test('a CommonJS suite in Jest gets an error that names nock 14', () => {
    const { status, stderr } = store.run('npx', ['jest', '--ci', '--testMatch', '**/b.test.js']);
    expect(stderr).toMatch(/vtex-session-mock\/nock needs nock, .+ES module.+ Run: npm i -D nock@14$/m);
    expect(status).toBe(1);
  });

  if (node < 22)
    test('Node 20 gets an error that names nock 14', () => {
      const { status, stderr } = store.run('node', ['nock.mjs']);
      expect(stderr).toMatch(
        /needs nock, and the installed version 15 fails in Node \S+\. Run: npm i -D nock@14$/m,
      );
      expect(status).toBe(1);
    });
});

/** The line of the guide for Mock Service Worker, and the one that it gives for versions before 2.11. */
const newer = 'http.all(({ request }) => vtex.handles(request), ({ request }) => vtex.handle(request))';
const older = "http.all('*', ({ request }) => (vtex.handles(request) ? vtex.handle(request) : undefined))";

/** The suites of the guide for Vitest, and for Mock Service Worker in Vitest. */
function vitestPasses(tools: readonly string[], line = newer): void {
  const store = storeWith(...tools);
  const guided = readFileSync(join(root, guide), 'utf8');
  for (const one of [newer, older]) expect(guided).toContain(one);
  for (const [folder, tests] of [
    ['Vitest', 3],
    ['Mock Service Worker', 1],
  ] as const) {
    const files = Object.entries(filesUnder(guide, folder));
    store.write(
      Object.fromEntries(files.map(([name, text]) => [`${folder}/${name}`, text.replace(newer, line)])),
    );
    const printed = green(store.run('npx', ['vitest', 'run', '--root', folder], { NO_COLOR: '1' }));
    expect(printed).toMatch(new RegExp(`^ +Tests +${tests} passed \\(${tests}\\)$`, 'm'));
  }
}

test('Vitest 3.2.0, Mock Service Worker 2.0.0', () => vitestPasses(['vitest@3.2.0', 'msw@2.0.0'], older));
from(22)('Vitest 5, Mock Service Worker 3', () => vitestPasses(['vitest@5', 'msw@3']));

test.each(['1.40.0', '1'])('Playwright %s', (version) => {
  const store = storeWith(`@playwright/test@${version}`);
  store.write({
    'a.spec.js': `
      const { test, expect } = require('vtex-session-mock/playwright');
      test.use({ sessionManagerOptions: { account: 'b2b' } });
      test('a session without a page', async ({ sessionManager }) => {
        const answer = await sessionManager.fetch('http://x/api/sessions', { method: 'POST' });
        expect([answer.status, sessionManager.account.name]).toEqual([201, 'b2b']);
      });`,
  });
  green(store.run('npx', ['playwright', 'test']));
});
