// How long a test waits for the first answer of a manager of its own, without a port: the first in a process, with all
// that has to be loaded, and the later ones, in turns with a bare Express in the same process.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const file = fileURLToPath(new URL('./first/process.cjs', import.meta.url));

/** @returns milliseconds of each, `cold` and `warm` */
export async function measureFirstAnswer({ runs, warmAnswers }) {
  const cold = { emulator: [], express: [] };
  for (const name of Object.keys(cold)) await reported(name); // fills the system's file cache
  for (let number = 0; number < runs; number++) {
    const order = number % 2 === 0 ? ['emulator', 'express'] : ['express', 'emulator'];
    for (const name of order) cold[name].push(await reported(name));
  }
  return { cold, warm: await reported(warmAnswers) };
}

async function reported(what) {
  const args = [file, String(what)];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000, killSignal: 'SIGKILL' });
  return JSON.parse(stdout);
}
