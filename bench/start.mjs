// The time to a first answer: whole processes, started in turns.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { outputOf, startProgram } from './children.mjs';
import { createBody, json } from './operations.mjs';
import { ratioOf, spread } from './statistics.mjs';

const { commandPath } = createRequire(import.meta.url)('./package-under-test.cjs');
const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const programs = {
  command: [commandPath, '--port', '0'],
  code: [pathOf('./cold/emulator.cjs')],
  express: [pathOf('./cold/express.cjs')],
};

/** Calls `measure` with each name in turns, a different one first each time, `runs` times after a warm-up. */
async function inTurns(names, runs, measure) {
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = -1; run < runs; run++) {
    for (const [index] of names.entries()) {
      const name = names[(index + run + names.length) % names.length];
      const figure = await measure(name);
      if (run >= 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** The first answer in a process, without a port. */
export const firstAnswers = (runs) =>
  inTurns(['emulator', 'express'], runs, async (name) =>
    JSON.parse(await outputOf(process.execPath, [pathOf('./first/process.cjs'), name])),
  );

export async function measureFirstAnswer({ runs }) {
  const { emulator, express } = await firstAnswers(runs);
  const of = (reports, figure) => reports.map((report) => report[figure]);
  return {
    require: spread(of(emulator, 'requiring')),
    'require.express': ratioOf(of(emulator, 'requiring'), of(express, 'requiring')),
    first: ratioOf(of(emulator, 'first'), of(express, 'first')),
  };
}

async function answered(name, options, execArgv = []) {
  const args = [...execArgv, ...programs[name]];
  const program = await startProgram(process.execPath, args, /listening on (http:\S+)/, options);
  const response = await fetch(`${program.found}/api/sessions`, {
    ...{ method: 'POST', headers: json, body: createBody },
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
  if (response.status !== 201) throw new Error(`${name} answers ${response.status}`);
  return program;
}

export async function measureStart({ runs }) {
  const { command, code, express, again } = await inTurns(
    ['command', 'code', 'express', 'again'],
    runs,
    async (name) => {
      const startedAt = performance.now();
      const { child, stop } = await answered(name === 'again' ? 'express' : name);
      const wall = performance.now() - startedAt;
      const cpu = processorTimeOf(child.pid);
      stop();
      return { wall, cpu };
    },
  );
  const ratio = (ours, figure) =>
    ratioOf(
      ours.map((start) => start[figure]),
      express.map((start) => start[figure]),
    );
  const leftOut = 'left out: only Linux has the processor time of another process';
  return {
    'start.command': ratio(command, 'wall'),
    'start.cpu': command[0].cpu === undefined ? { leftOut } : ratio(command, 'cpu'),
    'start.code': ratio(code, 'wall'),
    'start.noise': ratio(again, 'wall'),
  };
}

/** Of all threads of a process, in nanoseconds; undefined where the system does not say. */
function processorTimeOf(pid) {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(`${threads}/${pid}/schedstat`)) return undefined;
  return readdirSync(threads).reduce(
    (sum, thread) => sum + Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]),
    0,
  );
}

/** Resident memory of a process that answered once and was idle for a second. */
export async function measureIdle({ idleRuns }) {
  const { command, express } = await inTurns(['command', 'express'], idleRuns, async (name) => {
    const { child, stop } = await answered(name);
    await pause(1000);
    const kilobytes = Number(
      execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' }),
    );
    stop();
    return kilobytes;
  });
  return { idle: ratioOf(command, express) };
}

/** Files and bytes of JavaScript that the command line has loaded at its first answer. */
export async function loadedByCommand() {
  const options = { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] };
  const { child, stop } = await answered('command', options, ['--require', pathOf('./first/loaded.cjs')]);
  try {
    const [loaded] = await Promise.all([once(child, 'message'), child.send('loaded')]);
    return loaded[0];
  } finally {
    stop();
  }
}
