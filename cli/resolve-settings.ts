import type { Command } from 'commander';
import type { Assumptions } from '../mock/index';
import { nearest } from '../mock/util/nearest';
import { type AssumptionsGiven, readAssumptions } from './assumptions';
import { type ConfigFile, readConfigFile, usualConfigFile } from './config-file';
import { usageFailure } from './failure';
import {
  environmentNameOf,
  environmentPrefix,
  type SettingName,
  type Settings,
  settingNames,
  settingOf,
} from './settings';
import { byDefault, culprit, fromFile, type Source } from './source';
import type { World } from './world';

export interface Resolved {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, Source>>;
  /** Those that are set, by whatever the setting names. */
  readonly assumptions: Partial<Assumptions>;
  /** Where they come from. */
  readonly assumptionsSource: Source;
  /** The config file that was read, if one was. */
  readonly file: string | undefined;
  /** Not wrong enough to refuse the start. */
  readonly warnings: readonly string[];
}

/**
 * Completes the flags that `program` has parsed: environment, then config file, then defaults.
 * Throws one failure that lists every problem of environment and file.
 */
export function resolveSettings(program: Command, { env, cwd }: Pick<World, 'env' | 'cwd'>): Resolved {
  const problems = readEnvironment(program, env, cwd);
  const file = configFileOf(program, cwd);
  problems.push(...(file?.problems ?? []));
  for (const [name, value] of file?.settings ?? []) {
    if (isOpen(program, name)) program.setOptionValueWithSource(name, value, 'config');
  }
  const assumed = assumptionsOf(program, file?.path);
  problems.push(...assumed.problems);
  if (problems.length > 0) throw usageFailure(...problems);
  const sources = Object.fromEntries(settingNames.map((name) => [name, sourceOf(program, name, file?.path)]));
  return {
    settings: program.opts<Settings>(),
    sources: sources as Record<SettingName, Source>,
    assumptions: assumed.assumptions,
    assumptionsSource: assumed.source,
    file: file?.path,
    warnings: strayVariables(env),
  };
}

/** The assumptions that `program` was given, read and checked. Their source is the very file that holds them. */
export function assumptionsOf(program: Command, file: string | undefined) {
  const given: AssumptionsGiven | undefined = program.getOptionValue('assumptions');
  const source = sourceOf(program, 'assumptions', file);
  const culpable = culprit('assumptions', source);
  const place = source.from === 'file' ? source.path : culpable;
  const { assumptions, problems } = readAssumptions(given, place, culpable);
  const own = given !== undefined && 'path' in given ? fromFile(given.path) : source;
  return { assumptions, problems, source: own };
}

/** What is shown to a running emulator, whose own settings are elsewhere: so no config file counts. */
export function controlTokenOf(program: Command, { env }: Pick<World, 'env'>): string | undefined {
  const typed: string | undefined = program.getOptionValue('controlToken');
  return typed ?? (env[environmentNameOf('controlToken')] || undefined);
}

/**
 * Commander reads the environment too, but only the process's own, and takes any value of a
 * switch's variable as a yes, `false` and `0` included.
 */
function readEnvironment(program: Command, env: World['env'], cwd: string): string[] {
  const problems: string[] = [];
  for (const name of settingNames) {
    const variable = environmentNameOf(name);
    const text = env[variable];
    // Compose files and CI matrices pass an empty variable where they mean none.
    if (text === undefined || text === '' || !isOpen(program, name)) continue;
    const { kind, secret } = settingOf(name);
    const value = kind.fromText(text, cwd);
    if (value === undefined)
      problems.push(`environment variable ${variable} ${secret ? '' : `'${text}' `}is invalid. ${kind.mend}`);
    else program.setOptionValueWithSource(name, value, 'env');
  }
  return problems;
}

function configFileOf(program: Command, cwd: string): ConfigFile | undefined {
  const named: string | undefined = program.getOptionValue('config');
  if (named !== undefined)
    return readConfigFile(named, culprit('config', sourceOf(program, 'config', undefined)));
  const usual = usualConfigFile(cwd);
  return usual === undefined ? undefined : readConfigFile(usual);
}

/** Whether nothing of a higher rank has set it. */
function isOpen(program: Command, name: SettingName): boolean {
  return [undefined, 'default'].includes(program.getOptionValueSource(name));
}

function sourceOf(program: Command, name: SettingName, file: string | undefined): Source {
  const source = program.getOptionValueSource(name);
  if (source === 'cli') return { from: 'flag' };
  if (source === 'env') return { from: 'environment', name: environmentNameOf(name) };
  return source === 'config' && file !== undefined ? fromFile(file) : byDefault;
}

/** Only a likely slip is worth a word: other tools may have variables that begin like ours. */
function strayVariables(env: World['env']): string[] {
  const known = settingNames.map(environmentNameOf);
  return Object.keys(env)
    .filter((variable) => variable.startsWith(environmentPrefix) && !known.includes(variable))
    .flatMap((variable) => {
      const words = known.map((name) => name.slice(environmentPrefix.length));
      const meant = nearest(variable.slice(environmentPrefix.length), words);
      if (meant === undefined) return [];
      return [
        `environment variable ${variable} is not a setting. Did you mean ${environmentPrefix}${meant}?`,
      ];
    });
}
