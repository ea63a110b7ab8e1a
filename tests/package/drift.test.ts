import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants } from '../../contracts/drift/mutants';

/** The mutants are put into the source when a run of `npm run mutants` bundles it: nothing published knows of them. */
const root = join(__dirname, '../..');

/** What the package ships, as npm itself tells it. */
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
) as [{ files: { path: string }[] }];

const published = files.map(({ path }) => path);

test('the emulator is among what is looked at', () => {
  expect(published).toContain('dist/mock/index.cjs');
  expect(published).toContain('dist/cli/main.cjs');
});

test('no published file names a mutant, or the folder they are in', () => {
  const words = ['contracts/drift', 'scripts/mutated', ...mutants.map(({ name }) => name)];
  const found = published.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(found).toEqual([]);
});

test('the build knows nothing of mutants', () => {
  expect(readFileSync(join(root, 'scripts/build.mjs'), 'utf8')).not.toMatch(/mutant|mutated|drift/i);
});
