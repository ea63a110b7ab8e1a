import { resolve } from 'node:path';
import { type OptionProblem, SessionManagerError } from '../errors';
import type { SessionApp } from '../rules/app';
import { watchFile } from '../util/watched-file';
import { type AppConfiguration, appConfigurationsIn, problemText } from './configuration';
import { type ConfigurationFile, configurationFile } from './configuration-file';
import { defaultTimeout, type RemoteAppOptions } from './options';
import { remoteApp } from './remote';

/** A remote app that is in use. */
export interface ConnectedApp {
  readonly key: string;
  readonly url: string;
}

export interface RemoteApps {
  /** The local apps, then the remote ones in declared order. A new array after each change. */
  all(): readonly SessionApp[];
  /** What `all` would return with these local apps, which have the same names. */
  beside(local: readonly SessionApp[]): readonly SessionApp[];
  replaceLocal(local: readonly SessionApp[]): void;
  connected(): readonly ConnectedApp[];
  /** Watches the configurations again after `close`. */
  open(): void;
  close(): void;
}

export interface RemoteAppsWorld {
  readonly fetch: typeof fetch;
  readonly onNotice: (message: string) => void;
}

/** @throws SessionManagerError OPTION_INVALID with the errors of all configurations */
export function remoteApps(
  initialLocal: readonly SessionApp[],
  options: readonly RemoteAppOptions[],
  { fetch, onNotice }: RemoteAppsWorld,
): RemoteApps {
  let local = initialLocal;
  const sources: (ConfigurationFile | undefined)[] = options.map(() => undefined);
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
    for (const source of sources) source?.close();
  };

  const problems = options.flatMap(({ configuration }, index): OptionProblem[] => {
    const check = checkOf(index);
    try {
      sources[index] =
        typeof configuration === 'string'
          ? configurationFile({
              path: resolve(configuration),
              watch: watchFile,
              check,
              onChange: prepare,
              onNotice,
            })
          : fixedConfiguration(configuration, check);
      return [];
    } catch (error) {
      if (!(error instanceof SessionManagerError)) throw error;
      const option = `remoteApps[${index}].configuration`;
      return error.problems.map((problem) => ({ ...problem, option }));
    }
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
    all: () => current,
    beside: (others) => [...others, ...remote],
    replaceLocal(others) {
      local = others;
      current = [...local, ...remote];
    },
    connected: () => options.flatMap(({ url }, index) => appsOf(index).map(({ key }) => ({ key, url }))),
    open() {
      for (const source of sources) source?.open();
    },
    close,
  };
}

/** A configuration given in code never changes. */
function fixedConfiguration(
  value: object,
  check: (apps: readonly AppConfiguration[]) => readonly string[],
): ConfigurationFile {
  const parsed = appConfigurationsIn(value);
  const problems = 'problems' in parsed ? parsed.problems.map(problemText) : check(parsed.apps);
  if ('problems' in parsed || problems.length > 0) {
    const option = 'configuration';
    throw new SessionManagerError(
      'OPTION_INVALID',
      problems.map((message) => ({ option, message, hint: '' })),
    );
  }
  return { apps: () => parsed.apps, open: () => undefined, close: () => undefined };
}
