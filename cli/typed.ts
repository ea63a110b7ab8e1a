import { flagOf, type SettingName, settingNames, settingOf } from './settings';

/** The settings that are typed, with their values. */
export type Typed = ReadonlyMap<SettingName, unknown>;

/**
 * The settings of a command line that only starts, such as `start --port 0 --tls`. Most starts have one, and to read it here
 * spares them commander.
 *
 * @param cwd where paths start
 * @returns undefined for all else, which is commander's to read or to refuse: another command, help, an unknown word, an
 *   invalid value
 */
export function typedToStart(argv: readonly string[], cwd: string): Typed | undefined {
  const typed = new Map<SettingName, unknown>();
  for (let index = argv[0] === 'start' ? 1 : 0; index < argv.length; index += 1) {
    const [, flag, attached] = /^(--[^=]+)(?:=(.*))?$/s.exec(argv[index] as string) ?? [];
    const name = settingNames.find((one) => flagOf(one) === flag);
    if (name === undefined) return undefined;
    const { argument, kind, default: usual } = settingOf(name);
    if (argument === undefined) {
      if (attached !== undefined) return undefined;
      typed.set(name, true);
      continue;
    }
    if (attached === undefined) index += 1;
    const text = attached ?? argv[index];
    const value = text === undefined ? undefined : kind.fromText(text, cwd);
    if (value === undefined) return undefined;
    typed.set(name, joined(name, typed.has(name) ? typed.get(name) : usual, value));
  }
  return typed;
}

/** The value of a setting that was typed before, or the only one. */
export function joined(name: SettingName, previous: unknown, value: unknown): unknown {
  return settingOf(name).kind.join?.(previous, value) ?? value;
}
