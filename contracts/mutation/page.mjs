// docs/mutation.md, out of the last result and the reasons for what survived.
import { scoreOf, sumOf } from './mutants.mjs';

export function page({ versions, tests, files }, { reasons, files: explained }, stands) {
  const all = sumOf(files.map(({ counts }) => counts));
  const survivors = files.flatMap(({ path, survivors: list }) => list.map((one) => ({ path, ...one })));
  const reasonOf = ({ path, mutant }) => explained[path]?.[mutant];
  const used = Object.keys(reasons).filter((key) => survivors.some((one) => reasonOf(one) === key));
  const others = survivors.filter((one) => !(reasonOf(one) in reasons));
  return `# Does the suite notice?

Written by \`npm run test:mutation\`; ${Object.entries(versions)
    .map((one) => one.join(' '))
    .join(', ')}. ${origins(files)}

[StrykerJS](https://stryker-mutator.io) changes the emulator in one small place at a time, a mutant each, and runs the
contract suite and nothing else against it: ${tests.behaviours} behaviours, and ${tests.withSetting} times one that reads a setting, with another
value of it. On what works out the header \`x-mock-explain\` (mock/http/explained, session-middleware.ts), ${tests.named} are
tried once more with that header, and must be named. No unit test takes part. A mutant that makes no behaviour fail,
twice, survives.

**${scoreOf(all)} percent are noticed**: ${all.killed + all.timeout} of ${valid(all)}. The score must be 85 at least.

| folder | ${head} |
| --- |${' --- |'.repeat(columns.length)}
${folders(files).map(row).join('\n')}
${row(['**all**', all])}

"Reached, not noticed" and "not reached" are the survivors, listed below. A mutant with which the emulator's modules do
not even load counts as an error, not as noticed. A mutant that runs without end counts as noticed: ${byCount(files)} were stopped
for they took a hundred times their usual steps; with ${byClock(files)} a behaviour got no answer in 6 seconds, and none in 15 when it
was tried again.

## The files

Measured are those of mock/rules, mock/apps and mock/http, as \`contracts/mutation/result.json\` has them.

| file | at | ${head} |
| --- | --- |${' --- |'.repeat(columns.length)}
${files.map(({ path, commit, counts }) => row([`${path} | ${commit}`, counts])).join('\n')}

Left out:

${stands.leftOut.map((path) => `- ${path}: ${stands.reasons[path]}`).join('\n')}

Not measured yet, since they came after these commits: ${paths(stands.notMeasured)}

Measured, and changed since: ${paths(stands.changed)}

\`npm run test:mutation -- --stale\` measures what stands in these two lines. A test fails when a file of the three
folders stands nowhere on this page.

## What survives, and why

Each stands as: what Stryker calls it, what was there, what it put in its place. The list of reasons is
\`contracts/mutation/survivors.json\`; a survivor without one fails the tests.
${used
  .map((key) =>
    section(
      reasons[key],
      survivors.filter((one) => reasonOf(one) === key),
    ),
  )
  .join('')}
${others.length === 0 ? '' : `\n### Each for a reason of its own\n\n${listed(others, (one) => `: ${reasonOf(one) ?? 'NO REASON YET'}`)}\n`}`.replace(
    /\n+$/,
    '\n',
  );
}

/** When, and of what, the parts of the result are. */
function origins(files) {
  const counts = new Map();
  for (const { date, commit, behaviours } of files) {
    const origin = `commit ${commit} with ${behaviours} behaviours, on ${date}`;
    counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  return [...counts].map(([origin, count]) => `${count} files are of ${origin}.`).join(' ');
}

function byClock(files) {
  return files.reduce((sum, one) => sum + one.byTheClock, 0);
}

function byCount(files) {
  return files.reduce((sum, { counts }) => sum + counts.timeout, 0) - byClock(files);
}

function paths(list) {
  return list.length === 0 ? 'none.' : `${list.join(', ')}.`;
}

const columns = [
  ['noticed', (counts) => `${scoreOf(counts)} %`],
  ['killed', ({ killed }) => killed],
  ['without end', ({ timeout }) => timeout],
  ['reached, not noticed', ({ survived }) => survived],
  ['not reached', ({ noCoverage }) => noCoverage],
  ['errors', ({ errors }) => errors],
  ['left out', ({ ignored }) => ignored],
];
const head = columns.map(([name]) => name).join(' | ');

function row([name, counts]) {
  return `| ${name} | ${columns.map(([, cell]) => cell(counts)).join(' | ')} |`;
}

function valid({ killed, timeout, survived, noCoverage }) {
  return killed + timeout + survived + noCoverage;
}

function folders(files) {
  const names = [...new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))].sort();
  return names.map((name) => {
    const inside = files.filter(({ path }) => path.startsWith(`${name}/`));
    return [name, sumOf(inside.map(({ counts }) => counts))];
  });
}

function section(reason, survivors) {
  return `\n### ${reason.title} (${survivors.length})\n\n${reason.why}\n\n${listed(survivors, () => '')}\n`;
}

function listed(survivors, behind) {
  const lines = new Map();
  for (const one of survivors) {
    const line = `- ${one.path}: ${code(one.mutant)}${behind(one)}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  return [...lines].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`)).join('\n');
}

function code(text) {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
