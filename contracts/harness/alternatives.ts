import { behaviours } from '../behaviours';
import { type Assumptions, assumptionTable } from '../targets/assumptions';
import type { Behaviour } from './behaviour';

/** A behaviour, and an alternative value of the setting that it reads. */
export interface OtherwiseCase {
  readonly behaviour: Behaviour;
  readonly set: Partial<Assumptions>;
}

export const otherwiseCases: readonly OtherwiseCase[] = behaviours.flatMap((behaviour) => {
  const { assumption } = behaviour;
  if (assumption === undefined) return [];
  return assumptionTable[assumption.setting].alternatives.map((value) => ({
    behaviour,
    set: { [assumption.setting]: value } as Partial<Assumptions>,
  }));
});

export function namedOtherwise({ behaviour, set }: OtherwiseCase): string {
  return `${behaviour.id} with ${JSON.stringify(set)}`;
}
