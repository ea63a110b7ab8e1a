import { inProcessTarget } from '../targets/in-process';
import { runSequences } from './sequences';
import { kinds } from './step';

/**
 * Random sequences against a model of sessions; `npm run test:model` runs 20,000. Each run has its own
 * seed; a failure prints it, and the command that repeats it.
 */
const target = inProcessTarget();

afterAll(() => target.close());

test('the target answers random sequences of requests as the model of sessions does', async () => {
  const { tally, failure } = await runSequences(target, { sequences: 100 });
  if (failure !== undefined) throw new Error(failure);
  expect(tally.sequences).toBe(100);
  const expected = kinds.filter((kind) => kind !== 'time passes' || target.later !== undefined);
  expect(expected.filter((kind) => tally.counts[kind] < 10)).toEqual([]);
  const steps = Object.values(tally.counts).reduce((sum, count) => sum + count, 0);
  expect(steps / tally.sequences).toBeGreaterThan(8);
}, 120_000);
