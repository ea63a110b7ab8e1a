/** The options for the user's session apps, and their checks. Values may come from JavaScript. */
import type { OptionProblem } from '../errors';
import { isObject } from '../util/json';
import { inText } from '../util/messages';
import { declarationProblems } from './configuration';

/** Milliseconds after which a call to a remote app has failed. */
export const defaultTimeout = 2000;

/** One server with the session apps that its `vtex.session/configuration.json` declares. */
export interface RemoteAppOptions {
  /** The path of that file, which is watched and re-read, or its content as an object. */
  readonly configuration: string | object;
  /** Base URL of the server: each app is called at `{url}/_v/{KEY}/session/transform`. */
  readonly url: string;
  /** Milliseconds after which a call has failed. Default 2000. */
  readonly timeout?: number;
  /** Whether its apps take part in the create call, or the KEYs of those that do. Default false. */
  readonly runOnCreate?: boolean | readonly string[];
}

/** @param reserved names of apps that run here already */
export function ownAppProblems(apps: unknown, reserved: readonly string[]): OptionProblem[] {
  const option = 'apps';
  if (!Array.isArray(apps)) return [{ option, message: 'is not a list', hint: 'Give a list of apps.' }];
  const problems = apps.flatMap((app: unknown, index) => ownAppProblem(`apps[${index}]`, app));
  if (problems.length > 0) return problems;
  const names = apps.map(({ name }) => name as string);
  const hint = 'Give each app its own name.';
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...[...repeated].map((name) => ({ option, message: `has ${name} twice`, hint })),
    ...names
      .filter((name) => reserved.includes(name))
      .map((name) => ({ option, message: `has ${name}, the name of a VTEX app`, hint })),
  ];
}

function ownAppProblem(path: string, app: unknown): OptionProblem[] {
  if (!isObject(app)) {
    return [{ option: path, message: 'is not an app', hint: 'Give {name, input, output, transform}.' }];
  }
  const { name, input, output, runOnCreate, transform } = app;
  const problem = (member: string, hint: string) => invalid(`${path}.${member}`, app[member], hint);
  return [
    ...(typeof name === 'string' && name !== '' ? [] : [problem('name', 'Give a name.')]),
    ...declarationProblemsOf(`${path}.input`, input),
    ...declarationProblemsOf(`${path}.output`, output),
    ...(isOptionalBoolean(runOnCreate) ? [] : [problem('runOnCreate', 'Give true or false.')]),
    ...(typeof transform === 'function' ? [] : [problem('transform', 'Give a function.')]),
  ];
}

function declarationProblemsOf(path: string, declared: unknown): OptionProblem[] {
  return declarationProblems(path, declared).map(({ path: option, message, hint }) => ({
    option,
    message,
    hint: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`,
  }));
}

const remoteMembers = ['configuration', 'url', 'timeout', 'runOnCreate'];

/** The longest delay of a timer, in milliseconds. */
export const longestTimeout = 2_147_483_647;

export function remoteAppProblems(apps: unknown): OptionProblem[] {
  if (!Array.isArray(apps)) {
    return [{ option: 'remoteApps', message: 'is not a list', hint: 'Give a list of {configuration, url}.' }];
  }
  return apps.flatMap((app: unknown, index) => remoteAppProblem(`remoteApps[${index}]`, app));
}

function remoteAppProblem(path: string, app: unknown): OptionProblem[] {
  if (!isObject(app)) {
    return [{ option: path, message: 'is not an object', hint: 'Give {configuration, url}.' }];
  }
  const { configuration, url, timeout, runOnCreate } = app;
  const problem = (member: string, hint: string) => invalid(`${path}.${member}`, app[member], hint);
  const unknown = Object.keys(app).filter((name) => !remoteMembers.includes(name));
  const hasConfiguration = typeof configuration === 'string' ? configuration !== '' : isObject(configuration);
  const milliseconds = Number(timeout);
  const isTimeout =
    timeout === undefined ||
    (Number.isInteger(timeout) && milliseconds >= 1 && milliseconds <= longestTimeout);
  return [
    ...unknown.map((name) => ({
      option: `${path}.${name}`,
      message: 'is not known',
      hint: `Give ${remoteMembers.join(', ')} only.`,
    })),
    ...(hasConfiguration ? [] : [problem('configuration', 'Give a path or an object.')]),
    ...(isAppUrl(url) ? [] : [problem('url', appUrlHint)]),
    ...(isTimeout ? [] : [problem('timeout', `Give milliseconds from 1 to ${longestTimeout}.`)]),
    ...(isOptionalBoolean(runOnCreate) || isNames(runOnCreate)
      ? []
      : [problem('runOnCreate', 'Give true, false or a list of KEYs.')]),
  ];
}

const appUrlHint = 'Give http or https, a host and perhaps a path, such as http://127.0.0.1:4001.';

/** Origin and path only: any other part would be lost behind the path that is appended, or appear in a log. */
export function isAppUrl(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, username, password, search, hash } = new URL(url);
  const isBare = !/[?#]/.test(url) && [username, password, search, hash].every((part) => part === '');
  return (protocol === 'http:' || protocol === 'https:') && isBare;
}

export function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isOptionalBoolean(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

/** A missing value is named as such. */
function invalid(option: string, value: unknown, hint: string): OptionProblem {
  if (value === undefined) return { option, message: 'is missing', hint };
  return { option, message: `${inText(value)} is invalid`, hint };
}
