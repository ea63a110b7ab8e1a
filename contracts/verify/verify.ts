import type { Behaviour } from '../harness/behaviour';
import { type Assumptions, defaultAssumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';
import { discover, type SettingReport } from './discover';
import type { Result } from './result';
import { type Limits, type Trier, trierOf } from './trier';

/** One run of the suite, as reports tell it. */
export interface Verification {
  /** The version of the package whose suite it is. */
  readonly suite: string;
  readonly target: string;
  /** When it began. */
  readonly date: Date;
  readonly results: readonly Result[];
  /** What was found of each setting; empty when the settings were given. */
  readonly settings: readonly SettingReport[];
  /** Whether the target has answered anything at all. */
  readonly answered: boolean;
}

export interface VerifyOptions {
  readonly suite: string;
  readonly date: Date;
  readonly onResult?: (result: Result) => void;
  readonly limits?: Limits;
  /** What the target is held to. Default: to nothing, but what it does is found out, and it must do so throughout. */
  readonly heldTo?: Partial<Assumptions> | undefined;
}

/** Tries the behaviours on a target, and finds what it does where nobody knows what is right. */
export async function verify(
  behaviours: readonly Behaviour[],
  target: Target,
  { suite, date, onResult, limits, heldTo }: VerifyOptions,
): Promise<Verification> {
  const held = { ...target, assumptions: { ...defaultAssumptions, ...heldTo } };
  const trier = trierOf(held, limits);
  const { assumptions, settings } =
    heldTo === undefined
      ? await discover(behaviours, trier)
      : { assumptions: held.assumptions, settings: [] };
  const results = await runSuite(behaviours, held, {
    assumptions,
    trier,
    ...(onResult !== undefined && { onResult }),
  });
  return { suite, target: target.name, date, results, settings, answered: trier.answered() };
}

export interface SuiteOptions {
  /** Told of each result as soon as it is there. */
  readonly onResult?: (result: Result) => void;
  /** Default: those of the target. */
  readonly assumptions?: Assumptions;
  /** Knows what was tried before. Default: one that knows nothing. */
  readonly trier?: Trier;
}

/** The suite without Jest: one behaviour after the other, and none stops the others. */
export async function runSuite(
  behaviours: readonly Behaviour[],
  target: Target,
  { onResult, assumptions = target.assumptions, trier = trierOf(target) }: SuiteOptions = {},
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const behaviour of behaviours) {
    const { run: _, ...entry } = behaviour;
    const result = { behaviour: entry, trial: await trier.try(behaviour, assumptions) };
    results.push(result);
    onResult?.(result);
  }
  return results;
}
