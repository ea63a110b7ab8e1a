import { fakeWorld } from './testing/fake-world';
import { verify } from './verify';
import type { Suite } from './world';

/** What the suite was given for its limits. */
let limits: unknown;

/** A suite of two behaviours that pass on whatever is there. */
function suiteOfTwo(): Suite {
  const made: Partial<Record<keyof Suite, unknown>> = {
    choiceProblems: () => [],
    chosenBehaviours: () => ['one', 'other'],
    usualLimits: { request: 10, behaviour: 100 },
    liveLimits: { request: 1000, behaviour: 10_000 },
    liveTarget: () => ({ close: async () => undefined }),
    reachedTarget: async () => ({ close: async () => undefined }),
    terminalReport: () => 'the table\n',
    summaryOf: () => ({ all: { passed: 2, failed: 0 } }),
    verify: async (
      behaviours: string[],
      _target: unknown,
      given: { onResult: () => void; limits: unknown },
    ) => {
      limits = given.limits;
      for (const _ of behaviours) given.onResult();
      return { answered: true, settings: [] };
    },
  };
  return made as Suite;
}

test.each<[string, number | undefined, string]>([
  ['a terminal is told how far it is, and left clean', 80, '\r1 of 2\r\x1b[K'],
  ['a file or a pipe is told nothing of it', undefined, ''],
])('%s', async (_, columns, told) => {
  const world = fakeWorld();
  const stderr = { columns, write: world.stderr.write };
  const asked = { ...world, stderr, loadSuite: async () => suiteOfTwo() };
  const settings = { account: undefined, heldTo: undefined, controlToken: undefined };
  expect(await verify({ assumptionsOut: false }, settings, asked)).toBe(0);
  expect(world.printed).toEqual({ stdout: 'the table\n', stderr: told });
});

test.each([
  [undefined, undefined, { request: 10, behaviour: 100 }],
  [undefined, 7, { request: 7, behaviour: 100 }],
  ['acme', undefined, { request: 1000, behaviour: 10_000 }],
  ['acme', 7, { request: 7, behaviour: 10_000 }],
])('of the account %j with --timeout %j: %j', async (account, timeout, expected) => {
  const world = { ...fakeWorld(), loadSuite: async () => suiteOfTwo() };
  const flags = { assumptionsOut: false, ...(timeout !== undefined && { timeout }) } as const;
  await verify(flags, { account, heldTo: undefined, controlToken: undefined }, world);
  expect(limits).toEqual(expected);
});
