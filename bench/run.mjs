// `npm run bench`: the emulator beside its rivals, in one run on one machine. A missed goal is printed and does not fail;
// a part that fails is printed as left out, and the run ends with exit code 1.
//   --write        also writes docs/internals/performance.md and bench/baseline.json
//   --mountebank   installs Mountebank in a temporary folder first
//   --only PART    this part only; repeatable
//   --quick        compares counts and processor time with baseline.json, and fails if one is 20 percent worse;
//                  with --write, writes that file only
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stopServers } from './children.mjs';
import { byHand, rows } from './goals.mjs';
import { measureJestFile } from './jest-file.mjs';
import { measureMillion, measureSessions } from './memory.mjs';
import { installMountebank } from './mountebank.mjs';
import { measurePackage } from './package.mjs';
import { compareCounted, writeCounted } from './quick.mjs';
import { measureReset } from './reset.mjs';
import { measureFirstAnswer, measureIdle, measureStart } from './start.mjs';
import { spread } from './statistics.mjs';
import { performanceDocument, print, tableOf } from './table.mjs';
import { measureThroughput } from './throughput.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    write: { type: 'boolean' },
    mountebank: { type: 'boolean' },
    only: { type: 'string', multiple: true },
  },
});
if (flags.write && flags.only) throw new Error('--write needs a whole run: leave out --only');

const plan = {
  ...{ jestRuns: 5, runs: 15, idleRuns: 5 },
  ...{ processes: 5, rounds: 2, seconds: 1, warmUpSeconds: 4 }, // after 3 seconds V8 has compiled what a server runs
  ...{ sessions: 100_000, memoryRuns: 1, most: 1_000_000, fillSeconds: 600 },
  ...{ keptSessions: 10_000, resetRuns: 9 },
};

/** Each part, the rows that it measures, and its timeout in seconds. */
const parts = {
  package: { measure: measurePackage, ids: /^package/, seconds: 120 },
  jest: { measure: measureJestFile, ids: /^jest/, seconds: 240 },
  first: { measure: measureFirstAnswer, ids: /^first|^require/, seconds: 180 },
  start: { measure: measureStart, ids: /^start/, seconds: 180 },
  idle: { measure: measureIdle, ids: /^idle/, seconds: 120 },
  reset: { measure: measureReset, ids: /^reset/, seconds: 180 },
  throughput: {
    measure: measureThroughput,
    ids: /^(?:POST|PATCH|session\.(?!bare|place|ownPlace)|segment|throughput)/,
    seconds: 600,
  },
  sessions: { measure: measureSessions, ids: /^session\.(?:bare|place|ownPlace)/, seconds: 300 },
  million: { measure: measureMillion, ids: /^million/, seconds: 700 },
};

const startedAt = performance.now();
const say = (text) =>
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}`);

/** Fails the part that runs: autocannon throws where nothing can catch. */
let fail = ended;
process.on('uncaughtException', (error) => fail(error));

function ended(error) {
  console.error(error);
  process.exit(1);
}

/** @throws Error after this many seconds; what still runs loses its servers */
async function within(seconds, work) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took over ${seconds} s`)), 1000 * seconds);
    fail = reject;
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
    fail = ended;
    stopServers();
  });
}

const measured = {};
async function measure(name, { measure: part, ids, seconds }) {
  say(name);
  try {
    Object.assign(measured, await within(seconds, part(plan)));
  } catch (error) {
    process.exitCode = 1;
    say(`${name} failed: ${error.stack.slice(0, 2000)}`);
    const leftOut = 'left out: it failed';
    for (const id of Object.keys(rows).filter((id) => ids.test(id))) measured[id] = { leftOut };
  }
}

if (flags.quick && flags.write) {
  await within(240, writeCounted());
} else if (flags.quick) {
  if (!(await within(400, compareCounted()))) process.exitCode = 1;
  say('done');
} else {
  if (flags.mountebank)
    await installMountebank().catch((error) => say(`Mountebank is not installed: ${error.message}`));
  for (const [name, part] of Object.entries(parts))
    if (flags.only?.includes(name) ?? true) await measure(name, part);
  for (const [id, { figure }] of Object.entries(byHand)) measured[id] = spread([figure]);
  say('done\n');
  print(tableOf(rows, measured));
  if (flags.write) {
    const file = new URL('../docs/internals/performance.md', import.meta.url);
    writeFileSync(file, performanceDocument(measured, plan));
    say('docs/internals/performance.md is written');
    try {
      await within(240, writeCounted());
      say('bench/baseline.json is written');
    } catch (error) {
      process.exitCode = 1;
      say(`bench/baseline.json is not written: ${error.stack.slice(0, 2000)}`);
    }
  }
}
process.exit();
