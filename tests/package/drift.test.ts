import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drifts } from '../../contracts/drift/index';

/** Drifts are applied while `npm run mutants` bundles the source. Nothing that is published contains them. */
const root = join(__dirname, '../..');

/** What the package ships, according to npm. */
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
) as [{ files: { path: string }[] }];

const published = files.map(({ path }) => path);

test('the list of published files includes the bundles', () => {
  expect(published).toContain('dist/mock/index.cjs');
  expect(published).toContain('dist/cli/main.cjs');
});

test('no published file names a drift or their folder', () => {
  const words = ['contracts/drift', 'scripts/drift', ...drifts.map(({ name }) => name)];
  const found = published.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(found).toEqual([]);
});

test('the build script does not apply drifts', () => {
  expect(readFileSync(join(root, 'scripts/build.mjs'), 'utf8')).not.toMatch(/mutant|drift/i);
});
