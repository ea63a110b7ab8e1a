import { nearest } from '../accounts/nearest';
import { type Assumptions, assumptionProblem, defaultAssumptions } from '../index';

export interface CheckedAssumptions {
  readonly assumptions: Partial<Assumptions>;
  /** Without the file's name. */
  readonly problems: readonly string[];
}

/** The `assumptions` of a config file. */
export function checkAssumptions(given: unknown): CheckedAssumptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const mend = 'Give names of assumptions with their values.';
    return { assumptions: {}, problems: [`"assumptions" is not an object. ${mend}`] };
  }
  const problems = Object.entries(given).flatMap(([name, value]) => problemsOf(name, value));
  return { assumptions: problems.length === 0 ? given : {}, problems };
}

function problemsOf(name: string, value: unknown): string[] {
  if (!isAssumption(name)) {
    const meant = nearest(name, Object.keys(defaultAssumptions));
    const mend = meant === undefined ? '`vtex-session-mock config` lists them.' : `Did you mean "${meant}"?`;
    return [`"assumptions.${name}" is not an assumption. ${mend}`];
  }
  const problem = assumptionProblem(name, value);
  return problem === undefined ? [] : [`"assumptions.${name}" ${problem}.`];
}

function isAssumption(name: string): name is keyof Assumptions {
  return Object.hasOwn(defaultAssumptions, name);
}
