import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProblem } from './node-version';

const { engines } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
  engines: { node: string };
};

test.each([
  ['18.20.8', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.3', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['23.0.0', true],
  ['26.1.0', true],
])('Node.js %s can run the emulator: %j', (version, can) => {
  expect(nodeProblem(version) === undefined).toBe(can);
  if (!can) expect(nodeProblem(version)).toContain(version);
});

test('the manifest says the same', () => {
  expect(engines.node).toBe('>=20.19 <21 || >=22.12');
});
