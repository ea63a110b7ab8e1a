// 100 concurrent tests in one Jest run, each with its own manager from the tarball, leave no handle open. Two runs that
// do leave one show that this would be noticed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../emulator-process';
import { type Project, packedProject, plain } from '../packed';

let packed: Project;
beforeAll(() => {
  packed = packedProject();
});
afterAll(() => packed.remove());

function run(files: Readonly<Record<string, string>>, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--maxConcurrency=100', ...args],
    { cwd: packed.with({}, files), encoding: 'utf8', timeout: 170_000, env: { ...plain, CI: '1' } },
  );
  return { status, printed: stdout + stderr };
}

const head = "const { createSessionManager } = require('vtex-session-mock');";

/** 25 visitors, by `manager.fetch` or supertest; each sees only their own session. */
const visitors = (first: number, ask: string) => `${head}
  const request = require('supertest');
  const numbers = Array.from({ length: 25 }, (_, index) => index + ${first});
  test.concurrent.each(numbers)('visitor %d', async (number) => {
    const manager = createSessionManager({ account: number % 2 ? 'acme' : 'b2b' });
    const path = '/api/sessions?items=public.n&n=' + number;
    ${ask}
    await manager.seed({ sessions: [{ name: 'ann' }] });
    expect(manager.clock.advance('P1D').frozen).toBe(false);
    expect((await manager.sessions()).count).toBe(2);
    await manager.reset();
    expect((await manager.sessions()).count).toBe(0);
  });`;
const asked = `
    const answer = await manager.fetch('http://store.example' + path, { method: 'POST' });
    expect((await answer.json()).namespaces.public.n.value).toBe(String(number));
    const health = await manager.fetch('http://store.example/_mock/health');
    expect((await health.json()).sessions).toBe(1);`;
const askedBySupertest = `
    const { body } = await request(manager.handler).post(path);
    expect(body.namespaces.public.n.value).toBe(String(number));
    expect((await request(manager.handler).get('/_mock/health')).body.sessions).toBe(1);`;
const suites = {
  'a.test.js': visitors(0, asked),
  'b.test.js': visitors(25, askedBySupertest),
  'c.test.js': visitors(50, asked),
  'd.test.js': visitors(75, askedBySupertest),
};

const left = /open handle|did not exit|force exit/i;

test.each([
  ['one process that looks for open handles', ['--detectOpenHandles']],
  ['two workers', ['--maxWorkers=2']],
])('100 managers in %s leave no open handle', (_, args) => {
  const { status, printed } = run(suites, args);
  expect({ status, printed }).toEqual({
    status: 0,
    printed: expect.stringMatching(/^Tests: +100 passed, 100 total$/m),
  });
  expect(printed).not.toMatch(left);
});

test.each([
  ['a port', 'await createSessionManager().listen();', 'TCPSERVERWRAP'],
  ['a timer', 'createSessionManager(); setInterval(() => {}, 60_000);', 'Timeout'],
])('a test that leaks %s is reported with the handle', (_, leak, handle) => {
  const leaking = `${head} test('leaks', async () => { ${leak} });`;
  // Without --forceExit the leak would keep Jest from exiting.
  const { printed } = run({ 'a.test.js': leaking }, ['--detectOpenHandles', '--forceExit']);
  expect(printed).toMatch(/^Tests: +1 passed, 1 total$/m);
  expect(printed).toMatch(left);
  expect(printed).toContain(handle);
});
