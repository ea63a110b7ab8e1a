import { resolve } from 'node:path';
import { type Assumptions, assumptionsSchema } from '../mock/index';
import type { Kind } from '../mock/option-kinds';
import { assumptionProblems } from '../mock/option-problems';
import { readJsonFile } from './files';

/** Assumptions as they are given: a file, as `verify` writes it, or JSON in place. */
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
    schema: { anyOf: [{ type: 'string' }, assumptionsSchema] },
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
  const problems = assumptionProblems(given).map(({ option, message, hint }) => {
    return `${location}: "${option}" ${message}.${hint === '' ? '' : ` ${hint}`}`;
  });
  return { assumptions: problems.length === 0 ? (given as Partial<Assumptions>) : {}, problems };
}
