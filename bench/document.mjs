// docs/internals/performance.md. Throughput and start are ratios, since these hold on other machines where times do
// not. A reset is so short that its time is the figure.
import { availableParallelism, cpus } from 'node:os';

const met = ({ isMet }) => (isMet ? 'yes' : '**no**');
const figure = (number) => number.toFixed(2);
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export function performanceDocument(
  { throughput, coldStart, firstAnswer, reset, memory },
  { rounds, seconds },
) {
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  return `# Performance

Written by \`npm run bench -- --write\` on ${date}: Node ${process.version}, ${machine}, shared by the servers and the load.

## Throughput

${table(
  ['operation', 'floor', 'emulator / floor', 'range', 'goal', 'met', 'Express 5 / its floor', 'by CPU time'],
  throughput.map((row) => [
    row.title,
    row.floor,
    figure(row.ratio.median),
    `${figure(row.ratio.least)} to ${figure(row.ratio.most)}`,
    `at least ${row.goal}`,
    met(row),
    figure(row.expressRatio.median),
    figure(row.cpuRatio.median),
  ]),
)}

The floor is a bare \`node:http\` server that returns a fixed response with two cookies; for POST and PATCH it also parses the body and makes one ES256 signature. Express 5 does the same with \`express.json()\` and \`res.json\`. "By CPU time" divides the floor's CPU time per response by the emulator's; where the range is wide, trust that column. Each server has its own process; autocannon keeps 10 connections busy from another. ${rounds} rounds of ${seconds} seconds per server, in turns; the median of the rounds' ratios. Any response but 2xx fails the run.

## Start

${table(
  ['from', 'emulator / Express 5', 'goal', 'met'],
  [
    ...coldStart.map((row) => [
      `process start: ${row.title}`,
      figure(row.ratio),
      `at most ${row.goal}`,
      met(row),
    ]),
    ...firstAnswer.map((row) => [
      `\`createSessionManager()\` to its first response: ${row.title}`,
      figure(row.ratio),
      `under ${row.goal}`,
      met(row),
    ]),
  ],
)}

Against Express 5 with one route that returns JSON and two cookies. Medians of ${coldStart[0].runs} processes each.

## Reset

${table(
  [`${reset[0].keptSessions.toLocaleString('en')} sessions`, 'milliseconds', 'goal', 'met'],
  reset.map((row) => [row.title, row.milliseconds.toFixed(3), `under ${row.goal}`, met(row)]),
)}

## Memory

${table(
  [`${memory[0].sessions.toLocaleString('en')} sessions`, 'resident bytes each', 'of it heap', 'goal', 'met'],
  memory.map((row) => [
    row.title,
    row.resident.median.toFixed(0),
    row.heap.toFixed(0),
    `at most ${row.goal}`,
    met(row),
  ]),
)}

Resident memory of the process, after garbage collection, minus that before the sessions were created over HTTP.
`;
}
