import type { Behaviour } from '../behaviour';
import { behaviours } from '../behaviours';
import type { Expect } from '../expect';
import { namedOtherwise, otherwiseCases } from '../otherwise';
import { reasonNotTried, runBehaviour } from '../run-behaviour';
import type { Assumptions } from '../targets/assumptions';
import { inProcessTarget } from '../targets/in-process';

/** One test of the suite, as the mutation run knows it. */
export interface SuiteTest {
  readonly id: string;
  /** The behaviour's family, which names the file it is in. */
  readonly family: string;
  readonly run: (expect: Expect) => Promise<void>;
}

/**
 * Every behaviour, and each that reads a setting once more with the setting at another value. Each gets an emulator
 * of its own, so that what a mutant does shows in the behaviours that reach it and in no others.
 */
export function suite(): readonly SuiteTest[] {
  const byDefault = behaviours
    .filter((behaviour) => reasonNotTried(behaviour, inProcessTarget()) === undefined)
    .map((behaviour) => testOf(behaviour.id, behaviour, {}));
  return [...byDefault, ...otherwiseCases.map((one) => testOf(namedOtherwise(one), one.behaviour, one.set))];
}

function testOf(id: string, behaviour: Behaviour, set: Partial<Assumptions>): SuiteTest {
  return {
    id,
    family: behaviour.id.slice(0, behaviour.id.lastIndexOf('.')),
    async run(expect) {
      const target = inProcessTarget(set);
      try {
        await runBehaviour(behaviour, target, expect);
      } finally {
        await target.close();
      }
    },
  };
}
