// The projects of examples/ as a user has them: a copy elsewhere, installed from its lock file and the tarball of this
// package, with its own `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../package/emulator-process';

const examples = join(root, 'examples');
let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  cpSync(examples, folder, { recursive: true, filter: (path) => !path.endsWith('/node_modules') });
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
    timeout: 300_000,
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

/** A copy of the project with its packages and this one. */
function installed(name: string): string {
  const project = join(folder, name);
  if (existsSync(join(project, 'node_modules'))) return project;
  npm(project, 'ci', '--prefer-offline', '--ignore-scripts');
  npm(project, 'install', '--no-save', '--prefer-offline', '--ignore-scripts', tarball);
  return project;
}

/** How a suite says that all of it has passed, and that it is more than nothing. */
const passed: Readonly<Record<string, RegExp>> = {
  'exec-shell': /^1\.\.[1-9]\d*$/m,
  'io-service': /^Tests: +([1-9]\d*) passed, \1 total$/m,
  'next-storefront': /^Tests: +([1-9]\d*) passed, \1 total$/m,
  'next-dev': /^# pass 7\n# fail 0$/m,
  'vite-dev': /^# pass 3\n# fail 0$/m,
  'playwright-journey': /^ +[1-9]\d* passed/m,
};

test.each(Object.entries(passed))(
  'examples/%s',
  (name, allPassed) => {
    expect(npm(installed(name), 'test')).toMatch(allPassed);
  },
  600_000,
);

/** What its clients get from VTEX IO, as far as they use it. */
const olderClient = `
const assert = require('node:assert');
const { IOClients } = require('older-vtex-api');
const { Tracer } = require('opentracing');
const { createSessionManager } = require('vtex-session-mock');
const { interceptSessionManager } = require('vtex-session-mock/nock');

async function asked(readSetsCookies) {
  const vtex = interceptSessionManager({ manager: createSessionManager({ assumptions: { readSetsCookies } }) });
  try {
    const { cookie } = await vtex.manager.persona('shopper');
    const token = /vtex_session=([^;]+)/.exec(cookie)[1];
    const io = { account: 'acme', workspace: 'master', authToken: 'none', requestId: '1', operationId: '1' };
    const logger = { warn() {}, error() {}, info() {} };
    const tracer = Object.assign(new Tracer(), { isTraceSampled: false });
    const { session } = new IOClients({}, { ...io, userAgent: 'shop@1.0.0', logger, tracer });
    const before = await session.getSession(token, ['store.channel', 'profile.email']);
    await session.updateSession('postalCode', '01310-100', ['*'], before.sessionToken);
    const after = await session.getSession(before.sessionToken, ['public.postalCode']);
    return { before: before.sessionData.namespaces, after: after.sessionData.namespaces };
  } finally {
    vtex.restore();
  }
}

(async () => {
  assert.deepStrictEqual(await asked(true), {
    before: { store: { channel: { value: '1' } }, profile: { email: { value: 'ann@example.com' } } },
    after: { public: { postalCode: { value: '01310-100' } } },
  });
  await assert.rejects(asked(false), TypeError); // it reads a Set-Cookie that a GET does not send
})();`;

test('the session client of @vtex/api 6.39.1 works with readSetsCookies, and not without (R-413)', () => {
  const project = installed('io-service');
  const older = 'older-vtex-api@npm:@vtex/api@6.39.1';
  npm(project, 'install', '--no-save', '--prefer-offline', '--ignore-scripts', older, tarball);
  writeFileSync(join(project, 'older.js'), olderClient);
  const { status, stderr } = spawnSync('node', ['older.js'], { cwd: project, encoding: 'utf8', env: plain });
  expect([status, stderr]).toEqual([0, '']);
}, 300_000);

test('every project of examples/ is run, and its lock file holds no addresses', () => {
  const projects = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'package.json')));
  expect(projects.sort()).toEqual(Object.keys(passed).sort());
  for (const name of projects) {
    expect(readFileSync(join(examples, name, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  }
});
