import { behaviours } from '../behaviours';
import { type Assumptions, assumptionTable } from '../targets/assumptions';
import type { Behaviour } from './behaviour';

/** A behaviour, and an alternative value of the setting that it reads. */
export interface AlternativeCase {
  readonly behaviour: Behaviour;
  readonly set: Partial<Assumptions>;
}

export const alternativeCases: readonly AlternativeCase[] = behaviours.flatMap((behaviour) => {
  const { assumption } = behaviour;
  if (assumption === undefined) return [];
  return assumptionTable[assumption.setting].alternatives.map((value) => ({
    behaviour,
    set: { [assumption.setting]: value } as Partial<Assumptions>,
  }));
});

export function nameOfCase({ behaviour, set }: AlternativeCase): string {
  return `${behaviour.id} with ${JSON.stringify(set)}`;
}
