import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { behaviours } from '../behaviours';
import { drifts } from './index';

/** `npm run mutants` checks that each is noticed; this test only that each still applies. */
const root = join(__dirname, '../..');

test('each drift matches one place of the source', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/mutants.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('each drift has a name of its own and a sentence', () => {
  const names = drifts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name))).toEqual([]);
  expect(drifts.filter(({ sentence }) => !/^\S.+\S\.$/.test(sentence))).toEqual([]);
});

test('each drift names behaviours that exist', () => {
  const known = new Set(behaviours.map(({ id }) => id));
  expect(drifts.flatMap(({ breaks }) => breaks).filter((id) => !known.has(id))).toEqual([]);
});
