// The table of a run: in the terminal, and in docs/internals/performance.md.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { byHand, rows } from './goals.mjs';
import { filesOfAKind } from './jest-file.mjs';
import { version as mountebankVersion } from './mountebank.mjs';

const senses = {
  atMost: ['at most', (figure, goal) => figure <= goal],
  below: ['under', (figure, goal) => figure < goal],
  atLeast: ['at least', (figure, goal) => figure >= goal],
  above: ['over', (figure, goal) => figure > goal],
};
const head = ['what', 'figure', 'range', 'goal', 'met'];

/** @returns cells of each row of `goals`, in their order */
export function tableOf(goals, measured) {
  return Object.entries(goals).map(([id, { what, unit, digits = 2, ...goal }]) => {
    const written = (number) => `${number.toFixed(digits)}${unit === undefined ? '' : ` ${unit}`}`;
    const [sense] = Object.keys(senses).filter((name) => name in goal);
    const wanted = sense === undefined ? '–' : `${senses[sense][0]} ${goal[sense]}${unit ? ` ${unit}` : ''}`;
    const { figure, least, most, leftOut } = measured[id] ?? {
      leftOut: 'left out: not measured in this run',
    };
    if (figure === undefined) return [what, '–', '–', wanted, leftOut];
    const range = least === most ? '–' : `${least.toFixed(digits)} to ${most.toFixed(digits)}`;
    const met = sense === undefined ? '–' : senses[sense][1](figure, goal[sense]) ? 'met' : 'not met';
    return [what, written(figure), range, wanted, leftOut ?? met];
  });
}

export function print(table) {
  const lines = [head, ...table];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log(`${lines.map(padded).join('\n')}\n`);
}

/** `Express 5.3.0, nock 14.0.17`: as package-lock.json pins them. */
function versionsOf(packages) {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  return Object.entries(packages)
    .map(([folder, name]) => `${name} ${lock.packages[`node_modules/${folder}`].version}`)
    .join(', ');
}

/** The range of the rivals against themselves. */
function noiseOf(measured) {
  const noises = { 'start.noise': 'starts', 'throughput.noise': 'throughput' };
  const known = Object.entries(noises).filter(([id]) => measured[id]?.figure !== undefined);
  if (known.length === 0) return 'The noise of the machine was not measured in this run.';
  const ranges = known.map(
    ([id, part]) => `${measured[id].least.toFixed(2)} to ${measured[id].most.toFixed(2)} in ${part}`,
  );
  return `Noise of the machine: Express 5, measured against itself in turns, was × ${ranges.join(' and × ')}. Differences within that are not significant.`;
}

export function performanceDocument(
  measured,
  { processes, rounds, seconds, warmUpSeconds, runs, jestRuns, memoryRuns },
) {
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  const table = tableOf(rows, measured);
  const lines = [head, head.map(() => '---'), ...table];
  const count = (verdict) => table.filter((line) => line.at(-1) === verdict).length;
  const leftOut = table.filter((line) => line.at(-1).startsWith('left out')).length;
  const { date: noted, how } = byHand['npm test'];
  return `# Performance

Written by \`npm run bench -- --write\` on ${date}: Node ${process.version}, ${machine}, shared by the servers and the load.
Of the goals ${count('met')} are met and ${count('not met')} not; ${leftOut} rows are left out.

${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}

"×" is a ratio to the rival in the same run. Each figure is the median of slices in turns, and the range that of the slices.

${noiseOf(measured)}

Rivals, pinned by package-lock.json: ${versionsOf({ express: 'Express', nock: 'nock', msw: 'msw', jest: 'Jest' })}; Mountebank ${mountebankVersion}, which \`--mountebank\` installs. Load: ${versionsOf({ autocannon: 'autocannon' })}.

- Jest: ${jestRuns} runs of ${filesOfAKind} files of each kind, in turns and without the first of each kind. In suites whose files collect much garbage, Node.js 20 compiles the emulator for each file: [0013](../decisions/0013-loading.md).
- Starts: ${runs} processes of each, without \`NODE_EXTRA_CA_CERTS\`, with which Node.js 20 decodes all root certificates first. Express 5 has one route that returns JSON and two cookies. "By processor time" is that of all threads of the process.
- Throughput: ${processes} processes of each server, one after the other, each in ${rounds} rounds of ${seconds} second, after ${warmUpSeconds} seconds that do not count. The floor is a bare \`node:http\` server that returns a fixed response with two cookies; for POST and PATCH it parses the body and makes one ES256 signature. Express 5 does the same with \`express.json()\` and \`res.json\`, Mountebank returns a fixed response. 10 connections. Any response but 2xx fails the part. "By processor time" is here the floor's processor time for a response divided by the emulator's. The ratios depend on the machine: on 2026-11-30, on one where a bare server that signs took 80 µs for a request, POST was 0.73 and PATCH 0.67; some hours and a few percent later ([0012](../decisions/0012-speed.md)), on one where it took 190 µs, in five runs 0.90 to 1.11 and 0.80 to 0.90.
- Memory of a session: growth of resident memory, after garbage collection, by 100,000 sessions created over HTTP; runs: ${memoryRuns}. Sessions share equal namespaces, so the number of postal codes matters. The server has reset 20 times before, as test suites do, so that the reset of all does not time code that is not compiled yet.
- \`npm test\`: by hand on ${noted}: ${how}.

\`npm run bench -- --quick\` compares counts and processor time with \`bench/baseline.json\`, and fails if one is over 20 percent worse.
`;
}
