import type { Behaviour } from './behaviour';
import { behaviours } from './behaviours';
import { runBehaviour } from './run-behaviour';
import { type Assumptions, defaultAssumptions } from './targets/assumptions';
import { inProcessTarget } from './targets/in-process';

/**
 * Settings are promises: an emulator set otherwise must behave otherwise, and a behaviour that reads a setting must
 * notice a target that does not do what it says. Without the second, such a behaviour could hold of everything.
 */
const otherwise: { readonly [Setting in keyof Assumptions]?: readonly Assumptions[Setting][] } = {
  statusOfPostThatEdits: [200],
  statusOfPostWithItems: [200],
  statusOfPatchThatCreates: [201],
  tokenlessGetSetsCookies: [true],
  statusOfUnverifiableToken: [404],
  statusOfForeignToken: [401, 404],
  statusOfMissingItems: [404, 422],
  reservedQueryNames: [['items'], ['items', 'an', 'workspace', 'session_path', '__bindingId']],
  repeatedQueryKey: ['first'],
  bodyOrQuery: ['query'],
  bareNamespaceItem: ['whole-namespace'],
  cultureComesFrom: ['locale'],
  bindingAtCreation: ['ignored'],
  forbiddenTradePolicy: ['channel-cleared'],
  segmentComesFrom: ['segment-cookie'],
  segmentAlphabet: ['base64'],
  segmentNonAscii: ['escaped'],
  unrepeatedCookie: ['dropped'],
  unsetInputs: ['null'],
  cascadeRounds: [3],
};

const cases = behaviours.flatMap((behaviour) => {
  const { assumption } = behaviour;
  if (assumption === undefined) return [];
  return (otherwise[assumption.setting] ?? []).map((value) => ({
    behaviour,
    set: { [assumption.setting]: value } as Partial<Assumptions>,
  }));
});

function named({ id }: Behaviour, set: Partial<Assumptions>): string {
  return `${id} with ${JSON.stringify(set)}`;
}

test('every behaviour that reads a setting is tried with another value of it', () => {
  const reading = behaviours.filter(({ assumption }) => assumption !== undefined);
  expect(reading.filter((behaviour) => !cases.some((one) => one.behaviour === behaviour))).toEqual([]);
});

describe('an emulator set otherwise behaves otherwise', () => {
  for (const { behaviour, set } of cases) {
    test(named(behaviour, set), () => runBehaviour(behaviour, inProcessTarget(set), expect));
  }
});

describe('a target that does otherwise than it says is noticed', () => {
  for (const { behaviour, set } of cases) {
    const liar = { ...inProcessTarget(set), assumptions: defaultAssumptions };
    test(named(behaviour, set), () => expect(runBehaviour(behaviour, liar, expect)).rejects.toThrow());
  }
});
