import type { Declaration } from '../rules/app';
import { patternProblem } from '../rules/key-pattern';
import { isObject, parseJson, syntaxErrorText } from '../util/json';

/** One KEY of a `vtex.session/configuration.json`. */
export interface AppConfiguration {
  /** The app's name in failure messages and in the path that is called. */
  readonly key: string;
  readonly input: Declaration;
  readonly output: Declaration;
}

export interface ConfigurationProblem {
  /** `session-watcher.input.public[0]`; empty for the whole configuration. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export type ParsedConfiguration =
  | { readonly apps: readonly AppConfiguration[] }
  | { readonly problems: readonly ConfigurationProblem[] };

const example = '{"my-app": {"input": {"public": ["sc"]}, "output": {"my-app": ["tier"]}}}';

/** Reads the text of a configuration, and reports all errors at once. */
export function parseAppConfiguration(text: string): ParsedConfiguration {
  const json = text.replace(/^\uFEFF/, ''); // some Windows editors write a byte order mark
  try {
    return appConfigurationsIn(parseJson(json));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `is not JSON${syntaxErrorText(error, json)}`;
    return { problems: [{ path: '', message, hint: 'write it without comments and trailing commas' }] };
  }
}

/** The same for a configuration that is already parsed. */
export function appConfigurationsIn(value: unknown): ParsedConfiguration {
  if (!isObject(value) || Object.keys(value).length === 0) {
    const message = isObject(value) ? 'names no app' : `is ${kindOf(value)}`;
    return { problems: [{ path: '', message, hint: `write an object such as ${example}` }] };
  }
  const problems = Object.entries(value).flatMap(([key, app]) => appProblems(key, app));
  if (problems.length > 0) return { problems };
  const apps = Object.entries(value).map(([key, app]) => {
    const { input = {}, output = {} } = app as Partial<AppConfiguration>; // either may be missing
    return { key, input, output };
  });
  return { apps };
}

export function problemText({ path, message, hint }: ConfigurationProblem): string {
  return `${path === '' ? 'the configuration' : path} ${message}: ${hint}`;
}

function appProblems(key: string, app: unknown): ConfigurationProblem[] {
  // Such a KEY would disappear from the path: `/_v/../session/transform`.
  const badKey = /^\.{0,2}$/.test(key)
    ? [
        {
          path: JSON.stringify(key),
          message: 'is not a valid KEY',
          hint: 'name the app, with letters, digits and -',
        },
      ]
    : [];
  if (!isObject(app)) {
    const hint = 'write an object with input and output';
    return [...badKey, { path: key, message: `is ${kindOf(app)}`, hint }];
  }
  const halves = Object.entries(app).flatMap(([half, declared]) =>
    half === 'input' || half === 'output'
      ? declarationProblems(`${key}.${half}`, declared)
      : [{ path: `${key}.${half}`, message: 'is not known', hint: 'an app has input and output only' }],
  );
  return [...badKey, ...halves];
}

/** The errors in one `input` or `output`. */
export function declarationProblems(path: string, declared: unknown): ConfigurationProblem[] {
  if (!isObject(declared)) {
    const hint = 'write namespaces with their keys, such as {"public": ["sc"]}';
    return [{ path, message: `is ${kindOf(declared)}`, hint }];
  }
  return Object.entries(declared).flatMap(([namespace, keys]) => {
    const at = `${path}.${namespace}`;
    if (namespace === '') return [{ path: at, message: 'has an empty name', hint: 'name the namespace' }];
    if (!Array.isArray(keys)) {
      return [{ path: at, message: `is ${kindOf(keys)}`, hint: 'write a list of keys, such as ["sc"]' }];
    }
    return keys.flatMap((key, index) => keyProblem(`${at}[${index}]`, key));
  });
}

function keyProblem(path: string, key: unknown): ConfigurationProblem[] {
  const hint = 'write the name of a key, such as "sc"';
  if (typeof key !== 'string') return [{ path, message: `is ${kindOf(key)}`, hint }];
  if (key === '') return [{ path, message: 'is empty', hint }];
  const problem = patternProblem(key);
  if (problem === undefined) return [];
  return [{ path, message: `is ${JSON.stringify(key)}, which ${problem}`, hint }];
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
