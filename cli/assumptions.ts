import { resolve } from 'node:path';
import { type Assumptions, assumptionProblem, defaultAssumptions } from '../mock/index';
import { nearest } from '../mock/util/nearest';
import { readJsonFile } from './json-file';
import type { Kind } from './setting-kinds';

/** Where assumptions are to be read: in a file, as `verify` writes it, or where the setting itself stands. */
export type AssumptionsGiven = { readonly path: string } | { readonly inline: unknown };

const mend =
  'Give the path of a file that vtex-session-mock verify wrote, or JSON such as {"bodyOrQuery": "query"}.';
const example = '{"assumptions": {"bodyOrQuery": "query"}}';

/** A text that begins as JSON does is JSON, any other a path. */
export function assumptionsGiven(): Kind<AssumptionsGiven | undefined> {
  return {
    mend,
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
 * Reads the assumptions and lists all that is wrong with them at once.
 *
 * @param place what holds them when they are not in a file of their own, for messages
 * @param namedBy what named that file, for the message when it cannot be read
 */
export function readAssumptions(
  given: AssumptionsGiven | undefined,
  place: string,
  namedBy: string,
): CheckedAssumptions {
  if (given === undefined) return { assumptions: {}, problems: [] };
  if ('inline' in given) return checked(given.inline, place);
  const { path } = given;
  const { members, problem } = readJsonFile(path, { namedBy, mend, example });
  if (problem !== undefined) return { assumptions: {}, problems: [problem] };
  if ('assumptions' in members) return checked(members['assumptions'], path);
  return { assumptions: {}, problems: [`${path}: "assumptions" is missing. Write ${example}, for example.`] };
}

function checked(given: unknown, place: string): CheckedAssumptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const names = 'Give names of assumptions with their values.';
    return { assumptions: {}, problems: [`${place}: "assumptions" is not an object. ${names}`] };
  }
  const problems = Object.entries(given).flatMap(([name, value]) => problemsOf(name, value));
  return {
    assumptions: problems.length === 0 ? given : {},
    problems: problems.map((text) => `${place}: ${text}`),
  };
}

function problemsOf(name: string, value: unknown): string[] {
  if (!isAssumption(name)) {
    const meant = nearest(name, Object.keys(defaultAssumptions));
    const mended =
      meant === undefined ? '`vtex-session-mock config` lists them.' : `Did you mean "${meant}"?`;
    return [`"assumptions.${name}" is not an assumption. ${mended}`];
  }
  const problem = assumptionProblem(name, value);
  return problem === undefined ? [] : [`"assumptions.${name}" ${problem}.`];
}

function isAssumption(name: string): name is keyof Assumptions {
  return Object.hasOwn(defaultAssumptions, name);
}
