import { SessionManagerError } from '../errors';
import { type AppConfiguration, parseAppConfiguration, problemText } from './configuration';

/** Reads a file now, and tells what it holds whenever that may be something else. */
export type WatchFile = (path: string, changed: (content: Content) => void) => Watched;

type Content = { readonly text: string } | { readonly problem: string };

interface Watched {
  readonly content: Content;
  close(): void;
}

export interface ConfigurationFile {
  /** As the file was when it last was good. */
  apps(): readonly AppConfiguration[];
  /** Watches again after `close`. */
  open(): void;
  close(): void;
}

export interface ConfigurationFileOptions {
  /** Absolute. */
  readonly path: string;
  readonly watch: WatchFile;
  /** What is wrong with apps that are well formed. */
  readonly refusals: (apps: readonly AppConfiguration[]) => readonly string[];
  /** Called when other apps are in force. */
  readonly onChange: () => void;
  readonly onNotice: (message: string) => void;
}

/**
 * A `vtex.session/configuration.json` that is being worked on.
 * @throws SessionManagerError OPTION_INVALID listing all that is wrong, when it is broken at the start
 */
export function configurationFile({
  path,
  watch,
  refusals,
  onChange,
  onNotice,
}: ConfigurationFileOptions): ConfigurationFile {
  let watched: Watched | undefined;
  let good: readonly AppConfiguration[] = [];
  let last: string | undefined;

  const problemsOf = (content: Content): readonly string[] => {
    if ('problem' in content) return [content.problem];
    const parsed = parseAppConfiguration(content.text);
    if ('problems' in parsed) return parsed.problems.map(problemText);
    const refused = refusals(parsed.apps);
    if (refused.length === 0) good = parsed.apps;
    return refused;
  };
  const take = (content: Content) => {
    const text = JSON.stringify(content);
    if (text === last) return;
    last = text;
    const problems = problemsOf(content);
    if (problems.length > 0) {
      onNotice(`${path} is broken, what it said before stays in force: ${problems.join('; ')}`);
      return;
    }
    onChange();
    onNotice(`${path} was re-read: ${good.map(({ key }) => key).join(', ')}`);
  };
  const open = () => {
    if (watched !== undefined) return;
    watched = watch(path, take);
    if (last !== undefined) take(watched.content);
  };
  const close = () => {
    watched?.close();
    watched = undefined;
  };

  watched = watch(path, take);
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
  return { apps: () => good, open, close };
}
