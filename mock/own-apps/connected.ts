import { resolve } from 'node:path';
import { type OptionProblem, SessionManagerError } from '../errors';
import type { SessionApp } from '../rules/app';
import { type WatchedFile, watchFile } from '../util/watched-file';
import {
  type AppConfiguration,
  appConfigurationsIn,
  type ParsedConfiguration,
  parseAppConfiguration,
  problemText,
} from './configuration';
import { defaultTimeout, type RemoteAppOptions } from './options';
import { remoteApp } from './remote';

/** A remote app that is in use. */
export interface ConnectedApp {
  readonly key: string;
  readonly url: string;
}

/** @throws SessionManagerError OPTION_INVALID with the errors of all configurations */
export function remoteApps(
  initialLocal: readonly SessionApp[],
  options: readonly RemoteAppOptions[],
  {
    fetch,
    onNotice,
  }: { readonly fetch: typeof globalThis.fetch; readonly onNotice: (message: string) => void },
) {
  let local = initialLocal;
  const sources: Configuration[] = [];
  const appsOf = (index: number) => sources[index]?.apps() ?? [];
  const keysBeside = (index: number) =>
    options.flatMap((_, other) => (other === index ? [] : appsOf(other).map(({ key }) => key)));
  const onCreate = new Set(
    options.flatMap(({ runOnCreate }) => (Array.isArray(runOnCreate) ? runOnCreate : [])),
  );

  let started = false;
  /** Checks the apps of one configuration together with all others. */
  const checkOf = (index: number) => (apps: readonly AppConfiguration[]) => {
    const keys = apps.map(({ key }) => key);
    const others = keysBeside(index);
    const localNames = local.map(({ name }) => name);
    const taken = keys.flatMap((key) => {
      if (localNames.includes(key))
        return [`${key} is the name of an app in this process: rename one of them`];
      return others.includes(key) ? [`${key} is in another configuration too: rename one of them`] : [];
    });
    if (!started) return taken;
    return [...taken, ...unknownOnCreate([...others, ...keys]).map((text) => `runOnCreate ${text}`)];
  };
  const unknownOnCreate = (keys: readonly string[]) =>
    [...onCreate]
      .filter((key) => !keys.includes(key))
      .map((key) => `names ${key}, which is in no configuration: the KEYs are ${keys.join(', ')}`);

  let current: readonly SessionApp[] = [];
  let remote: readonly SessionApp[] = [];
  const prepare = () => {
    remote = options.flatMap(({ url, timeout = defaultTimeout, runOnCreate = false }, index) =>
      appsOf(index).map((app) => {
        const createToo = typeof runOnCreate === 'boolean' ? runOnCreate : runOnCreate.includes(app.key);
        return remoteApp({ ...app, url, timeout, runOnCreate: createToo, fetch });
      }),
    );
    current = [...local, ...remote];
  };
  const close = () => {
    for (const source of sources) source.close();
  };

  for (const [index, { configuration }] of options.entries())
    sources.push(configurationOf(configuration, checkOf(index), prepare, onNotice));
  const problems = sources.flatMap((source, index): OptionProblem[] => {
    const option = `remoteApps[${index}].configuration`;
    return source.problems.map((message) => ({ option, message, hint: '' }));
  });
  if (problems.length === 0) {
    const option = 'remoteApps.runOnCreate';
    problems.push(...unknownOnCreate(keysBeside(-1)).map((message) => ({ option, message, hint: '' })));
  }
  if (problems.length > 0) {
    close();
    throw new SessionManagerError('OPTION_INVALID', problems);
  }
  started = true;
  prepare();
  return {
    /** The local apps, then the remote ones in declared order. A new array after each change. */
    all: () => current,
    /** What `all` would return with these local apps, which have the same names. */
    beside: (others: readonly SessionApp[]): readonly SessionApp[] => [...others, ...remote],
    replaceLocal(others: readonly SessionApp[]) {
      local = others;
      current = [...local, ...remote];
    },
    connected: (): readonly ConnectedApp[] =>
      options.flatMap(({ url }, index) => appsOf(index).map(({ key }) => ({ key, url }))),
    /** Watches the configurations again after `close`. */
    open() {
      for (const source of sources) source.open();
    },
    close,
  };
}

interface Configuration extends WatchedFile {
  /** What was wrong at the start. */
  readonly problems: readonly string[];
  /** The apps of the last valid content. */
  apps(): readonly AppConfiguration[];
}

/**
 * A `vtex.session/configuration.json` that is re-read on every change, or its content, which never changes.
 * @param check checks apps whose shape is valid; returns the errors
 * @param onChange called when other apps are active
 */
function configurationOf(
  given: string | object,
  check: (apps: readonly AppConfiguration[]) => readonly string[],
  onChange: () => void,
  onNotice: (message: string) => void,
): Configuration {
  let valid: readonly AppConfiguration[] = [];
  const apps = () => valid;
  const problemsIn = (parsed: ParsedConfiguration): readonly string[] => {
    if ('problems' in parsed) return parsed.problems.map(problemText);
    const problems = check(parsed.apps);
    if (problems.length === 0) valid = parsed.apps;
    return problems;
  };
  if (typeof given !== 'string') {
    const problems = problemsIn(appConfigurationsIn(given));
    return { problems, apps, open: () => undefined, close: () => undefined };
  }
  const path = resolve(given);
  let isStarted = false;
  let problems: readonly string[] = [];
  const file = watchFile(path, ({ text, problem }) => {
    problems = problem === undefined ? problemsIn(parseAppConfiguration(text)) : [problem];
    if (!isStarted) return;
    if (problems.length > 0) {
      onNotice(`${path} is invalid, its last valid content stays active: ${problems.join('; ')}`);
      return;
    }
    onChange();
    onNotice(`${path} was re-read: ${valid.map(({ key }) => key).join(', ')}`);
  });
  file.open();
  isStarted = true;
  return { ...file, problems: problems.map((text) => `${path}: ${text}`), apps };
}
