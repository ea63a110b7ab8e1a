import { behaviours } from '../behaviours';
import { namedOtherwise, otherwiseCases } from '../harness/alternatives';
import type { Behaviour } from '../harness/behaviour';
import type { Expect } from '../harness/expect';
import { reasonNotTried, runBehaviour } from '../harness/run-behaviour';
import type { Assumptions } from '../targets/assumptions';
import { inProcessTarget } from '../targets/in-process';
import type { Target } from '../targets/target';

/** One test of the suite, as the mutation run knows it. */
export interface SuiteTest {
  readonly id: string;
  /** The behaviour's family, which names the file it is in. */
  readonly family: string;
  readonly run: (expect: Expect) => Promise<void>;
}

/**
 * Every behaviour, and each that reads a setting once more with the setting at another value. Each gets an emulator of its own, so that what a mutant does shows in the
 * behaviours that reach it and in no others.
 */
export function suite(): readonly SuiteTest[] {
  const tried = behaviours.filter((behaviour) => reasonNotTried(behaviour, inProcessTarget()) === undefined);
  return [
    ...tried.map((behaviour) => testOf(behaviour.id, behaviour, {})),
    ...otherwiseCases.map((one) => testOf(namedOtherwise(one), one.behaviour, one.set)),
  ];
}

function testOf(id: string, behaviour: Behaviour, set: Partial<Assumptions>): SuiteTest {
  return {
    id,
    family: familyOf(behaviour),
    run: (expect) => on(inProcessTarget(set), (target) => runBehaviour(behaviour, target, expect)),
  };
}

async function on(target: Target, work: (target: Target) => Promise<void>): Promise<void> {
  try {
    await work(target);
  } finally {
    await target.close();
  }
}

function familyOf({ id }: Behaviour): string {
  return id.slice(0, id.lastIndexOf('.'));
}
