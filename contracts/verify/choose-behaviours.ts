import { behaviours } from '../behaviours';
import type { Behaviour } from '../harness/behaviour';
import { type Grade, grades } from '../harness/claim';

export interface Choice {
  /** Ids, families or prefixes of families such as `sessions`. Empty: all. */
  readonly only: readonly string[];
  /** Empty: all. */
  readonly grades: readonly string[];
}

/** Errors of a choice: unknown names. */
export function choiceProblems({ only, grades: chosen }: Choice): string[] {
  const names = only
    .filter((name) => !behaviours.some(({ id }) => begins(id, name)))
    .map((name) => `no behaviour or family is called ${name}. Families: ${families().join(', ')}.`);
  const unknown = chosen
    .filter((grade) => !grades.includes(grade as Grade))
    .map((grade) => `${grade} is not a grade. Give ${grades.join(', ')}.`);
  return [...names, ...unknown];
}

export function chosenBehaviours({ only, grades: chosen }: Choice): readonly Behaviour[] {
  return behaviours.filter(
    ({ id, grade }) =>
      (only.length === 0 || only.some((name) => begins(id, name))) &&
      (chosen.length === 0 || chosen.includes(grade)),
  );
}

function begins(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}.`);
}

function families(): string[] {
  return [...new Set(behaviours.map(({ id }) => id.slice(0, id.lastIndexOf('.'))))];
}
