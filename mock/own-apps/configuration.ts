import { type Declaration, keyMatcher } from '../rules/app';
import { isObject } from '../util/json';

/** What a `vtex.session/configuration.json` says of one KEY. */
export interface AppConfiguration {
  /** The app's name in failure messages and in the path that is called. */
  readonly key: string;
  readonly input: Declaration;
  readonly output: Declaration;
}

export interface ConfigurationProblem {
  /** `session-watcher.input.public[0]`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly mend: string;
  /** From 1; told of what is not JSON, where the parser tells it. */
  readonly line?: number;
}

export type ParsedConfiguration =
  | { readonly apps: readonly AppConfiguration[] }
  | { readonly problems: readonly ConfigurationProblem[] };

const example = '{"my-app": {"input": {"public": ["sc"]}, "output": {"my-app": ["tier"]}}}';

/** Reads the text of a configuration, and lists all that is wrong with it. */
export function parseAppConfiguration(text: string): ParsedConfiguration {
  const json = text.replace(/^\uFEFF/, ''); // some Windows editors begin a file with this mark
  try {
    return appConfigurationsIn(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = lineOf(error.message, json);
    const message = `is not JSON: ${error.message}`;
    const mend = 'write it without comments and trailing commas';
    return { problems: [{ path: '', message, mend, ...(line !== undefined && { line }) }] };
  }
}

/** The same of a configuration that is parsed already. */
export function appConfigurationsIn(value: unknown): ParsedConfiguration {
  if (!isObject(value) || Object.keys(value).length === 0) {
    const message = isObject(value) ? 'names no app' : `is ${kindOf(value)}`;
    return { problems: [{ path: '', message, mend: `write an object such as ${example}` }] };
  }
  const problems = Object.entries(value).flatMap(([key, app]) => appProblems(key, app));
  if (problems.length > 0) return { problems };
  const apps = Object.entries(value).map(([key, app]) => {
    const { input = {}, output = {} } = app as Partial<AppConfiguration>; // either may be missing
    return { key, input, output };
  });
  return { apps };
}

export function problemText({ path, message, mend, line }: ConfigurationProblem): string {
  const place = line === undefined ? '' : `line ${line} `;
  return `${place}${path === '' ? 'the configuration' : path} ${message}: ${mend}`;
}

function appProblems(key: string, app: unknown): ConfigurationProblem[] {
  // Such a KEY would not stand in the path: `/_v/../session/transform`.
  const badKey = /^\.{0,2}$/.test(key)
    ? [{ path: JSON.stringify(key), message: 'is no KEY', mend: 'name the app, with letters, digits and -' }]
    : [];
  if (!isObject(app)) {
    const mend = 'write an object with input and output';
    return [...badKey, { path: key, message: `is ${kindOf(app)}`, mend }];
  }
  const halves = Object.entries(app).flatMap(([half, declared]) =>
    half === 'input' || half === 'output'
      ? declarationProblems(`${key}.${half}`, declared)
      : [{ path: `${key}.${half}`, message: 'is not known', mend: 'an app has input and output only' }],
  );
  return [...badKey, ...halves];
}

/** What is wrong with one `input` or `output`. */
export function declarationProblems(path: string, declared: unknown): ConfigurationProblem[] {
  if (!isObject(declared)) {
    const mend = 'write namespaces with their keys, such as {"public": ["sc"]}';
    return [{ path, message: `is ${kindOf(declared)}`, mend }];
  }
  return Object.entries(declared).flatMap(([namespace, keys]) => {
    const place = `${path}.${namespace}`;
    if (namespace === '') return [{ path: place, message: 'has an empty name', mend: 'name the namespace' }];
    if (!Array.isArray(keys)) {
      return [{ path: place, message: `is ${kindOf(keys)}`, mend: 'write a list of keys, such as ["sc"]' }];
    }
    return keys.flatMap((key, index) => keyProblem(`${place}[${index}]`, key));
  });
}

function keyProblem(path: string, key: unknown): ConfigurationProblem[] {
  const mend = 'write the name of a key, such as "sc"';
  if (typeof key !== 'string') return [{ path, message: `is ${kindOf(key)}`, mend }];
  if (key === '') return [{ path, message: 'is empty', mend }];
  try {
    keyMatcher(key);
    return [];
  } catch {
    return [{ path, message: `is ${JSON.stringify(key)}, a pattern that is no regular expression`, mend }];
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** V8 tells the place of some errors only. */
function lineOf(message: string, text: string): number | undefined {
  if (message.startsWith('Unexpected end')) return text.trimEnd().split('\n').length;
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length;
}
