import type { Behaviour } from '../harness/behaviour';
import type { Assumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';
import type { Result } from './result';
import { type Trier, trierOf } from './trier';

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
