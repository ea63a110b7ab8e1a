import type { SpawnOptions } from './world';

/**
 * On Windows `npm` and its like are batch files, which only cmd.exe runs. Not tried on Windows; an argument with a percent
 * sign may be taken for a variable.
 */
export function inCmd(
  words: readonly string[],
  options: SpawnOptions,
): [file: string, args: readonly string[], options: SpawnOptions] {
  const file = options.env?.['ComSpec'] ?? 'cmd.exe';
  const line = `"${words.map(quoted).join(' ')}"`; // `/s` takes off the outer quotes
  return [file, ['/d', '/s', '/c', line], { ...options, windowsVerbatimArguments: true }];
}

/** As the C runtime reads it: quotes are escaped, and backslashes before them doubled. */
function quoted(word: string): string {
  if (/^[\w./:\\=@-]+$/.test(word)) return word;
  return `"${word.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'))}"`;
}
