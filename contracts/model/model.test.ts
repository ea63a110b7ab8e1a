import { chosenTarget } from '../targets/choose';
import { runSequences } from './sequences';
import { kinds } from './step';

/**
 * Random sequences against a model of sessions; `npm run test:model` runs 20,000. The seed is another one at each
 * run: a failure names it, and how to see it again.
 */
const target = chosenTarget(process.env);

afterAll(() => target.close());

test('a thousand sequences of requests do what a small model of sessions says', async () => {
  const { tally, failure } = await runSequences(target, { sequences: 1000 });
  if (failure !== undefined) throw new Error(failure);
  expect(tally.sequences).toBe(1000);
  const expected = kinds.filter((kind) => kind !== 'time passes' || target.later !== undefined);
  expect(expected.filter((kind) => tally.counts[kind] < 100)).toEqual([]);
  const steps = Object.values(tally.counts).reduce((sum, count) => sum + count, 0);
  expect(steps / tally.sequences).toBeGreaterThan(8);
}, 240_000);
