import { vtexAppNames } from './apps';
import { declarationProblems, problemText } from './own-apps/configuration';

/** What is wrong with the session apps among the options, a line each. They may come from JavaScript. */

type Given = Readonly<Record<string, unknown>>;

export function ownAppProblems(apps: unknown): string[] {
  if (!Array.isArray(apps)) return ['apps must be a list of apps'];
  const problems = apps.flatMap((app: unknown, index) => ownAppProblem(`apps[${index}]`, app));
  if (problems.length > 0) return problems;
  const names = apps.map(({ name }) => name as string);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const taken = names.filter((name) => (vtexAppNames as readonly string[]).includes(name));
  return [
    ...[...twice].map((name) => `apps has ${name} twice: give each app a name of its own`),
    ...taken.map((name) => `apps has ${name}, which is an app of VTEX's: give yours a name of its own`),
  ];
}

function ownAppProblem(place: string, app: unknown): string[] {
  if (!isObject(app)) return [`${place} must be an app: {name, input, output, transform}`];
  const { name, input, output, runOnCreate, transform } = app;
  const declarations = [
    ...declarationProblems(`${place}.input`, input),
    ...declarationProblems(`${place}.output`, output),
  ];
  return [
    ...(typeof name === 'string' && name !== '' ? [] : [`${place}.name must be a name`]),
    ...declarations.map(problemText),
    ...(isOptional('boolean', runOnCreate) ? [] : [`${place}.runOnCreate must be true or false`]),
    ...(typeof transform === 'function' ? [] : [`${place}.transform must be a function`]),
  ];
}

const remoteMembers = ['configuration', 'url', 'timeout', 'runOnCreate'];
/** What a timer can hold. */
const longestTimeout = 2_147_483_647;

export function remoteAppProblems(apps: unknown): string[] {
  if (!Array.isArray(apps)) return ['remoteApps must be a list of {configuration, url}'];
  return apps.flatMap((app: unknown, index) => remoteAppProblem(`remoteApps[${index}]`, app));
}

function remoteAppProblem(place: string, app: unknown): string[] {
  if (!isObject(app)) return [`${place} must be an object: {configuration, url}`];
  const { configuration, url, timeout, runOnCreate } = app;
  const unknown = Object.keys(app).filter((name) => !remoteMembers.includes(name));
  const hasConfiguration = typeof configuration === 'string' ? configuration !== '' : isObject(configuration);
  const isTimeout =
    timeout === undefined || (Number.isInteger(timeout) && isBetween(1, Number(timeout), longestTimeout));
  return [
    ...unknown.map((name) => `${place}.${name} is not known: there are ${remoteMembers.join(', ')}`),
    ...(hasConfiguration ? [] : [`${place}.configuration must be a path or an object`]),
    ...(isAppUrl(url)
      ? []
      : [`${place}.url must be http or https, a host and maybe a path, such as http://127.0.0.1:4001`]),
    ...(isTimeout ? [] : [`${place}.timeout must be a whole number of milliseconds from 1`]),
    ...(isOptional('boolean', runOnCreate) || isNames(runOnCreate)
      ? []
      : [`${place}.runOnCreate must be true, false or a list of KEYs`]),
  ];
}

/** Origin and path: the rest would not survive the path that is put behind it, or end in a log. */
function isAppUrl(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, username, password, search, hash } = new URL(url);
  const isBare = !/[?#]/.test(url) && [username, password, search, hash].every((part) => part === '');
  return (protocol === 'http:' || protocol === 'https:') && isBare;
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isOptional(type: 'boolean', value: unknown): boolean {
  return value === undefined || typeof value === type;
}

function isBetween(least: number, value: number, most: number): boolean {
  return least <= value && value <= most;
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
