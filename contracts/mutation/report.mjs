// `--merge COMMIT FILE...` puts what Stryker found of these files into contracts/mutation/result.json, in place of what
// was known of them. `--page` writes docs/mutation.md from the result and the files that are there. `--check` writes
// nothing and holds the page against both. The latter two say what is wrong: a score too low, a survivor without a
// reason, a reason without a survivor.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printOf, standing } from './files.mjs';
import { byTheClock, countsOf, scoreOf, sumOf, survivorsOf } from './mutants.mjs';
import { page } from './page.mjs';
import config from './stryker.config.mjs';

/** Percent of the mutants that the suite must notice. */
const goal = 85;

const root = fileURLToPath(new URL('../..', import.meta.url));
const resultFile = `${root}contracts/mutation/result.json`;
const pageFile = `${root}docs/mutation.md`;
const [mode, commit, ...paths] = process.argv.slice(2);

const leftOut = read(`${root}contracts/mutation/left-out.json`);
const before = read(resultFile);
const problems = [];
if (mode === '--merge') {
  const result = merged(before, read(`${root}${config.jsonReporter.fileName}`));
  writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
} else {
  const explained = read(`${root}contracts/mutation/survivors.json`);
  const stands = standing(root, before, leftOut);
  const text = page(before, explained, { ...stands, reasons: leftOut });
  problems.push(...problemsOf(before, explained, stands));
  if (mode === '--page') writeFileSync(pageFile, text);
  else if (readFileSync(pageFile, 'utf8') !== text) {
    problems.push('docs/mutation.md is not of this result and these files: run `npm run docs`');
  }
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

function merged({ files: known }, { files, testFiles }) {
  const names = Object.values(testFiles).flatMap(({ tests }) => tests.map(({ name }) => name));
  const named = names.filter((name) => name.endsWith(' is named')).length;
  const withSetting = names.filter((name) => name.includes(' with {')).length;
  const date = new Date().toISOString().slice(0, 10);
  const measured = paths
    .filter((path) => files[path] !== undefined)
    .map((path) => {
      const { source, mutants } = files[path];
      if (path in leftOut) problems.push(`${path} is left out, and has ${mutants.length} mutants`);
      return {
        path,
        date,
        commit,
        behaviours: names.length - named - withSetting,
        source: printOf(source),
        counts: countsOf(mutants),
        byTheClock: byTheClock(mutants),
        survivors: survivorsOf({ source, mutants }).map(({ mutant, reached }) => ({ mutant, reached })),
      };
    });
  const others = known.filter(({ path }) => !paths.includes(path));
  return {
    versions: { StrykerJS: versionOf('@stryker-mutator/core'), Node: process.version.slice(1) },
    tests: { behaviours: names.length - named - withSetting, withSetting, named },
    files: [...others, ...measured].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function problemsOf({ files }, { reasons, files: explainedFiles }, { gone }) {
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
  const absent = [
    ...gone,
    ...Object.keys(leftOut).filter((path) => !standing(root, { files: [] }, {}).now.includes(path)),
  ];
  const away = absent.map((path) => `${path} is in the result or left out, and is not there`);
  return [...low, ...unexplained, ...stale, ...named, ...away];
}

function versionOf(name) {
  return read(`${root}node_modules/${name}/package.json`).version;
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
