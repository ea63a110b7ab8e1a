import type { Behaviour } from '../behaviour';
import { behaviours } from '../behaviours';
import type { Expect } from '../expect';
import { namedOtherwise, otherwiseCases } from '../otherwise';
import { reasonNotTried, runBehaviour } from '../run-behaviour';
import { parseList } from '../structured-list';
import type { Assumptions } from '../targets/assumptions';
import { explainingTarget } from '../targets/explaining';
import { inProcessTarget } from '../targets/in-process';
import type { Target } from '../targets/target';
import { isOf, unnameable } from '../unnameable';

/** One test of the suite, as the mutation run knows it. */
export interface SuiteTest {
  readonly id: string;
  /** The behaviour's family, which names the file it is in. */
  readonly family: string;
  /** The files on whose mutants alone it is tried, since they alone are what it is about. */
  readonly about?: RegExp;
  readonly run: (expect: Expect) => Promise<void>;
}

/**
 * Every behaviour; each that reads a setting once more with the setting at another value; and each that an answer can
 * name once more with `x-mock-explain: 1`. Each gets an emulator of its own, so that what a mutant does shows in the
 * behaviours that reach it and in no others.
 */
export function suite(): readonly SuiteTest[] {
  const tried = behaviours.filter((behaviour) => reasonNotTried(behaviour, inProcessTarget()) === undefined);
  return [
    ...tried.map((behaviour) => testOf(behaviour.id, behaviour, {})),
    ...otherwiseCases.map((one) => testOf(namedOtherwise(one), one.behaviour, one.set)),
    ...tried.filter(isNameable).map(testOfNaming),
  ];
}

function testOf(id: string, behaviour: Behaviour, set: Partial<Assumptions>): SuiteTest {
  return {
    id,
    family: familyOf(behaviour),
    run: (expect) => on(inProcessTarget(set), (target) => runBehaviour(behaviour, target, expect)),
  };
}

/** Whether some answer, given while a behaviour is tried, names it. */
function testOfNaming(behaviour: Behaviour): SuiteTest {
  return {
    id: `${behaviour.id} is named`,
    family: familyOf(behaviour),
    about: /\/mock\/http\/(?:explained\/|session-middleware)/,
    run: (expect) =>
      on(inProcessTarget(), async (target) => {
        const named: string[] = [];
        const explaining = explainingTarget(target, ({ header }) => {
          if (header !== undefined) named.push(...parseList(header).map(({ token }) => token));
        });
        await runBehaviour(behaviour, explaining, expect);
        expect(named).toContain(behaviour.id);
      }),
  };
}

async function on(target: Target, work: (target: Target) => Promise<void>): Promise<void> {
  try {
    await work(target);
  } finally {
    await target.close();
  }
}

function isNameable({ id, operation }: Behaviour): boolean {
  return (
    operation.includes(' /api/') &&
    !unnameable.some(([, ...idsOrFamilies]) => idsOrFamilies.some((one) => isOf(id, one)))
  );
}

function familyOf({ id }: Behaviour): string {
  return id.slice(0, id.lastIndexOf('.'));
}
