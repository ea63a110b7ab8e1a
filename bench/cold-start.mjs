// How long a test process waits for its first session: whole processes, spawned in turns.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @returns milliseconds of each run, of the whole process and until the first answer */
export async function measureColdStart({ runs }) {
  const times = { emulator: { whole: [], answer: [] }, express: { whole: [], answer: [] } };
  await timeOf('emulator'); // fills the system's file cache
  await timeOf('express');
  for (let number = 0; number < runs; number++) {
    const order = number % 2 === 0 ? ['emulator', 'express'] : ['express', 'emulator'];
    for (const name of order) {
      const { whole, answer } = await timeOf(name);
      times[name].whole.push(whole);
      times[name].answer.push(answer);
    }
  }
  return times;
}

async function timeOf(name) {
  const file = fileURLToPath(new URL(`./cold/${name}.cjs`, import.meta.url));
  const startedAt = performance.now();
  const { stdout } = await run(process.execPath, [file], { timeout: 20_000, killSignal: 'SIGKILL' });
  const whole = performance.now() - startedAt;
  const answer = Number(stdout);
  if (!(answer > 0)) throw new Error(`bench/cold/${name}.cjs printed no time: ${stdout}`);
  return { whole, answer };
}
