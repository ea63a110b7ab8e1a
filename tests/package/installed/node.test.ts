// Nothing but node and npm: node:test, the import paths, the command.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesUnder } from '../blocks';
import { root } from '../emulator-process';
import { green, installedStore, type Store } from './store';

const { version, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  exports: Record<string, unknown>;
};

let store: Store;
beforeAll(() => {
  store = installedStore([]);
});
afterAll(() => store.remove());

test('the suite of the guide passes in node:test', () => {
  const files = filesUnder('docs/test-suites.md', 'node:test');
  store.write(files);
  const printed = green(store.run('node', ['--test', ...Object.keys(files)]));
  expect(printed).toMatch(/^# pass 1$/m);
  expect(printed).toMatch(/^# fail 0$/m);
});

test('npm warns of nothing while it installs the tarball', () => {
  expect(store.warnings).toBe('');
});

test('its only dependency is Express', () => {
  const { dependencies } = JSON.parse(
    readFileSync(join(store.folder, 'node_modules/vtex-session-mock/package.json'), 'utf8'),
  );
  expect(Object.keys(dependencies)).toEqual(['express']);
});

/** What a path says when the tool that it is for is not installed. */
const tools: Record<string, string> = {
  './jest': '@jest/globals',
  './nock': 'nock',
  './playwright': '@playwright/test',
  './vitest': 'vitest',
};
const paths = Object.keys(exports).filter((path) => !path.includes('*') && path !== './package.json');

describe.each(paths)('%s', (path) => {
  const name = `vtex-session-mock${path.slice(1)}`;
  test.each([
    ['require', `require('${name}')`],
    ['import', `import('${name}')`],
  ])('by %s: it loads, or names the tool that is missing', (_way, script) => {
    const { status, stderr } = store.run('node', ['-e', script]);
    const tool = tools[path];
    const line = `needs ${tool}, which is not installed\\. Run: npm i -D \\S+@\\d+$`;
    const said = tool === undefined ? /^$/ : new RegExp(line, 'm');
    expect([status, stderr]).toEqual([tool === undefined ? 0 : 1, expect.stringMatching(said)]);
  });
});

/** It has every export, which does nothing. */
const idleTool = `const idle = new Proxy(() => idle, { get: (_, key) => (key === 'then' ? undefined : idle) });
for (const name of ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'expect', 'test', 'default']) exports[name] = idle;`;

test.each([
  ['jest', '@jest/globals', '28.1.3', '29.0', 'jest@30'],
  ['nock', 'nock', '13.5.6', '14.0', 'nock@14'],
  ['playwright', '@playwright/test', '1.39.0', '1.40', '@playwright/test@1'],
  ['vitest', 'vitest', '2.1.9', '3.2', 'vitest@4'],
])(
  'vtex-session-mock/%s warns of %s %s, and names the line that installs another',
  (path, tool, version, least, line) => {
    const folder = `node_modules/${tool}`;
    store.write({
      [`${folder}/package.json`]: JSON.stringify({ name: tool, version }),
      [`${folder}/index.js`]: idleTool,
    });
    try {
      const said = `vtex-session-mock/${path} needs ${tool} ${least} or newer, and ${version} is installed. Run: npm i -D ${line}\n`;
      for (const load of ['require', 'import'])
        expect(store.run('node', ['-e', `${load}('vtex-session-mock/${path}')`]).stderr).toContain(said);
    } finally {
      rmSync(join(store.folder, folder), { recursive: true });
    }
  },
);

describe('npx', () => {
  const script = `fetch(process.env.SESSION_MANAGER_URL + '/api/sessions', { method: 'POST' })
    .then(({ status }) => { console.log(status); process.exitCode = 7; })`;
  const exec = ['exec', '--account', 'b2b', '--', 'node', '-e', script];

  test.each([
    [['--version'], 0, `${version}\n`],
    [exec, 7, '201\n'],
  ])('where it is installed: %j', (args, code, printed) => {
    const { status, stdout } = store.run('npx', ['vtex-session-mock', ...args]);
    expect([status, stdout]).toEqual([code, printed]);
  });

  test('out of the tarball, in a folder that has nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'npx-'));
    try {
      // npx keeps what it installs: in a copy of the cache, not in the cache of this machine
      const cache = store.run('npm', ['config', 'get', 'cache']).stdout.trim();
      symlinkSync(join(cache, '_cacache'), join(folder, '_cacache'));
      copyFileSync(store.tarball, join(folder, 'x.tgz'));
      const npx = (...args: string[]) =>
        store.run('sh', ['-c', 'cd "$0" && exec npx --yes --prefer-offline ./x.tgz "$@"', folder, ...args], {
          npm_config_cache: folder,
        });
      const printed = npx('--version');
      expect([printed.status, printed.stdout]).toEqual([0, `${version}\n`]);
      const run = npx(...exec);
      expect([run.status, run.stdout]).toEqual([7, '201\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
