// A store's project in a folder of its own: its tools, and the tarball by `npm i -D`, as its developer has them.
import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../emulator-process';
import { lockFor, versionsOf } from './lock';

/** The environment without the variables of this Jest and of the npm that runs it. */
export const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(?:JEST_|NODE_ENV|NODE_OPTIONS|npm_(?:package|lifecycle|command))/.test(name),
  ),
);

/** @returns the path of the tarball */
export function pack(into: string): string {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', into], { cwd: root, stdio: 'pipe' });
  return join(into, readdirSync(into).find((name) => name.endsWith('.tgz')) as string);
}

export interface Store {
  readonly folder: string;
  readonly tarball: string;
  /** What npm printed on the standard error as it installed. */
  readonly warnings: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a command of the project's own, without a shell. */
  run(command: string, args?: readonly string[], env?: Record<string, string>): SpawnSyncReturns<string>;
  remove(): void;
}

/**
 * @param manifest what else stands in `package.json`
 * @param others tools with their versions, `jest@29.0.0`, that the repository does not have
 */
export function installedStore(
  tools: readonly string[],
  manifest: object = {},
  others: readonly string[] = [],
): Store {
  const parent = mkdtempSync(join(tmpdir(), 'installed-'));
  const tarball = pack(parent);
  const folder = join(parent, 'store');
  const write: Store['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const project = { name: 'store', private: true, ...manifest, devDependencies: versionsOf(tools) };
  write({ 'package.json': JSON.stringify(project), 'package-lock.json': JSON.stringify(lockFor(project)) });
  const run: Store['run'] = (command, args = [], env = {}) =>
    spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 170_000,
      env: { ...plainEnv, ...env },
    });
  const { status, stderr } = run('npm', [
    'i',
    '-D',
    tarball,
    ...others,
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
  ]);
  if (status !== 0) throw new Error(`npm i -D has failed: ${stderr}`);
  return { folder, tarball, warnings: stderr, write, run, remove: () => rmSync(parent, { recursive: true }) };
}

/** @returns what it printed */
export function green({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  const printed = stdout + stderr;
  if (status !== 0) throw new Error(`It ended with ${status}:\n${printed}`);
  return printed;
}
