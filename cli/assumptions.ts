import { resolve } from 'node:path';
import { type Assumptions, assumptionsSchema } from '../mock/index';
import { assumptionProblems, type Kind } from '../mock/option-kinds';
import { isObject, parseJson } from '../mock/util/json';
import { readJsonFile } from './files';

/** Assumptions as they are given: a file, or values in place. */
export type AssumptionsGiven = { readonly path: string } | { readonly inline: unknown };

const hint =
  'Give bodyOrQuery=query, JSON such as {"bodyOrQuery": "query"}, or the path of a file that holds such JSON.';
const example = '{"bodyOrQuery": "query"}';

/** A text that begins with `{` is JSON, one that begins with `name=` has values; any other is a path. */
export function assumptionsGiven(): Kind<AssumptionsGiven | undefined> {
  return {
    hint,
    fromText(text, directory) {
      if (text.trim() === '') return undefined;
      if (/^\s*\w+=/.test(text)) return { inline: Object.fromEntries(text.split(',').map(pair)) };
      if (!text.trimStart().startsWith('{')) return { path: resolve(directory, text) };
      try {
        return { inline: parseJson(text) as unknown };
      } catch {
        return undefined;
      }
    },
    fromJson: (value, directory) =>
      typeof value === 'string' ? { path: resolve(directory, value) } : { inline: value },
    schema: { anyOf: [{ type: 'string' }, assumptionsSchema] },
  };
}

/** `cascadeRounds=4` → `['cascadeRounds', 4]` */
function pair(text: string): [name: string, value: unknown] {
  const [, name = text, value = ''] = /^\s*(\w+)=(.*)$/.exec(text) ?? [];
  try {
    return [name, parseJson(value)];
  } catch {
    return [name, value.trim()]; // a word
  }
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
  return problem === undefined ? checked(members, path) : { assumptions: {}, problems: [problem] };
}

/** The assumptions themselves, or under `assumptions` as `verify` writes them, beside what describes the run. */
function checked(all: unknown, location: string): CheckedAssumptions {
  const { $schema: _, ...bare } = isObject(all) ? all : {};
  const given = isObject(all) ? (bare['assumptions'] ?? bare) : all;
  const problems = assumptionProblems(given).map(({ option, message, hint }) => {
    return `${location}: "${option}" ${message}.${hint === '' ? '' : ` ${hint}`}`;
  });
  return { assumptions: problems.length === 0 ? (given as Partial<Assumptions>) : {}, problems };
}
