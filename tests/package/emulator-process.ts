import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = join(__dirname, '../..');
const command = join(root, 'dist/cli/main.cjs');

export interface EmulatorProcess {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts the built command on a free port and waits for its ready line. */
export async function startEmulator(...args: string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [command, '--port', '0', '--log', 'silent', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env, // by default that of Jest's own process, of which a test has a copy
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^vtex-session-mock listening on (http:\S+)$/.exec(line);
    if (ready !== null) return { url: ready[1] as string, process: child, stop: () => stop(child) };
  }
  throw new Error('the emulator ended before it was ready');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
