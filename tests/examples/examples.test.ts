// The projects of examples/ as a user has them: a copy elsewhere, installed from its lock file and the tarball of this
// package, with its own `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../package/emulator-process';

const examples = join(root, 'examples');
let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) as string);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing of this very Jest, and of the npm that started it, reaches what is under test. */
const plain = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:JEST_|NODE_ENV|NODE_OPTIONS|npm_)/.test(name)),
);

/** @returns what it printed */
function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    timeout: 150_000,
    env: {
      CHROMIUM: '/usr/bin/chromium',
      ...plain,
      CI: 'true',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    },
  });
  const printed = stdout + stderr;
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${printed}`);
  return printed;
}

/** How a suite says that all of it has passed, and that it is more than nothing. */
const passed: Readonly<Record<string, RegExp>> = {
  'exec-shell': /^1\.\.[1-9]\d*$/m,
  'io-service': /^Tests: +([1-9]\d*) passed, \1 total$/m,
  'next-storefront': /^Tests: +([1-9]\d*) passed, \1 total$/m,
  'next-dev': /^# pass 5\n# fail 0$/m,
  'vite-dev': /^# pass 2\n# fail 0$/m,
  'playwright-journey': /^ +[1-9]\d* passed/m,
};

test.each(Object.entries(passed))(
  'examples/%s',
  (name, allPassed) => {
    const project = join(folder, name);
    cpSync(join(examples, name), project, {
      recursive: true,
      filter: (path) => !path.endsWith('/node_modules'),
    });
    npm(project, 'ci', '--prefer-offline', '--ignore-scripts');
    npm(project, 'install', '--no-save', '--prefer-offline', '--ignore-scripts', tarball);
    expect(npm(project, 'test')).toMatch(allPassed);
  },
  300_000,
);

test('every project of examples/ is run, and its lock file holds no addresses', () => {
  const projects = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'package.json')));
  expect(projects.sort()).toEqual(Object.keys(passed).sort());
  for (const name of projects) {
    expect(readFileSync(join(examples, name, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  }
});
