import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nearest } from '../accounts/nearest';
import type { Assumptions } from '../index';
import { checkAssumptions } from './file-assumptions';
import { fileKeyOf, type SettingName, settingNames, settingOf } from './settings';

/** Read when it stands in the working directory and no other is named. */
const usualName = 'vtex-session-mock.json';

export interface ConfigFile {
  readonly path: string;
  readonly settings: ReadonlyMap<SettingName, unknown>;
  readonly assumptions: Partial<Assumptions>;
  readonly problems: readonly string[];
}

export function usualConfigFile(directory: string): string | undefined {
  const path = resolve(directory, usualName);
  return existsSync(path) ? path : undefined;
}

/**
 * Reads a config file, and lists all that is wrong with it at once.
 *
 * @param namedBy what named the file, for the message when it cannot be read
 */
export function readConfigFile(path: string, namedBy?: string): ConfigFile {
  const settings = new Map<SettingName, unknown>();
  const problems: string[] = [];
  let assumptions: Partial<Assumptions> = {};
  const { members, problem } = membersOf(path, namedBy);
  if (problem !== undefined) problems.push(problem);
  for (const [key, value] of Object.entries(members)) {
    if (key === '$schema') continue; // editors want it; it says nothing to us
    if (key === 'assumptions') {
      const checked = checkAssumptions(value);
      assumptions = checked.assumptions;
      problems.push(...checked.problems.map((text) => `${path}: ${text}`));
      continue;
    }
    const name = fileNames.find((one) => fileKeyOf(one) === key);
    if (name !== undefined) {
      const { kind } = settingOf(name);
      const read = kind.fromJson(value, dirname(path));
      if (read === undefined)
        problems.push(`${path}: "${key}" ${JSON.stringify(value)} is invalid. ${kind.mend}`);
      else settings.set(name, read);
    } else {
      problems.push(`${path}: "${key}" is not a setting.${suggestion(key)}`);
    }
  }
  return { path, settings, assumptions, problems };
}

/** One file does not name another. */
const fileNames = settingNames.filter((name) => name !== 'config');
const fileKeys = fileNames.map(fileKeyOf);

function suggestion(key: string): string {
  const meant = nearest(key, [...fileKeys, 'assumptions']);
  return meant === undefined
    ? ` The settings are ${fileKeys.join(', ')}, assumptions.`
    : ` Did you mean "${meant}"?`;
}

interface Members {
  readonly members: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

function membersOf(path: string, namedBy: string | undefined): Members {
  const blame = namedBy === undefined ? '' : `${namedBy}: `;
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, ''); // some Windows editors begin a file with this mark
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    return { members: {}, problem: `${blame}${path} ${what}. Give the path of a JSON file.` };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { members: { ...value } };
    return {
      members: {},
      problem: `${path} does not hold a JSON object. Write {"port": 9911}, for example.`,
    };
  } catch (error) {
    const { message } = error as SyntaxError;
    return {
      members: {},
      problem: `${path} is not JSON: ${message}. Write it without comments and trailing commas.`,
    };
  }
}
