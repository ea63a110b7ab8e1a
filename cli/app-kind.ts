import { resolve } from 'node:path';
import type { RemoteAppOptions } from '../mock/index';
import type { Kind } from './setting-kinds';

/** What a flag says of session apps that run as a server; a config file may say when they run. */
export interface AppSetting extends Pick<RemoteAppOptions, 'url' | 'runOnCreate'> {
  /** Absolute path. */
  readonly configuration: string;
}

const mend =
  'Give PATH=URL, such as vtex.session/configuration.json=http://127.0.0.1:4001; in a file {"configuration": PATH, "url": URL}.';

/** `PATH=URL`, several with commas between. */
export function remoteApps(): Kind<readonly AppSetting[]> {
  return {
    mend,
    fromText: (text, directory) =>
      all(text.split(/,(?=[^,]*=https?:)/i), (pair) => {
        const [, path, url] = /^(.+?)=(https?:.+)$/i.exec(pair.trim()) ?? [];
        return appFrom({ configuration: path, url }, directory);
      }),
    fromJson: (value, directory) =>
      Array.isArray(value) ? all(value, (app) => appFrom(app, directory)) : undefined,
    join: (previous, next) => [...previous, ...next],
    shown: (apps) => apps.map(({ configuration, url }) => `${configuration}=${url}`).join(','),
  };
}

function all<T>(
  values: readonly T[],
  read: (value: T) => AppSetting | undefined,
): readonly AppSetting[] | undefined {
  const apps = values.map(read);
  return apps.every((app) => app !== undefined) ? apps : undefined;
}

function appFrom(value: unknown, directory: string): AppSetting | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { configuration, url, runOnCreate, ...others } = value as Readonly<Record<string, unknown>>;
  if (typeof configuration !== 'string' || configuration === '' || Object.keys(others).length > 0)
    return undefined;
  if (typeof url !== 'string' || !isAppUrl(url)) return undefined;
  const app = { configuration: resolve(directory, configuration), url };
  if (runOnCreate === undefined) return app;
  return isOnCreate(runOnCreate) ? { ...app, runOnCreate } : undefined;
}

/** What the emulator takes: scheme, host and maybe a path. */
function isAppUrl(url: string): boolean {
  if (!/^https?:/i.test(url) || /[?#]/.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

function isOnCreate(value: unknown): value is boolean | readonly string[] {
  return (
    typeof value === 'boolean' || (Array.isArray(value) && value.every((key) => typeof key === 'string'))
  );
}
