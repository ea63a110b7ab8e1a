// `npm run bench`: compares the emulator with minimal servers, in one run on one machine. A benchmark, not a test: a
// missed goal is printed and does not fail.
//   --quick   one round of short slices, to check that everything runs
//   --write   also writes docs/internals/performance.md
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stopServers } from './children.mjs';
import { measureColdStart } from './cold-start.mjs';
import { startContenders } from './contenders.mjs';
import { performanceDocument } from './document.mjs';
import { measureFirstAnswer } from './first-answer.mjs';
import { measureMemory } from './memory.mjs';
import { createBody } from './operations.mjs';
import { measureReset } from './reset.mjs';
import {
  coldStartResults,
  firstAnswerResults,
  memoryResults,
  resetResults,
  throughputResults,
} from './results.mjs';
import { printResults } from './terminal.mjs';
import { measureThroughput } from './throughput.mjs';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } });
if (flags.quick && flags.write) throw new Error('--quick measures too little to be written: leave one out');

const plan = flags.quick
  ? {
      rounds: 1,
      seconds: 0.5,
      warmUpSeconds: 0.3,
      runs: 3,
      sessions: 10_000,
      memoryRuns: 1,
      ...{ warmAnswers: 50, keptSessions: 1000, resetRuns: 5 },
    }
  : {
      rounds: 5,
      seconds: 2,
      warmUpSeconds: 1,
      runs: 15,
      sessions: 100_000,
      memoryRuns: 2,
      ...{ warmAnswers: 500, keptSessions: 10_000, resetRuns: 51 },
    };
const startedAt = performance.now();
const say = (text) =>
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}`);

try {
  say('cold start');
  const coldStart = coldStartResults(await measureColdStart(plan));
  say('first answer');
  const firstAnswer = firstAnswerResults(await measureFirstAnswer(plan));
  say('reset');
  const reset = resetResults(await measureReset(plan));
  say('throughput');
  const throughput = throughputResults(await measureThroughput(await startContenders(), plan));
  stopServers();
  say('memory');
  const bodies = { 'nothing written': undefined, 'country and postal code written': createBody };
  const memory = memoryResults(await measureMemory(bodies, plan));
  say('done\n');
  const results = { throughput, coldStart, firstAnswer, reset, memory };
  printResults(results);
  if (flags.quick) say('that was --quick: the figures say only that everything runs');
  if (flags.write) {
    writeFileSync(
      new URL('../docs/internals/performance.md', import.meta.url),
      performanceDocument(results, plan),
    );
    say('docs/internals/performance.md is written');
  }
} finally {
  stopServers();
}
