// docs/performance.md. Ratios, since they hold on other machines too where times do not; bytes do. A reset is so short
// that its time is the figure.
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

Written by \`npm run bench -- --write\` on ${date}, Node ${process.version}, ${machine}. The server under load and the load shared those cores. Absolute numbers differ by machine, so there are ratios here, and bytes; the milliseconds of a reset are those of this machine.

## Answers a second

${table(
  [
    'operation',
    'floor',
    'emulator : floor',
    'least to most',
    'goal',
    'met',
    'Express 5 : its floor',
    'by processor time',
  ],
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

1.00 is as fast as the floor: a bare \`node:http\` server that gives the same fixed answer, and two cookies with it, without doing anything for it. For POST and PATCH it reads the request's body, parses it, and makes one ES256 signature. Express 5 does what the floor does, with \`express.json()\` and \`res.json\`. "By processor time" is what an answer costs the floor, divided by what it costs the emulator, which depends far less on the speed of the load. Where the rounds lie far apart, others were using the machine too, and the last column is the one to trust.

## Cold start

${table(
  ['a process that loads it, listens, asks for one session and ends', 'emulator : Express 5', 'goal', 'met'],
  coldStart.map((row) => [row.title, figure(row.ratio), `at most ${row.goal}`, met(row)]),
)}

Against a bare Express 5 with one route that answers JSON and two cookies. Medians of ${coldStart[0].runs} runs of each, in turns.

## First answer

${table(
  ['`createSessionManager()` to its first answer, without a port', 'emulator : Express 5', 'goal', 'met'],
  firstAnswer.map((row) => [row.title, figure(row.ratio), `under ${row.goal}`, met(row)]),
)}

Against \`express()\` with one route that parses the body and answers JSON and two cookies, asked in process in the same way. Medians of ${firstAnswer[0].runs} processes of each, and of ${firstAnswer[1].runs} of each in one process after 50; in turns. All managers of a process share the compiled OpenAPI document; the signing key is each one's own.

## Reset

${table(
  [
    `${reset[0].keptSessions.toLocaleString('en')} sessions kept`,
    'milliseconds',
    'goal',
    'met',
    'emulator : floor',
  ],
  reset.map((row) => [
    row.title,
    row.milliseconds.toFixed(3),
    `under ${row.goal}`,
    met(row),
    figure(row.ratio),
  ]),
)}

\`await manager.reset()\` and \`await manager.reset({ to: 'snapshot' })\`, each session used since the last one. The floor is a \`Map\` that is cleared, and one that is copied. Medians of ${reset[0].runs} runs of each, in turns.

## Memory

${table(
  [
    `${memory[0].sessions.toLocaleString('en')} sessions`,
    'resident bytes each',
    'least to most',
    'of it heap',
    'goal',
    'met',
  ],
  memory.map((row) => [
    row.title,
    row.resident.median.toFixed(0),
    `${row.resident.least.toFixed(0)} to ${row.resident.most.toFixed(0)}`,
    row.heap.toFixed(0),
    `at most ${row.goal}`,
    met(row),
  ]),
)}

Resident memory of the server's process after less before, garbage collected both times, sessions created over HTTP after a warm-up of 2,000 and counted by \`GET /_mock/health\`. Runs of each: ${memory[0].runs}; they differ by the holes that V8 leaves in its pages, the heap in use does not.

## How it is measured

Each server has a process of its own on 127.0.0.1. autocannon sends from another one: 10 connections kept alive, each waiting for its answer. Slices of ${seconds} seconds go round all servers ${rounds} times after a warm-up; a ratio is the median of the rounds' ratios. Every PATCH changes something and carries the newest cookies, as a browser's would; the versions in the tokens are counted afterwards. Any answer but 2xx fails the run.
`;
}
