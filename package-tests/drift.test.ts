import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants } from '../contracts/drift/mutants';

/** The mutants are put into the source when a run of `npm run mutants` bundles it: nothing published knows of them. */
const root = join(__dirname, '..');

/** What the package ships, besides package.json and the README. */
const shipped = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }).files;

const published = shipped.flatMap((entry) =>
  entry.includes('.')
    ? [entry]
    : readdirSync(join(root, entry), { recursive: true, withFileTypes: true, encoding: 'utf8' })
        .filter((file) => file.isFile())
        .map((file) => join(entry, file.parentPath.slice(join(root, entry).length), file.name)),
);

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
