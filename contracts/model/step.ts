import type { AsyncCommand } from 'fast-check';
import type { Real } from './real';
import type { State } from './state';

/** The kinds of steps. A run must contain every kind. */
export const kinds = [
  'create',
  'edit',
  'write equal values',
  'refused write',
  'read all',
  'read some',
  'segment',
  'segment override',
  'drop cookies',
  'read with an old token',
  'edit with an old token',
  'read with a token in the path',
  'edit with a token in the path',
  'segment token in the path',
  'read with a forged token',
  'write with a forged token',
  'time passes',
] as const;
export type Kind = (typeof kinds)[number];

export interface Step {
  readonly kind: Kind;
  /** The acting visitor. */
  readonly visitor: number;
  /** For reports. */
  readonly input: unknown;
  /** Whether the step is possible now. Default: always. */
  readonly possible?: (state: Readonly<State>) => boolean;
  /** @throws if target and model differ */
  run(state: State, real: Real): Promise<void>;
}

/** How often each kind ran, and in how many sequences. */
export interface Tally {
  sequences: number;
  readonly counts: Record<Kind, number>;
}

export function newTally(): Tally {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  return { sequences: 0, counts };
}

/** A step as fast-check runs it. */
export function commandOf(step: Step, tally: Tally): AsyncCommand<State, Real> {
  const { kind, visitor, input } = step;
  return {
    check: (state) => step.possible?.(state) ?? true,
    run(state, real) {
      tally.counts[kind] += 1;
      return step.run(state, real);
    },
    toString: () => `visitor ${visitor}: ${kind} ${JSON.stringify(input)}`,
  };
}
