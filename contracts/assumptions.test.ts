import { behaviours } from './behaviours';
import type { Behaviour } from './harness/behaviour';
import { explainingTarget } from './harness/explaining';
import { runBehaviour } from './harness/run-behaviour';
import { parseList } from './harness/structured-list';
import { type Assumptions, assumptionTable, defaultAssumptions } from './targets/assumptions';
import { inProcessTarget } from './targets/in-process';

/**
 * An emulator with an alternative value must follow it and list the setting in `x-mock-explain`, and a behaviour that
 * reads a setting must fail on a target that does not follow it. Without the last check such a behaviour could pass
 * on anything.
 */
interface AlternativeCase {
  readonly behaviour: Behaviour;
  readonly setting: keyof Assumptions;
  readonly set: Partial<Assumptions>;
}

const reading = behaviours.filter(({ assumption }) => assumption !== undefined);
const cases = reading.flatMap((behaviour): AlternativeCase[] => {
  const setting = behaviour.assumption?.setting as keyof Assumptions;
  return assumptionTable[setting].alternatives.map((value) => ({
    behaviour,
    setting,
    set: { [setting]: value } as Partial<Assumptions>,
  }));
});
const named = cases.map((one) => [`${one.behaviour.id} with ${JSON.stringify(one.set)}`, one] as const);

test('every behaviour that reads a setting runs with an alternative value', () => {
  expect(reading.filter((behaviour) => !cases.some((one) => one.behaviour === behaviour))).toEqual([]);
});

test.each(named)('the emulator follows the value and explains it: %s', async (_, one) => {
  const listed = new Set<string>();
  const target = inProcessTarget(one.set);
  const explaining = explainingTarget(target, (header) => {
    for (const { token } of parseList(header)) listed.add(token);
  });
  await runBehaviour(one.behaviour, explaining, expect);
  expect([...listed]).toContain(one.setting);
  await target.close();
});

test.each(named)('a target that ignores its own setting fails: %s', async (_, { behaviour, set }) => {
  const target = inProcessTarget(set);
  const mismatched = { ...target, assumptions: defaultAssumptions };
  await expect(runBehaviour(behaviour, mismatched, expect)).rejects.toThrow();
  await target.close();
});
