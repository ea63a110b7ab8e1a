import { behaviours } from '../behaviours';
import type { Behaviour } from '../harness/behaviour';
import { type Grade, grades } from '../harness/claim';

export interface Choice {
  /** Ids, families or beginnings of families, such as `sessions`. None is all. */
  readonly only: readonly string[];
  /** None is all. */
  readonly grades: readonly string[];
}

/** What is wrong with a choice: names that are none. */
export function choiceProblems({ only, grades: chosen }: Choice): string[] {
  const names = only
    .filter((name) => !behaviours.some(({ id }) => begins(id, name)))
    .map((name) => `there is no behaviour and no family ${name}. Families: ${families().join(', ')}.`);
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
