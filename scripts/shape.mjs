// Counts files and lines of code per room, with and without tests, and prints what the last change touched. Data
// (JSON, YAML) is not counted. `npm run shape`
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

const isCode = (path) => /\.(?:ts|mts|js|cjs|mjs)$/.test(path);
const isTest = (path) => /\.test\.ts$|\.spec\.js$|(?:^|\/)testing\//.test(path) || path.startsWith('tests/');
const files = git('ls-files', '--cached', '--others', '--exclude-standard')
  .split('\n')
  .filter((path) => path !== '' && statSync(root + path, { throwIfNoEntry: false }) !== undefined);

/** A room is a folder at the top, or one level below in `mock` and `contracts`. */
function roomOf(path) {
  const [first, second, ...rest] = path.split('/');
  if (second === undefined) return '(root)';
  return ['mock', 'contracts'].includes(first) && rest.length > 0 ? `${first}/${second}` : first;
}

const linesOf = (path) => readFileSync(root + path, 'utf8').split('\n').length - 1;

function row(name, paths) {
  const lines = paths.map(linesOf).sort((a, b) => a - b);
  const at = (share) => lines[Math.min(lines.length - 1, Math.floor(share * lines.length))] ?? 0;
  const sum = lines.reduce((total, one) => total + one, 0);
  return [name, paths.length, sum, at(0.5), at(0.9), lines.at(-1) ?? 0];
}

function print(title, rows) {
  console.log(`\n${title.padEnd(28)}${['files', 'lines', 'median', '90th', 'most'].map(right).join('')}`);
  for (const [name, ...figures] of rows) console.log(`${name.padEnd(28)}${figures.map(right).join('')}`);
}

const right = (figure) => String(figure).padStart(8);

for (const [title, paths] of [
  ['Code without tests', files.filter((path) => isCode(path) && !isTest(path))],
  ['Tests', files.filter((path) => isCode(path) && isTest(path))],
  ['All of it', files.filter(isCode)],
]) {
  const rooms = [...new Set(paths.map(roomOf))].sort();
  const within = (...tops) => paths.filter((path) => tops.some((top) => path.startsWith(`${top}/`)));
  print(title, [
    ...rooms.map((room) =>
      row(
        room,
        paths.filter((path) => roomOf(path) === room),
      ),
    ),
    row('= mock and cli', within('mock', 'cli')),
    row('= contracts', within('contracts')),
    row('= all', paths),
  ]);
}

const bytes = (paths) => paths.reduce((sum, path) => sum + statSync(root + path).size, 0);
const docs = files.filter((path) => path.startsWith('docs/'));
const pages = docs.filter((path) => path.endsWith('.md'));
console.log(
  `\ndocs/: ${pages.length} pages, ${Math.round(bytes(pages) / 1000)} kB, and ${docs.length - pages.length} pictures`,
);
console.log(`README.md: ${bytes(['README.md'])} bytes`);
console.log(`\nLast change: ${git('show', '--stat', '--format=%h %s', 'HEAD').trim()}`);
