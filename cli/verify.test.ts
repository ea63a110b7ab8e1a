import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeWorld } from './testing/fake-world';
import { verify } from './verify';
import type { Suite } from './world';

/** The limits that the suite received. */
let limits: unknown;

/** A suite of two behaviours that always pass. */
function suiteOfTwo(): Suite {
  const made: Partial<Record<keyof Suite, unknown>> = {
    choiceProblems: () => [],
    chosenBehaviours: () => ['one', 'other'],
    usualLimits: { request: 10, behaviour: 100 },
    liveLimits: { request: 1000, behaviour: 10_000 },
    liveTarget: () => ({ close: async () => undefined }),
    reachedTarget: async () => ({ close: async () => undefined }),
    terminalReport: () => 'the table\n',
    jsonReport: () => '{}\n',
    junitReport: () => '<testsuites/>\n',
    htmlReport: () => '<p>\n',
    assumptionsFile: () => '{"a": 1}\n',
    summaryOf: () => ({ all: { passed: 2, failed: 0 } }),
    verify: async (
      behaviours: string[],
      _target: unknown,
      given: { onResult: () => void; limits: unknown },
    ) => {
      limits = given.limits;
      for (const _ of behaviours) given.onResult();
      return { answered: true, settings: ['a'] };
    },
  };
  return made as Suite;
}

test.each<[string, number | undefined, string]>([
  ['a terminal shows progress, and is cleared at the end', 80, '\r1 of 2\r\x1b[K'],
  ['a file or a pipe gets no progress', undefined, ''],
])('%s', async (_, columns, progress) => {
  const world = fakeWorld();
  const stderr = { columns, write: world.stderr.write };
  const asked = { ...world, stderr, loadSuite: async () => suiteOfTwo() };
  const settings = { account: undefined, heldTo: undefined, controlToken: undefined };
  expect(await verify({}, settings, asked)).toBe(0);
  expect(world.printed).toEqual({ stdout: 'the table\n', stderr: progress });
});

test('--list prints the chosen behaviours and reaches no server', async () => {
  const world = fakeWorld();
  const chosenBehaviours = () => [{ id: 'a.b.c', sentence: 'It is so.' }];
  const suite = { choiceProblems: () => [], chosenBehaviours } as unknown as Suite;
  const settings = { account: undefined, heldTo: undefined, controlToken: undefined };
  const asked = { ...world, loadSuite: async () => suite };
  expect(await verify({ list: true }, settings, asked)).toBe(0);
  expect(world.printed).toEqual({ stdout: 'a.b.c: It is so.\n', stderr: '' });
});

test.each([
  [undefined, undefined, { request: 10, behaviour: 100 }],
  [undefined, 7, { request: 7, behaviour: 100 }],
  ['acme', undefined, { request: 1000, behaviour: 10_000 }],
  ['acme', 7, { request: 7, behaviour: 10_000 }],
])('limits for the account %j with --timeout %j: %j', async (account, timeout, expected) => {
  const world = { ...fakeWorld(), loadSuite: async () => suiteOfTwo() };
  const flags = { ...(timeout !== undefined && { timeout }) };
  await verify(flags, { account, heldTo: undefined, controlToken: undefined }, world);
  expect(limits).toEqual(expected);
});

test('a report that cannot be written is named, the others are written, and the exit code is 1', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cli-verify-'));
  try {
    writeFileSync(join(cwd, 'linked.html'), 'before');
    symlinkSync('linked.html', join(cwd, 'r.html'));
    const world = { ...fakeWorld({ cwd }), loadSuite: async () => suiteOfTwo() };
    const taken = join(cwd, 'r.xml');
    // It becomes a folder after the check at the start.
    const loadSuite = async () => ({
      ...suiteOfTwo(),
      terminalReport: () => {
        mkdirSync(taken);
        return '';
      },
    });
    const flags = { junit: 'r.xml', json: 'r.json', html: 'r.html', assumptionsOut: 'a.json' };
    const settings = { account: undefined, heldTo: undefined, controlToken: undefined };
    expect(await verify(flags, settings, { ...world, loadSuite })).toBe(1);
    expect(world.printed.stderr).toContain(`error: junit report: ${taken} cannot be written (EISDIR).\n`);
    expect(readdirSync(cwd)).toEqual(['a.json', 'linked.html', 'r.html', 'r.json', 'r.xml']);
    expect(readFileSync(join(cwd, 'linked.html'), 'utf8')).toBe('<p>\n');
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
