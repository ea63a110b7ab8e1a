// What a Jest file costs that mocks one request, over a file that mocks none: files of each kind alternate, in one process,
// each kind after each other one, because a file also pays for the garbage of the one before it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './children.mjs';
import { median, spread } from './statistics.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const filesOfAKind = 17; // the first is a warm-up
const url = 'http://store.example/api/sessions';
const kinds = {
  bare: "test('a test', () => expect(1).toBe(1));",
  ours: `const { useSessionManager } = require('vtex-session-mock/jest');
const { manager } = useSessionManager();
test('a test', async () => expect((await manager.fetch('${url}', { method: 'POST' })).status).toBe(201));`,
  nock: `const nock = require('nock');
beforeAll(() => { nock('http://store.example').post('/api/sessions').reply(201, {}); });
afterAll(() => { nock.restore(); });
test('a test', async () => expect((await fetch('${url}', { method: 'POST' })).status).toBe(201));`,
  msw: `const { http, HttpResponse } = require('msw');
const { setupServer } = require('msw/node');
const server = setupServer(http.post('${url}', () => HttpResponse.json({}, { status: 201 })));
beforeAll(() => server.listen());
afterAll(() => server.close());
test('a test', async () => expect((await fetch('${url}', { method: 'POST' })).status).toBe(201));`,
};

export async function measureJestFile({ jestRuns }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-jest-'));
  try {
    writeProject(folder);
    const over = { ours: [], nock: [], msw: [] };
    for (let run = 0; run < jestRuns; run++) {
      const times = await runJest(folder);
      for (const [kind, figures] of Object.entries(over)) figures.push(times[kind] - times.bare);
    }
    return {
      'jest.nock': spread(over.ours.map((time, index) => time / over.nock[index])),
      'jest.msw': spread(over.ours.map((time, index) => time / over.msw[index])),
      'jest.ours': spread(over.ours),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(folder) {
  mkdirSync(join(folder, 'node_modules', '@jest'), { recursive: true });
  for (const name of ['nock', 'msw', '@jest/globals'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(root, join(folder, 'node_modules', 'vtex-session-mock'));
  const configuration = {
    // ES modules that msw imports, which Jest cannot read otherwise; it keeps the result
    transform: {
      '/node_modules/.*\\.mjs$|/node_modules/until-async/': join(root, 'node_modules', '@swc', 'jest'),
    },
    transformIgnorePatterns: [],
    testSequencer: './in-order.cjs',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ jest: configuration }));
  const sequencer = join(root, 'node_modules', '@jest', 'test-sequencer');
  writeFileSync(
    join(folder, 'in-order.cjs'),
    `const { default: Sequencer } = require(${JSON.stringify(sequencer)});
module.exports = class extends Sequencer { sort(tests) { return [...tests].sort((a, b) => a.path < b.path ? -1 : 1); } };`,
  );
  const names = Object.keys(kinds);
  const order = [0, 1, 3, 2]; // Williams design: in four rounds each of the four kinds follows each other one
  for (let index = 0; index < filesOfAKind * names.length; index++) {
    const round = Math.floor(index / names.length);
    const kind = names[(order[index % names.length] + round) % names.length];
    const name = `${String(index).padStart(3, '0')}-${round}-${kind}.test.js`;
    writeFileSync(join(folder, name), kinds[kind]);
  }
}

/** @returns median milliseconds of a file of each kind */
async function runJest(folder) {
  const report = join(folder, 'report.json');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--runInBand', '--silent', '--json', '--outputFile', report];
  await outputOf(process.execPath, args, { cwd: folder });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (const { name, startTime, endTime } of testResults) {
    const [, round, kind] = /(\d+)-(\w+)\.test\.js$/.exec(name);
    if (round !== '0') times[kind].push(endTime - startTime);
  }
  return Object.fromEntries(Object.entries(times).map(([kind, took]) => [kind, median(took)]));
}
