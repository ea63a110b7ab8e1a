import { resolve } from 'node:path';
import { type Assumptions, assumptionProblem, defaultAssumptions } from '../mock/index';
import type { Kind } from '../mock/option-kinds';
import { isObject } from '../mock/util/json';
import { nearest } from '../mock/util/nearest';
import { readJsonFile } from './files';

/** Assumptions as they are given: a file, as `verify` writes it, or JSON in location. */
export type AssumptionsGiven = { readonly path: string } | { readonly inline: unknown };

const hint =
  'Give the path of a file written by vtex-session-mock verify, or JSON such as {"bodyOrQuery": "query"}.';
const example = '{"assumptions": {"bodyOrQuery": "query"}}';

/** A text that begins with `{` is JSON, any other a path. */
export function assumptionsGiven(): Kind<AssumptionsGiven | undefined> {
  return {
    hint,
    fromText(text, directory) {
      if (text.trim() === '') return undefined;
      if (!text.trimStart().startsWith('{')) return { path: resolve(directory, text) };
      try {
        return { inline: JSON.parse(text) as unknown };
      } catch {
        return undefined;
      }
    },
    fromJson: (value, directory) =>
      typeof value === 'string' ? { path: resolve(directory, value) } : { inline: value },
  };
}

export interface CheckedAssumptions {
  readonly assumptions: Partial<Assumptions>;
  readonly problems: readonly string[];
}

/**
 * Reads assumptions and reports all problems at once.
 *
 * @param location what contains them if they are not in a file of their own, for messages
 * @param label the setting that names that file, for messages
 */
export function readAssumptions(
  given: AssumptionsGiven | undefined,
  location: string,
  label: string,
): CheckedAssumptions {
  if (given === undefined) return { assumptions: {}, problems: [] };
  if ('inline' in given) return checked(given.inline, location);
  const { path } = given;
  const { members, problem } = readJsonFile(path, { label, hint, example });
  if (problem !== undefined) return { assumptions: {}, problems: [problem] };
  if ('assumptions' in members) return checked(members['assumptions'], path);
  return { assumptions: {}, problems: [`${path}: "assumptions" is missing. Write ${example}, for example.`] };
}

function checked(given: unknown, location: string): CheckedAssumptions {
  if (!isObject(given)) {
    const names = 'Give names of assumptions with their values.';
    return { assumptions: {}, problems: [`${location}: "assumptions" is not an object. ${names}`] };
  }
  const problems = Object.entries(given).flatMap(([name, value]) => problemsOf(name, value));
  return {
    assumptions: problems.length === 0 ? given : {},
    problems: problems.map((text) => `${location}: ${text}`),
  };
}

function problemsOf(name: string, value: unknown): string[] {
  if (!isAssumption(name)) {
    const similar = nearest(name, Object.keys(defaultAssumptions));
    const mended =
      similar === undefined ? '`vtex-session-mock config` lists them.' : `Did you mean "${similar}"?`;
    return [`"assumptions.${name}" is not an assumption. ${mended}`];
  }
  const problem = assumptionProblem(name, value);
  return problem === undefined ? [] : [`"assumptions.${name}" ${problem}.`];
}

function isAssumption(name: string): name is keyof Assumptions {
  return Object.hasOwn(defaultAssumptions, name);
}
