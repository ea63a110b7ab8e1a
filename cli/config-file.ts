import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nearest } from '../mock/util/nearest';
import { readJsonFile } from './json-file';
import { fileKeyOf, type SettingName, settingNames, settingOf } from './settings';

/** Read when it stands in the working directory and no other is named. */
const usualName = 'vtex-session-mock.json';

export interface ConfigFile {
  readonly path: string;
  readonly settings: ReadonlyMap<SettingName, unknown>;
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
  const { members, problem } = readJsonFile(path, {
    namedBy,
    mend: 'Give the path of a JSON file.',
    example: '{"port": 9911}',
  });
  if (problem !== undefined) problems.push(problem);
  for (const [key, value] of Object.entries(members)) {
    if (key === '$schema') continue; // editors want it; it says nothing to us
    const name = fileNames.find((one) => fileKeyOf(one) === key);
    if (name !== undefined) {
      const { kind, secret } = settingOf(name);
      const read = kind.fromJson(value, dirname(path));
      if (read === undefined)
        problems.push(
          `${path}: "${key}" ${secret ? '' : `${JSON.stringify(value)} `}is invalid. ${kind.mend}`,
        );
      else settings.set(name, read);
    } else {
      problems.push(`${path}: "${key}" is not a setting.${suggestion(key)}`);
    }
  }
  return { path, settings, problems };
}

/** One file does not name another. */
const fileNames = settingNames.filter((name) => name !== 'config');
const fileKeys = fileNames.map(fileKeyOf);

function suggestion(key: string): string {
  const meant = nearest(key, fileKeys);
  return meant === undefined ? ` The settings are ${fileKeys.join(', ')}.` : ` Did you mean "${meant}"?`;
}
