import { isObject } from '../mock/util/json';
import { readText } from '../mock/util/watched-file';

export interface JsonFile {
  readonly members: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

/** What is asked of such a file, for the messages about it. */
export interface JsonFileWanted {
  /** What named the file, for when it cannot be read. */
  readonly namedBy?: string | undefined;
  /** How to name one: `Give the path of a JSON file.` */
  readonly mend: string;
  readonly example: string;
}

/** Reads a file that holds one JSON object. */
export function readJsonFile(path: string, { namedBy, mend, example }: JsonFileWanted): JsonFile {
  const blame = namedBy === undefined ? '' : `${namedBy}: `;
  const { text, problem } = readText(path);
  if (problem !== undefined) return { members: {}, problem: `${blame}${path} ${problem}. ${mend}` };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { members: value };
    return { members: {}, problem: `${path} does not hold a JSON object. Write ${example}, for example.` };
  } catch (error) {
    const { message } = error as SyntaxError;
    return {
      members: {},
      problem: `${path} is not JSON: ${message}. Write it without comments and trailing commas.`,
    };
  }
}
