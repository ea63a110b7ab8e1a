import { readFileSync } from 'node:fs';

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

/** Reads a file's text, or says what is wrong with it, to be put behind its name: `does not exist`. */
export function readText(
  path: string,
): { readonly text: string; readonly problem?: never } | { readonly text?: never; readonly problem: string } {
  try {
    return { text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') }; // some Windows editors begin a file with this mark
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})` };
  }
}

/** Reads a file that holds one JSON object. */
export function readJsonFile(path: string, { namedBy, mend, example }: JsonFileWanted): JsonFile {
  const blame = namedBy === undefined ? '' : `${namedBy}: `;
  const { text, problem } = readText(path);
  if (problem !== undefined) return { members: {}, problem: `${blame}${path} ${problem}. ${mend}` };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { members: { ...value } };
    return { members: {}, problem: `${path} does not hold a JSON object. Write ${example}, for example.` };
  } catch (error) {
    const { message } = error as SyntaxError;
    return {
      members: {},
      problem: `${path} is not JSON: ${message}. Write it without comments and trailing commas.`,
    };
  }
}
