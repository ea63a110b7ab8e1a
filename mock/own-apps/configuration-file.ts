import { SessionManagerError } from '../errors';
import { type AppConfiguration, parseAppConfiguration, problemText } from './configuration';

/** Reads a file now, and calls `changed` whenever its content may have changed. */
export type WatchFile = (path: string, changed: (content: Content) => void) => Watched;

type Content = { readonly text: string } | { readonly problem: string };

interface Watched {
  readonly content: Content;
  close(): void;
}

export interface ConfigurationFile {
  /** The apps of the last valid content. */
  apps(): readonly AppConfiguration[];
  /** Watches again after `close`. */
  open(): void;
  close(): void;
}

export interface ConfigurationFileOptions {
  /** Absolute. */
  readonly path: string;
  readonly watch: WatchFile;
  /** Checks apps whose shape is valid; returns the errors. */
  readonly check: (apps: readonly AppConfiguration[]) => readonly string[];
  /** Called when other apps are active. */
  readonly onChange: () => void;
  readonly onNotice: (message: string) => void;
}

/**
 * A `vtex.session/configuration.json` that is re-read on every change.
 * @throws SessionManagerError OPTION_INVALID with all errors, if it is invalid at the start
 */
export function configurationFile({
  path,
  watch,
  check,
  onChange,
  onNotice,
}: ConfigurationFileOptions): ConfigurationFile {
  let watched: Watched | undefined;
  let valid: readonly AppConfiguration[] = [];
  let last: string | undefined;

  const problemsOf = (content: Content): readonly string[] => {
    if ('problem' in content) return [content.problem];
    const parsed = parseAppConfiguration(content.text);
    if ('problems' in parsed) return parsed.problems.map(problemText);
    const problems = check(parsed.apps);
    if (problems.length === 0) valid = parsed.apps;
    return problems;
  };
  const update = (content: Content) => {
    const text = JSON.stringify(content);
    if (text === last) return;
    last = text;
    const problems = problemsOf(content);
    if (problems.length > 0) {
      onNotice(`${path} is invalid, its last valid content stays active: ${problems.join('; ')}`);
      return;
    }
    onChange();
    onNotice(`${path} was re-read: ${valid.map(({ key }) => key).join(', ')}`);
  };
  const open = () => {
    if (watched !== undefined) return;
    watched = watch(path, update);
    if (last !== undefined) update(watched.content);
  };
  const close = () => {
    watched?.close();
    watched = undefined;
  };

  watched = watch(path, update);
  last = JSON.stringify(watched.content);
  const problems = problemsOf(watched.content);
  if (problems.length > 0) {
    close();
    const option = 'configuration';
    throw new SessionManagerError(
      'OPTION_INVALID',
      problems.map((problem) => ({ option, message: `${path}: ${problem}`, hint: '' })),
    );
  }
  return { apps: () => valid, open, close };
}
