import { fakeWorld } from './testing/fake-world';
import { verify } from './verify';
import type { Suite } from './world';

/** A suite of two behaviours that pass on whatever is there. */
function suiteOfTwo(): Suite {
  const made: Partial<Record<keyof Suite, unknown>> = {
    choiceProblems: () => [],
    chosenBehaviours: () => ['one', 'other'],
    reachedTarget: async () => ({ close: async () => undefined }),
    terminalReport: () => 'the table\n',
    summaryOf: () => ({ all: { passed: 2, failed: 0 } }),
    verify: async (behaviours: string[], _target: unknown, { onResult }: { onResult: () => void }) => {
      for (const _ of behaviours) onResult();
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
  const settings = { account: undefined, heldTo: undefined };
  expect(await verify({ assumptionsOut: false }, settings, asked)).toBe(0);
  expect(world.printed).toEqual({ stdout: 'the table\n', stderr: told });
});
