// A fresh clone: `npm ci`, as action.yml runs it where a project has no vtex-session-mock, and then `npm start`.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../emulator-process';
import { type Action, type Ran, runAction } from '../recipes/composite-action';
import { plainEnv } from './store';

let folder: string;
let clone: string;
let ran: Ran;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clone-'));
  clone = join(folder, 'clone');
  const left = ['node_modules', 'dist', '.git', '.stryker-tmp'];
  cpSync(root, clone, { recursive: true, filter: (path) => !left.includes(basename(path)) });
  mkdirSync(join(folder, 'workspace'));
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
  ran = runAction(action, { port: '0' }, join(folder, 'workspace'), clone);
}, 300_000);

afterAll(() => {
  if (ran?.outputs['pid'] !== undefined) process.kill(Number(ran.outputs['pid']));
  rmSync(folder, { recursive: true });
});

test('the action builds the emulator from its own checkout and starts it; npm ci warns of nothing', async () => {
  const { exitCode, printed, outputs } = ran;
  expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: expect.stringContaining('added ') });
  expect(printed).not.toMatch(/warn|EBADENGINE/i);
  expect((await fetch(`${outputs['url']}/api/sessions`, { method: 'POST' })).status).toBe(201);
  expect(readdirSync(join(folder, 'workspace'))).toEqual([]);
});

const npm = (...args: string[]) =>
  spawnSync('npm', args, { cwd: clone, encoding: 'utf8', timeout: 100_000, env: plainEnv });
const builtAt = () => statSync(join(clone, 'dist/mock/index.cjs')).mtimeMs;

test('npm start builds if there is no build, or an older one, and only then', () => {
  const start = () => npm('start', '--silent', '--', '--version').stdout;
  const before = builtAt();
  expect(start()).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(builtAt()).toBe(before);
  utimesSync(join(clone, 'mock/index.ts'), new Date(), new Date());
  expect(start()).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(builtAt()).not.toBe(before);
  rmSync(join(clone, 'dist'), { recursive: true });
  expect(start()).toMatch(/^\d+\.\d+\.\d+\n$/);
});
