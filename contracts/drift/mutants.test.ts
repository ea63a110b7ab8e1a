import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../catalogue';
import { mutants } from './mutants';

/** Whether each is noticed is seen by `npm run mutants`; here only that it can be put in. */
const root = join(__dirname, '../..');

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

test('there are enough of them, and each has a name of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(36);
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name))).toEqual([]);
});

test('no two are the same change', () => {
  const changes = mutants.map(({ file, find, replace }) => `${file} ${find} ${replace}`);
  expect(new Set(changes).size).toBe(changes.length);
});

for (const { name, sentence, file, find, replace, breaks } of mutants) {
  test(`${name}: ${sentence}`, () => {
    expect(file).toMatch(/^mock\/.+\.ts$/);
    expect(textOf(file).split(find).length - 1).toBe(1);
    expect(replace).not.toBe(find);
    expect(`${find}${replace}`).not.toContain('\n');
    const known = catalogue.map(({ id }) => id);
    expect(breaks.filter((id) => !known.includes(id))).toEqual([]);
    expect(sentence).toMatch(/^\S.+\S\.$/);
  });
}

test('docs/mutants.md tells of these and of no others', () => {
  const told = [...textOf('docs/mutants.md').matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
  expect(told).toEqual(mutants.map(({ name }) => name));
});
