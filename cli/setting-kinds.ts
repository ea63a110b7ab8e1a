import { resolve } from 'node:path';

/** How a setting's value is read, whoever gives it. Readers give undefined for what they cannot take. */
export interface Kind<T> {
  /** What to give instead of a bad value; follows every message about one. */
  readonly mend: string;
  /** From a flag or an environment variable. A relative path starts at `directory`. */
  fromText(text: string, directory: string): T | undefined;
  /** From the config file, where values have JSON types. */
  fromJson(value: unknown, directory: string): T | undefined;
  /** What a flag given once more makes of the values before it. Without it the last one counts. */
  join?(previous: T, next: T): T;
  /** How a value reads in a table, where its own text would not do. */
  shown?(value: T): string;
}

export function integer(least: number, most: number, mend: string): Kind<number> {
  const fromJson = (value: unknown) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined;
  // Number() also takes '', '0x10' and '1e3', which nobody means.
  return {
    mend,
    fromText: (text) => (/^\d{1,15}$/.test(text) ? fromJson(Number(text)) : undefined),
    fromJson,
  };
}

/** As {@link integer}, or `false` for none at all. */
export function countOrNone(least: number, most: number, mend: string): Kind<number | false> {
  const { fromText, fromJson } = integer(least, most, mend);
  return {
    mend,
    fromText: (text, directory) => (text.toLowerCase() === 'false' ? false : fromText(text, directory)),
    fromJson: (value, directory) => (value === false ? false : fromJson(value, directory)),
  };
}

export function yesOrNo(): Kind<boolean> {
  const words = new Map([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ]);
  return {
    mend: 'Give true or false.',
    fromText: (text) => words.get(text.toLowerCase()),
    fromJson: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Kind<T> {
  const fromJson = (value: unknown) => choices.find((choice) => choice === value);
  return { mend: `Give ${listed(choices)}.`, fromText: fromJson, fromJson };
}

/** A word passed on as it is, except that a path among such words is made absolute. */
export function text(mend: string, isPath: (value: string) => boolean = () => false): Kind<string> {
  const fromText = (value: string, directory: string) => {
    if (value.trim() === '') return undefined;
    return isPath(value) ? resolve(directory, value) : value;
  };
  return {
    mend,
    fromText,
    fromJson: (value, directory) => (typeof value === 'string' ? fromText(value, directory) : undefined),
  };
}

export function filePath(mend: string): Kind<string | undefined> {
  return text(mend, () => true);
}

/** As {@link oneOf}, with words that may carry more. */
export function wordLike<T extends string>(pattern: RegExp, mend: string): Kind<T> {
  const fromJson = (value: unknown) =>
    typeof value === 'string' && pattern.test(value) ? (value as T) : undefined;
  return { mend, fromText: fromJson, fromJson };
}

export function names(mend: string): Kind<readonly string[]> {
  const fromJson = (value: unknown) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '')
      ? (value as readonly string[])
      : undefined;
  return {
    mend,
    fromText: (value) => fromJson(value.split(',').map((name) => name.trim())),
    fromJson,
    join: (previous, next) => [...previous, ...next],
  };
}

export function origins(): Kind<readonly string[]> {
  const fromJson = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every(isOrigin)
      ? (value as readonly string[])
      : undefined;
  return {
    mend: 'Give scheme, host and port, and no path: http://localhost:3000.',
    fromText: (value) => fromJson(value.split(',').map((origin) => origin.trim())),
    fromJson: (value) => (Array.isArray(value) && value.length === 0 ? [] : fromJson(value)),
    join: (previous, next) => [...previous, ...next],
  };
}

/** As a browser writes it in `Origin`; anything else would never match. */
function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
