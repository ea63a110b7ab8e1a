import { behaviours } from '../../contracts/behaviours';
import { reasonNotTried, runBehaviour } from '../../contracts/harness/run-behaviour';
import { runSequences } from '../../contracts/model/sequences';
import { inProcessTarget } from '../../contracts/targets/in-process';
import type { Target } from '../../contracts/targets/target';
import { type Redis, startRedis } from './redis';

/** The contract suite and the model of sessions, with sessions in Redis. */
let redis: Redis;
let target: Target;

beforeAll(async () => {
  redis = await startRedis();
  target = inProcessTarget({}, () => redis.store());
});

afterAll(async () => {
  await target.close();
  await redis.stop();
});

test.each(behaviours.map((behaviour) => [behaviour.id, behaviour] as const))('%s', async (_, behaviour) => {
  expect(reasonNotTried(behaviour, target)).toBeUndefined();
  await runBehaviour(behaviour, target, expect);
});

test('random sequences of requests are answered as the model of sessions does', async () => {
  const { tally, failure } = await runSequences(target, { sequences: 100 });
  if (failure !== undefined) throw new Error(failure);
  expect(tally.sequences).toBe(100);
});
