import { behaviours } from './behaviours';
import { alternativeCases, nameOfCase } from './harness/alternatives';
import { runBehaviour } from './harness/run-behaviour';
import { defaultAssumptions } from './targets/assumptions';
import { inProcessTarget } from './targets/in-process';

/**
 * An emulator with an alternative value must follow it, and a behaviour that reads a setting must fail on a target
 * that does not. Without the second check such a behaviour could pass on anything.
 */
test('every behaviour that reads a setting runs with an alternative value', () => {
  const reading = behaviours.filter(({ assumption }) => assumption !== undefined);
  expect(reading.filter((behaviour) => !alternativeCases.some((one) => one.behaviour === behaviour))).toEqual(
    [],
  );
});

describe('the emulator follows an alternative value', () => {
  for (const one of alternativeCases) {
    test(nameOfCase(one), () => runBehaviour(one.behaviour, inProcessTarget(one.set), expect));
  }
});

describe('a behaviour fails on a target that does not follow its own setting', () => {
  for (const one of alternativeCases) {
    const mismatched = { ...inProcessTarget(one.set), assumptions: defaultAssumptions };
    test(nameOfCase(one), () => expect(runBehaviour(one.behaviour, mismatched, expect)).rejects.toThrow());
  }
});
