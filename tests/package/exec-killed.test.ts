import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../until';

const command = join(__dirname, '../../dist/cli/main.cjs');

/** The shells that wait to kill this process group. Linux only, as CI is. */
function guardsOf(group: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.startsWith('/bin/sh\0') && line.endsWith(`\0-${group}\0`);
    } catch {
      return false; // no process, or one that is gone
    }
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs a command that starts `sleep`, and gives the ids of `sleep` and of the process group. */
async function started(last: string) {
  const script = `sleep 300 & echo $! $$; ${last}`;
  const exec = spawn(process.execPath, [command, 'exec', '--', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(exec.stdout, 'data');
  const [sleeping, group] = String(line).split(/\s/).map(Number) as [number, number];
  return { exec, sleeping, group };
}

test('SIGKILL to exec ends what its command has started', async () => {
  const { exec, sleeping, group } = await started('wait');
  await until('its guard waits', () => guardsOf(group).length === 1);
  exec.kill('SIGKILL');
  await until('both have ended', () => !isRunning(sleeping) && !isRunning(group));
  await until('the guard has ended', () => guardsOf(group).length === 0);
});

test('a command that ends by itself leaves what it put into the background, and exec leaves nothing', async () => {
  const { exec, sleeping, group } = await started('true');
  await once(exec, 'exit');
  await until('the guard has ended', () => guardsOf(group).length === 0);
  expect(isRunning(sleeping)).toBe(true);
  process.kill(sleeping, 'SIGKILL');
});
