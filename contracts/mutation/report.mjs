// Writes contracts/mutation/result.json and docs/mutation.md from Stryker's report. `--page` writes the page only, from
// the result that is there, and `--check` writes nothing: it holds the page against the result. All of them say what is
// wrong: a score too low, a survivor without a reason, a reason without a survivor.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countsOf, scoreOf, sumOf, survivorsOf } from './mutants.mjs';
import { page } from './page.mjs';
import config from './stryker.config.mjs';

/** Percent of the mutants that the suite must notice. */
const goal = 85;

const root = fileURLToPath(new URL('../..', import.meta.url));
const resultFile = `${root}contracts/mutation/result.json`;
const pageFile = `${root}docs/mutation.md`;
const [mode] = process.argv.slice(2);

const isNew = mode === undefined;
const result = isNew ? resultOf(read(`${root}${config.jsonReporter.fileName}`)) : read(resultFile);
const explained = read(`${root}contracts/mutation/survivors.json`);
const text = page(result, explained);
const problems = problemsOf(result, explained);
if (isNew) writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
if (mode !== '--check') writeFileSync(pageFile, text);
else if (readFileSync(pageFile, 'utf8') !== text) {
  problems.push('docs/mutation.md is not of this result: run `node contracts/mutation/report.mjs --page`');
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

function resultOf({ files, testFiles }) {
  const names = Object.values(testFiles).flatMap(({ tests }) => tests.map(({ name }) => name));
  const named = names.filter((name) => name.endsWith(' is named')).length;
  const withSetting = names.filter((name) => name.includes(' with {')).length;
  const mutated = execFileSync('git', ['ls-files', 'mock/rules', 'mock/apps', 'mock/http'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'));
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=10'], {
      cwd: root,
      encoding: 'utf8',
    }).trim(),
    versions: [`StrykerJS ${versionOf('@stryker-mutator/core')}`, `Node ${process.version}`],
    tests: { behaviours: names.length - named - withSetting, withSetting, named },
    notMeasured: mutated.filter((path) => files[path] === undefined),
    files: Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, file]) => ({
        path,
        counts: countsOf(file.mutants),
        survivors: survivorsOf(file).map(({ mutant, reached }) => ({ mutant, reached })),
      })),
  };
}

function problemsOf({ files }, { reasons, files: explainedFiles }) {
  const score = scoreOf(sumOf(files.map(({ counts }) => counts)));
  const unexplained = files.flatMap(({ path, survivors }) =>
    survivors
      .filter(({ mutant }) => explainedFiles[path]?.[mutant] === undefined)
      .map(
        ({ mutant, reached }) =>
          `${path} survives without a reason${reached ? '' : ' (not reached)'}: ${mutant}`,
      ),
  );
  const stale = Object.entries(explainedFiles).flatMap(([path, mutants]) => {
    const survivors = files.find((file) => file.path === path)?.survivors ?? [];
    return Object.keys(mutants)
      .filter((mutant) => !survivors.some((one) => one.mutant === mutant))
      .map((mutant) => `${path} has a reason for what does not survive: ${mutant}`);
  });
  const named = Object.entries(explainedFiles).flatMap(([path, mutants]) =>
    Object.entries(mutants)
      .filter(([, reason]) => !(reason in reasons) && !/\w \S+ \S/.test(reason))
      .map(([mutant, reason]) => `${path} has ${JSON.stringify(reason)} for a reason: ${mutant}`),
  );
  const low = score < goal ? [`The score is ${score}, and must be ${goal} at least`] : [];
  return [...low, ...unexplained, ...stale, ...named];
}

function versionOf(name) {
  return read(`${root}node_modules/${name}/package.json`).version;
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
