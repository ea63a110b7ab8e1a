// Builds dist/, unless a complete build is newer than its sources. Runs after `npm ci`, and before `npm start` and
// `npm test`. After `npm ci` as `postprepare`, because npm warns people who install a tarball that has a `prepare`.
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = [
  'mock',
  'cli',
  'contracts',
  'fixtures',
  'scripts',
  'package.json',
  'tsconfig.json',
  'tsconfig.types.json',
];

/** The time of the last change of a file, or of anything in a folder. */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changedAt(`${path}/${name}`)));
}

const built = changedAt(`${root}/dist/THIRD-PARTY-LICENCES.txt`);
if (sources.some((source) => changedAt(`${root}/${source}`) >= built)) await import('./build.mjs');
