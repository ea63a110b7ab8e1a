import type { Behaviour } from '../harness/behaviour';
import { type Assumptions, defaultAssumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';
import { discover, type SettingReport } from './discover';
import type { Result } from './result';
import { type Limits, type Trier, trierOf } from './trier';

/** One run of the suite, for the reports. */
export interface Verification {
  /** The version of the package whose suite it is. */
  readonly suite: string;
  readonly target: string;
  /** When it began. */
  readonly date: Date;
  readonly results: readonly Result[];
  /** Empty if the settings were given. */
  readonly settings: readonly SettingReport[];
  /** Whether the target answered any request. */
  readonly answered: boolean;
}

export interface VerifyOptions {
  readonly suite: string;
  readonly date: Date;
  readonly onResult?: (result: Result) => void;
  readonly limits?: Limits;
  /** The values that the target must follow. Default: the values are determined first. */
  readonly heldTo?: Partial<Assumptions> | undefined;
}

/** Runs the behaviours on a target and determines its assumptions. */
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
  /** Called with each result at once. */
  readonly onResult?: (result: Result) => void;
  /** Default: those of the target. */
  readonly assumptions?: Assumptions;
  /** Reuses the results of an earlier run. Default: a new one. */
  readonly trier?: Trier;
}

/** Runs behaviours one after the other, without Jest. A failure does not stop the run. */
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
