// `npm run test:mutation` measures every file of mock/rules, mock/apps and mock/http. It goes a few files at a
// time and keeps what it has after each part. Paths behind `--` measure these files or folders only, `--stale` only what was never
// measured or has changed since. What is not measured this time keeps its last result.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesOf, standing } from './files.mjs';
import config from './stryker.config.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const onlyStale = process.argv.includes('--stale');
const paths = process.argv.slice(2).filter((one) => one !== '--stale');
/** Files that are measured together: what a cut-off can lose. */
const atATime = 6;

const files = filesToMeasure();
if (files.length === 0) throw new Error(`Nothing to measure of ${paths.join(' ') || 'what is there'}`);
for (let from = 0; from < files.length; from += atATime) {
  const part = files.slice(from, from + atATime);
  console.log(`${from} of ${files.length} files are measured; next: ${part.join(', ')}`);
  const commit = commitNow();
  rmSync(`${root}${config.jsonReporter.fileName}`, { force: true });
  node('node_modules/@stryker-mutator/core/bin/stryker.js', [
    'run',
    'contracts/mutation/stryker.config.mjs',
    '--mutate',
    part.join(','),
  ]);
  if (existsSync(`${root}${config.jsonReporter.fileName}`)) {
    node('contracts/mutation/report.mjs', ['--merge', commit, ...part]);
  }
}
node('contracts/mutation/report.mjs', ['--page']);

function filesToMeasure() {
  const all = filesOf(root).filter(
    (path) =>
      paths.length === 0 ||
      paths.some((one) => path === one || path.startsWith(`${one.replace(/\/$/, '')}/`)),
  );
  if (!onlyStale) return all;
  const { notMeasured, changed } = standing(root, read('result.json'), read('left-out.json'));
  return all.filter((path) => notMeasured.includes(path) || changed.includes(path));
}

/** What is measured, and not how: the result that is written meanwhile is no change. */
function commitNow() {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const changes = git('status', '--porcelain', '--', 'mock', 'fixtures', 'contracts', ':!contracts/mutation');
  return `${git('rev-parse', '--short=10', 'HEAD')}${changes === '' ? '' : '-dirty'}`;
}

function node(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function read(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
