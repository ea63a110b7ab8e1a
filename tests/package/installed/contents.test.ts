// What is in the tarball, and what the judges of packages say of it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../emulator-process';
import { pack } from './store';

let folder: string;
let tarball: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contents-'));
  tarball = pack(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/config\.schema\.json$/,
  /^dist\/THIRD-PARTY-LICENCES\.txt$/,
  /^dist\/(?:cli\/main|mock\/index|contracts\/index)\.cjs$/, // the emulator, and the suite of `verify`
  /^dist\/chunks\/[\w.-]+\.cjs$/, // what they share, and what is loaded when it is needed
  /^dist\/console\/(?:index\.html|console\.(?:js|css))$/,
  /^dist\/mock\/index\.(?:mjs|d\.mts)$/,
  /^dist\/(?:fetch|jest|nock|playwright|vitest|worker)\/[\w-]+\.(?:cjs|mjs|d\.mts)$/,
  /^dist\/types\/(?:mock|fixtures)\/(?:[\w-]+\/)*[\w.-]+\.d\.ts$/,
  /^dist\/types\/(?:mock|fixtures)\/(?:[\w-]+\/)+package\.json$/, // the form for TypeScript 3.9 of what has two
  /^fixtures\/[\w.-]+\.json$/,
  /^fixtures\/accounts\/[\w.-]+\.json$/,
  /^fixtures\/exchanges\/[\w.-]+\.json$/,
  /^fixtures\/openapi\/[\w-]+\.yaml$/,
];

test('it holds the emulator, the suite of verify, what suites import, and nothing else', () => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((path) => !shipped.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(files.filter((path) => /\.test\.|\/testing\//.test(path))).toEqual([]);
  expect(shipped.filter((pattern) => !files.some((path) => pattern.test(path)))).toEqual([]);
});

/** OpenAPI documents, the Model Context Protocol and the console. */
const isExtra = (path: string, text: string) =>
  /^dist\/(?:console\/|chunks\/(?:documents|mcp)-)/.test(path) ||
  (/^dist\/chunks\//.test(path) && /notifications\/tools\/list_changed|YAMLException/.test(text));

test('it is under 1 MB, and without documents, the Model Context Protocol and the console under 700 kB, unpacked 2.5 MB', () => {
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  const files = readdirSync(join(folder, 'package'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(folder, 'package'), join(entry.parentPath, entry.name)));
  const text = (path: string) => readFileSync(join(folder, 'package', path), 'utf8');
  const main = files.filter((path) => !isExtra(path, text(path)));
  expect(files.length - main.length).toBeGreaterThan(5);
  const smaller = join(folder, 'main.tgz');
  execFileSync('tar', ['-czf', smaller, '-C', join(folder, 'package'), ...main]);
  const unpacked = main.reduce((bytes, path) => bytes + statSync(join(folder, 'package', path)).size, 0);
  expect(statSync(tarball).size).toBeLessThan(1_000_000);
  expect(statSync(smaller).size).toBeLessThan(700_000);
  expect(unpacked).toBeLessThan(2_500_000);
});

test('publint and arethetypeswrong find nothing', () => {
  const script = join(root, 'tests/package/installed/shape.mjs');
  const said = JSON.parse(execFileSync(process.execPath, [script, tarball], { encoding: 'utf8' }));
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(said.entries).toEqual(Object.keys(exports));
  expect(said.publint).toEqual([]);
  expect(said.types).toEqual([]);
});
