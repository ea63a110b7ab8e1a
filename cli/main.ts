import { spawn } from 'node:child_process';
import { AccountFixtureError, createSessionManager, SessionManagerError, version } from '../mock/index';
import { run } from './run';
import type { World } from './world';

const world: World = {
  emulator: {
    version,
    createSessionManager,
    accountRefusal: AccountFixtureError,
    optionRefusal: SessionManagerError,
  },
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
      return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, and somebody else's
    }
  },
  spawn: (file, args, options) => spawn(file, args, options),
  kill(pid, signal) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone, or another user's by now
    }
  },
  inTerminal: process.stdin.isTTY === true,
  exit: (code) => process.exit(code),
  fetch,
  clock: Date.now,
};

// Who read our first line and left (`| head -1`) wants the server, not the rest of its log.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

run(process.argv.slice(2), world).then((exitCode) => {
  // Ended by ourselves once all is written, rather than when the last handle goes.
  process.stdout.write('', () => process.exit(exitCode));
});
