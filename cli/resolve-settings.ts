import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Assumptions } from '../mock/index';
import { nearest } from '../mock/util/messages';
import { type AssumptionsGiven, readAssumptions } from './assumptions';
import { usageFailure } from './failure';
import { readJsonFile } from './files';
import {
  byDefault,
  environmentNameOf,
  environmentPrefix,
  fileKeyOf,
  fromFile,
  loginVariable,
  type SettingName,
  type Settings,
  type Source,
  settingNames,
  settingOf,
  sourceLabel,
} from './settings';
import type { Typed } from './typed';
import type { World } from './world';

export interface Resolved {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, Source>>;
  /** The assumptions that are set, wherever they are read from. */
  readonly assumptions: Partial<Assumptions>;
  /** Where they come from. */
  readonly assumptionsSource: Source;
  /** The config file that was read, if any. */
  readonly file: string | undefined;
  readonly warnings: readonly string[];
}

/** Where the settings come from that are set so far, and their values. */
type Given = Map<SettingName, { readonly value: unknown; readonly source: Source }>;

/**
 * Completes what is typed: environment, then config file, then defaults.
 * @throws Failure with all problems of environment and file
 */
export function resolveSettings(typed: Typed, { env, cwd }: Pick<World, 'env' | 'cwd'>): Resolved {
  const given: Given = new Map();
  for (const [name, value] of typed) given.set(name, { value, source: { from: 'flag' } });
  const problems = readEnvironment(given, env, cwd);
  const file = configFileOf(given, cwd);
  problems.push(...(file?.problems ?? []));
  for (const [name, value] of file?.settings ?? []) {
    if (file !== undefined && !given.has(name)) given.set(name, { value, source: fromFile(file.path) });
  }
  const assumed = given.get('assumptions');
  const read = assumptionsFrom(assumed?.value as AssumptionsGiven | undefined, assumed?.source ?? byDefault);
  problems.push(...read.problems);
  if (problems.length > 0) throw usageFailure(...problems);
  const rows = settingNames.map(
    (name) => [name, given.get(name) ?? { value: settingOf(name).default, source: byDefault }] as const,
  );
  return {
    settings: Object.fromEntries(rows.map(([name, { value }]) => [name, value])) as Settings,
    sources: Object.fromEntries(rows.map(([name, { source }]) => [name, source])) as Resolved['sources'],
    assumptions: read.assumptions,
    assumptionsSource: read.source,
    file: file?.path,
    warnings: unknownVariables(env),
  };
}

/** Reads and checks assumptions. Their source is the file that contains them. */
export function assumptionsFrom(given: AssumptionsGiven | undefined, source: Source) {
  const label = sourceLabel('assumptions', source);
  const location = source.from === 'file' ? source.path : label;
  const { assumptions, problems } = readAssumptions(given, location, label);
  const own = given !== undefined && 'path' in given ? fromFile(given.path) : source;
  return { assumptions, problems, source: own };
}

/** The token for a running emulator. That emulator may have other settings, so no config file is read. */
export function controlTokenOf(typed: Typed, { env }: Pick<World, 'env'>): string | undefined {
  const token = typed.get('controlToken') as string | undefined;
  return token ?? (env[environmentNameOf('controlToken')] || undefined);
}

/**
 * Commander can read the environment too, but only that of the process, and any value of a switch's variable counts as
 * yes there, even `false` and `0`.
 */
function readEnvironment(given: Given, env: World['env'], cwd: string): string[] {
  const problems: string[] = [];
  for (const name of settingNames) {
    const variable = environmentNameOf(name);
    const text = env[variable];
    // Compose files and CI matrices pass an empty variable for none.
    if (text === undefined || text === '' || given.has(name)) continue;
    const { kind, secret } = settingOf(name);
    const value = kind.fromText(text, cwd);
    if (value === undefined)
      problems.push(`environment variable ${variable} ${secret ? '' : `'${text}' `}is invalid. ${kind.hint}`);
    else given.set(name, { value, source: { from: 'environment', name: variable } });
  }
  return problems;
}

interface ConfigFile {
  readonly path: string;
  readonly settings: ReadonlyMap<SettingName, unknown>;
  readonly problems: readonly string[];
}

/** Read from the working directory if no other file is named. */
export const usualName = 'vtex-session-mock.json';

function configFileOf(given: Given, cwd: string): ConfigFile | undefined {
  const named = given.get('config');
  if (named !== undefined) return readConfigFile(named.value as string, sourceLabel('config', named.source));
  const usual = resolve(cwd, usualName);
  return existsSync(usual) ? readConfigFile(usual) : undefined;
}

/** @param label the setting that names the file, for messages */
function readConfigFile(path: string, label?: string): ConfigFile {
  const settings = new Map<SettingName, unknown>();
  const problems: string[] = [];
  const { members, problem } = readJsonFile(path, {
    label,
    hint: 'Give the path of a JSON file.',
    example: '{"port": 9911}',
  });
  if (problem !== undefined) problems.push(problem);
  for (const [key, value] of Object.entries(members)) {
    if (key === '$schema') continue; // for editors
    const name = fileNames.find((one) => fileKeyOf(one) === key);
    if (name === undefined) {
      problems.push(`${path}: "${key}" is not a setting.${suggestion(key)}`);
      continue;
    }
    const { kind, secret } = settingOf(name);
    const read = kind.fromJson(value, dirname(path));
    if (read !== undefined) settings.set(name, read);
    else {
      const text = secret ? '' : `${JSON.stringify(value)} `;
      problems.push(`${path}: "${key}" ${text}is invalid. ${kind.hint}`);
    }
  }
  return { path, settings, problems };
}

/** A config file cannot name another. */
const fileNames = settingNames.filter((name) => name !== 'config');
const fileKeys = fileNames.map(fileKeyOf);

function suggestion(key: string): string {
  const similar = nearest(key, fileKeys);
  return similar === undefined ? ` The settings are ${fileKeys.join(', ')}.` : ` Did you mean "${similar}"?`;
}

/** Variables with our prefix that no setting has. */
function unknownVariables(env: World['env']): string[] {
  const known = [...settingNames.map(environmentNameOf), loginVariable];
  const words = known.map((name) => name.slice(environmentPrefix.length));
  return Object.keys(env)
    .filter((variable) => variable.startsWith(environmentPrefix) && !known.includes(variable))
    .map((variable) => {
      const similar = nearest(variable.slice(environmentPrefix.length), words);
      const hint = similar === undefined ? '' : ` Did you mean ${environmentPrefix}${similar}?`;
      return `environment variable ${variable} is not a setting.${hint}`;
    });
}
