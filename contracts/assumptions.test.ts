import { behaviours } from './behaviours';
import { namedOtherwise, otherwiseCases } from './harness/alternatives';
import { runBehaviour } from './harness/run-behaviour';
import { defaultAssumptions } from './targets/assumptions';
import { inProcessTarget } from './targets/in-process';

/**
 * Settings are promises: an emulator set otherwise must behave otherwise, and a behaviour that reads a setting must
 * notice a target that does not do what it says. Without the second, such a behaviour could hold of everything.
 */
test('every behaviour that reads a setting is tried with another value of it', () => {
  const reading = behaviours.filter(({ assumption }) => assumption !== undefined);
  expect(reading.filter((behaviour) => !otherwiseCases.some((one) => one.behaviour === behaviour))).toEqual(
    [],
  );
});

describe('an emulator set otherwise behaves otherwise', () => {
  for (const one of otherwiseCases) {
    test(namedOtherwise(one), () => runBehaviour(one.behaviour, inProcessTarget(one.set), expect));
  }
});

describe('a target that does otherwise than it says is noticed', () => {
  for (const one of otherwiseCases) {
    const liar = { ...inProcessTarget(one.set), assumptions: defaultAssumptions };
    test(namedOtherwise(one), () => expect(runBehaviour(one.behaviour, liar, expect)).rejects.toThrow());
  }
});
