import { behaviours } from '../behaviours';
import type { Expect } from '../harness/behaviour';
import { reasonNotTried, runBehaviour } from '../harness/run-behaviour';
import type { Target } from '../targets/target';

/** The result of the suite on one target. */
export interface Verdict {
  /** Ids in the order of the catalogue. */
  readonly tried: readonly string[];
  /** Why each that failed did. */
  readonly failed: Readonly<Record<string, string>>;
}

/** A mutant may never answer. */
const patience = 10_000;

/** Tries behaviours one after the other: all there are, or those of these ids. */
export async function tryAll(target: Target, expect: Expect, ids?: readonly string[]): Promise<Verdict> {
  const tried: string[] = [];
  const failed: Record<string, string> = {};
  for (const behaviour of behaviours) {
    if (ids?.includes(behaviour.id) === false) continue;
    if (reasonNotTried(behaviour, target) !== undefined) continue;
    tried.push(behaviour.id);
    try {
      await withPatience(runBehaviour(behaviour, target, expect));
    } catch (error) {
      failed[behaviour.id] = error instanceof Error ? error.message : String(error);
    }
  }
  return { tried, failed };
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${patience} ms`)), patience);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
