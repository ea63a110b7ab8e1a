import { join } from 'node:path';
import { isatty } from 'node:tty';
import { AccountFixtureError, createSessionManager, SessionManagerError, version } from '../mock/index';
import { exitCodes } from './failure';
import { nodeProblem } from './node-version';
import { run } from './run';
import type { World } from './world';

const world: World = {
  emulator: {
    version,
    createSessionManager,
    accountRefusal: AccountFixtureError,
    optionRefusal: SessionManagerError,
  },
  packageFolder: join(__dirname, '../..'),
  workerModule: join(__dirname, '../worker/preload.cjs'),
  loadSuite: () => import('../contracts/verify/index'),
  env: process.env,
  cwd: process.cwd(),
  platform: process.platform,
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  parent: () => process.ppid,
  isRunning(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM'; // it exists, and belongs to another user
    }
  },
  // Late, since only `exec` starts programs.
  spawn: (file, args, options) => process.getBuiltinModule('node:child_process').spawn(file, args, options),
  kill(pid, signal) {
    try {
      process.kill(pid, signal);
    } catch {
      // it has ended, or its id belongs to another user now
    }
  },
  guard(pid) {
    // In a session of its own, since a signal to our group must not reach it. Its input ends when we do.
    const script = 'read -r line || kill -s KILL -- "$0"';
    const { spawn } = process.getBuiltinModule('node:child_process');
    const guard = spawn('/bin/sh', ['-c', script, String(pid)], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.on('error', () => {}); // there is no shell
    guard.unref();
    guard.stdin.on('error', () => {}); // it is gone
    return () => guard.stdin.end('\n');
  },
  inTerminal: isatty(0),
  exit: (code) => process.exit(code),
  fetch,
  clock: Date.now,
};

/** Runs the command line of this process. Not done at load, since other chunks load this file for what they share with it. */
export function main(): void {
  // A reader that leaves after the first line (`| head -1`) wants the server, but not its log; a full disk takes none.
  process.stderr.on('error', () => {});
  let isLost = false;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (isLost || code === 'EPIPE') return;
    isLost = true;
    process.stderr.write(`error: the standard output cannot be written (${code}): what follows is lost\n`);
  });
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) process.stderr.write(`error: ${problem}.\n`);
  const ended =
    problem === undefined ? run(process.argv.slice(2), world) : Promise.resolve(exitCodes.unexpected);
  ended.then((exitCode) => {
    // Exit explicitly once everything is written; open handles would keep the process alive.
    process.stdout.write('', () => process.exit(exitCode === 0 && isLost ? exitCodes.unexpected : exitCode));
  });
}
