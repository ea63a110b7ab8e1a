// Jest as a store has it: no settings, CommonJS; and ES modules.
import { blocksOf } from '../blocks';
import { green, installedStore, type Store } from './store';

const [sixLines = ''] = blocksOf('README.md')
  .filter(({ heading, language }) => heading === 'In a test suite' && language === 'js')
  .map(({ text }) => text);

let store: Store;
beforeAll(() => {
  store = installedStore(['jest']);
});
afterAll(() => store.remove());

const runJest = (file: string, env: Record<string, string> = {}) =>
  store.run('npx', ['jest', '--ci', file], env);

test('from npm i -D to the first green test it takes six lines, as they stand in the README', () => {
  expect(sixLines.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(6);
  store.write({ 'six.test.js': sixLines });
  const printed = green(runJest('six.test.js'));
  expect(printed).toMatch(/^Tests: +1 passed, 1 total$/m);
  expect(printed).not.toMatch(/did not exit|open handle/);
});

test('as ES modules', () => {
  const imported = sixLines.replace(/^const (\{.+\}) = require\((.+)\);$/m, 'import $1 from $2;');
  expect(imported).toMatch(/^import /);
  store.write({ 'six.test.mjs': imported });
  const printed = green(runJest('six.test.mjs', { NODE_OPTIONS: '--experimental-vm-modules' }));
  expect(printed).toMatch(/^Tests: +1 passed, 1 total$/m);
});

test('what Express answers is answered too: nothing that it loads is an ES module', () => {
  const suite = sixLines.replace(/ {2}const answer[\s\S]*(?=\n\}\);)/, '  $&\n  await seen();');
  const seen = `async function seen() {
    expect((await fetch(session.url + '/_mock/health')).status).toBe(200);
    expect((await fetch(session.url + '/_mock/openapi.json')).status).toBe(200);
  }`;
  expect(suite).toContain('seen()');
  store.write({ 'express.test.js': `${suite}\n${seen}` });
  green(runJest('express.test.js'));
});

test('a suite that fails is red', () => {
  store.write({ 'red.test.js': sixLines.replace("'USD'", "'BRL'") });
  const { status, stderr } = runJest('red.test.js');
  expect(stderr).toMatch(/segment\.currencyCode\s+Expected: "BRL"\s+Received: "USD"/);
  expect(status).toBe(1);
});

test('by the global setup, or exec --cells, workers side by side see nothing of each other', () => {
  const settings = {
    globalSetup: 'vtex-session-mock/jest/global-setup',
    globalTeardown: 'vtex-session-mock/jest/global-teardown',
  };
  const file = `
    const url = process.env.SESSION_MANAGER_URL;
    const sessions = async () => (await (await fetch(url + '/_mock/health')).json()).sessions;
    test('own', async () => {
      expect(url).toMatch(/\\/cells\\/worker-[12]$/);
      const before = await sessions();
      for (let i = 1; i <= 20; i++) {
        await fetch(url + '/api/sessions', { method: 'POST' });
        expect(await sessions()).toBe(before + i);
      }
    });`;
  const names = ['a', 'b', 'c', 'd'];
  const testTimeout = 120_000; // forty requests on a busy machine
  store.write({
    ...Object.fromEntries(names.map((name) => [`workers/${name}.test.js`, file])),
    'workers/with.config.json': JSON.stringify({ ...settings, testTimeout }),
    'workers/without.config.json': JSON.stringify({ testTimeout }),
  });
  const jest = (config: string) => [
    'jest',
    '--ci',
    '--maxWorkers=2',
    `--config=workers/${config}.config.json`,
  ];
  for (const run of [
    jest('with'),
    ['vtex-session-mock', 'exec', '--cells', '2', '--', 'npx', ...jest('without')],
  ]) {
    expect(green(store.run('npx', run))).toMatch(/^Tests: +4 passed, 4 total$/m);
  }
});
