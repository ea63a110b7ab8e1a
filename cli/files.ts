import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isObject, parseJson, syntaxErrorText } from '../mock/util/json';
import { readText } from '../mock/util/watched-file';
import type { World } from './world';

export interface JsonFile {
  readonly members: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

/** Texts for messages about a JSON file. */
export interface JsonFileTexts {
  /** The setting that names the file, if there is one. */
  readonly label?: string | undefined;
  /** How to name a file: `Give the path of a JSON file.` */
  readonly hint: string;
  readonly example: string;
}

/** Reads a file that holds one JSON object. */
export function readJsonFile(path: string, { label, hint, example }: JsonFileTexts): JsonFile {
  const { text, problem } = readText(path);
  if (problem !== undefined) {
    return { members: {}, problem: `${label === undefined ? '' : `${label}: `}${path} ${problem}. ${hint}` };
  }
  try {
    const value: unknown = parseJson(text);
    if (isObject(value)) return { members: value };
    return { members: {}, problem: `${path} does not contain a JSON object. Write ${example}, for example.` };
  } catch (error) {
    const reason = syntaxErrorText(error as SyntaxError, text);
    return {
      members: {},
      problem: `${path} is not JSON${reason}. Write it without comments and trailing commas.`,
    };
  }
}

/** Why a file cannot be written, or undefined. Checked at the start, since it is written much later. */
export function writeProblem(label: string, path: string, { cwd }: Pick<World, 'cwd'>): string | undefined {
  if (path === '-') return undefined;
  const file = resolve(cwd, path);
  const folder = dirname(file);
  if (path.trim() === '') return `${label} needs the path of a file, or - for the standard output.`;
  if (!existsSync(folder)) {
    return `${label}: the folder ${folder} does not exist. Create it, or give another path.`;
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    return `${label}: ${file} is a folder. Give the path of a file.`;
  }
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
    return undefined;
  } catch {
    return `${label}: ${file} cannot be written. Give the path of another file.`;
  }
}

/**
 * Writes a report and prints where it is. With `-` the report itself goes to the standard output.
 * @returns false if it could not be written, which is printed too
 */
export function writeReport(
  path: string,
  text: string,
  title: string,
  { cwd, stdout, stderr }: Pick<World, 'cwd' | 'stdout' | 'stderr'>,
): boolean {
  if (path === '-') {
    stdout.write(text);
    return true;
  }
  const file = resolve(cwd, path);
  try {
    const before = statSync(file, { throwIfNoEntry: false });
    if (before === undefined) replaceFile(file, text);
    else if (before.isFile()) replaceFile(realpathSync(file), text, before.mode);
    else writeFileSync(file, text); // such as /dev/stderr
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    stderr.write(`error: ${title}: ${file} cannot be written (${code ?? message}).\n`);
    return false;
  }
  stderr.write(`${title}: ${file}\n`);
  return true;
}

/** Replaces a file atomically: a reader finds the whole text or the file as it was. A link is replaced, not followed. */
export function replaceFile(path: string, text: string, mode = 0o666): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
