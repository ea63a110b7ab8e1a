import { resolve } from 'node:path';
import type { OptionProblem } from './errors';
import { type Assumptions, assumptionProblem, defaultAssumptions } from './rules/assumptions';
import { isObject } from './util/json';
import { inText, nearest } from './util/messages';

/** How the value of an option is read, in whichever way it is given. Readers return undefined for an invalid value. */
export interface Kind<T> {
  /** What to give instead of an invalid value: `Give true or false.` */
  readonly hint: string;
  /** From a flag or an environment variable. Relative paths start at `directory`. */
  fromText(text: string, directory: string): T | undefined;
  /** From code or a config file, where values have types. */
  fromJson(value: unknown, directory: string): T | undefined;
  /** Combines the values of a flag that is repeated. Without it the last one counts. */
  join?(previous: T, next: T): T;
  /** JSON Schema of the value in a config file. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The value in a table, if its own text is not enough. */
  inTable?(value: T): string;
}

/** One option: the type, check, default and texts that code, command line, config file and docs share. */
export interface Option<T> {
  /** One line of help. */
  readonly about: string;
  readonly default: T;
  readonly kind: Kind<T>;
  /** Replaces the check by `kind`, for values with parts and for those that another module validates. */
  readonly problems?: (value: unknown) => OptionProblem[];
  /** The placeholder of the flag's argument. A flag without one is a switch. */
  readonly argument?: string;
  /** The default in words, if its value says too little. */
  readonly defaultText?: string;
  /** Help for the `--no-…` flag; an option that is on by default has one. */
  readonly aboutNo?: string;
  /** What of docs/ says more. */
  readonly page?: string;
  /** Never printed, not even in a message about it. */
  readonly secret?: true;
}

export function option<T>(row: Option<T>): Option<T> {
  return row;
}

/** For options that only code can give, and whose value another module validates. */
export function codeOnly<T>(): Kind<T> {
  return { hint: '', fromText: () => undefined, fromJson: (value) => value as T, schema: {} };
}

export function integer(least: number, most: number, hint: string): Kind<number> {
  const fromJson = (value: unknown) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined;
  return {
    hint,
    // Number() also accepts '', '0x10' and '1e3'.
    fromText: (text) => (/^\d{1,15}$/.test(text) ? fromJson(Number(text)) : undefined),
    fromJson,
    schema: { type: 'integer', minimum: least, maximum: most },
  };
}

/** An {@link integer}, or `false` for none. */
export function countOrNone(least: number, most: number, hint: string): Kind<number | false> {
  const { fromText, fromJson, schema } = integer(least, most, hint);
  return {
    hint,
    fromText: (text, directory) => (text.toLowerCase() === 'false' ? false : fromText(text, directory)),
    fromJson: (value, directory) => (value === false ? false : fromJson(value, directory)),
    schema: { anyOf: [schema, { const: false }] },
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
    hint: 'Give true or false.',
    fromText: (text) => words.get(text.toLowerCase()),
    fromJson: (value) => (typeof value === 'boolean' ? value : undefined),
    schema: { type: 'boolean' },
  };
}

export function oneOf<T extends string>(...choices: readonly T[]): Kind<T> {
  const fromJson = (value: unknown) => choices.find((choice) => choice === value);
  const hint = `Give ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`;
  return { hint, fromText: fromJson, fromJson, schema: { enum: choices } };
}

/** A text that is not blank. One that `isPath` accepts is made absolute. */
export function text(hint: string, isPath: (value: string) => boolean = () => false): Kind<string> {
  const fromText = (value: string, directory: string) => {
    if (value.trim() === '') return undefined;
    return isPath(value) ? resolve(directory, value) : value;
  };
  return {
    hint,
    fromText,
    fromJson: (value, directory) => (typeof value === 'string' ? fromText(value, directory) : undefined),
    schema: { type: 'string', pattern: '\\S' },
  };
}

export function filePath(hint: string): Kind<string | undefined> {
  return text(hint, () => true);
}

/** A text that matches a pattern. */
export function matching<T extends string>(pattern: RegExp, hint: string): Kind<T> {
  const fromJson = (value: unknown) =>
    typeof value === 'string' && pattern.test(value) ? (value as T) : undefined;
  return { hint, fromText: fromJson, fromJson, schema: { type: 'string', pattern: pattern.source } };
}

/**
 * A list of what `read` makes of each item. As text, with commas between the items, or as `separator` says; a repeated
 * flag adds to the list.
 */
export function listOf<T>(
  hint: string,
  read: (item: unknown, directory: string) => T | undefined,
  itemSchema: object,
  {
    separator = /,/,
    itemIn = (text) => text,
    textOf = String,
  }: { separator?: RegExp; itemIn?: (text: string) => unknown; textOf?: (value: T) => string } = {},
): Kind<readonly T[]> {
  const fromJson = (value: unknown, directory: string) => {
    const values = Array.isArray(value) ? value.map((item) => read(item, directory)) : [undefined];
    return values.every((item) => item !== undefined) ? values : undefined;
  };
  return {
    hint,
    fromText: (text, directory) =>
      fromJson(
        text.split(separator).map((item) => itemIn(item.trim())),
        directory,
      ),
    fromJson,
    schema: { type: 'array', items: itemSchema },
    join: (previous, next) => [...previous, ...next],
    inTable: (values) => (values.length === 0 ? 'none' : values.map(textOf).join(',')),
  };
}

/** A list of texts that all pass `isItem`. */
export function list(hint: string, isItem: (item: string) => boolean): Kind<readonly string[]> {
  const read = (item: unknown) => (typeof item === 'string' && isItem(item) ? item : undefined);
  return listOf(hint, read, { type: 'string' });
}

/** Several values of a kind, `LABEL=` in front of each at will. One alone needs no list. */
export function labelled({ hint, fromText, schema }: Kind<string>): Kind<readonly string[]> {
  const read = (text: unknown, directory: string) => {
    if (typeof text !== 'string') return undefined;
    const [, label = '', rest = ''] = /^\s*([a-z\d-]+=)?(.*)$/is.exec(text) ?? [];
    const value = fromText(rest, directory);
    return value === undefined ? undefined : label + value;
  };
  const kind = listOf(hint, read, schema);
  return {
    ...kind,
    fromJson: (value, directory) =>
      Array.isArray(value) && value.length === 0 ? undefined : kind.fromJson([value].flat(), directory),
    schema: { anyOf: [schema, { ...kind.schema, minItems: 1 }] },
  };
}

export function names(hint: string): Kind<readonly string[]> {
  return list(hint, (name) => name !== '');
}

/** Origins as a browser writes them in `Origin`; any other form would never match. */
export function origins(): Kind<readonly string[]> {
  return list(
    'Give scheme, host and port without a path, such as http://localhost:3000.',
    (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
  );
}

/** A function, which only code can give. */
export function callback<T extends (...values: never[]) => unknown>(): Kind<T> {
  return {
    hint: 'Give a function.',
    fromText: () => undefined,
    fromJson: (value) => (typeof value === 'function' ? (value as T) : undefined),
    schema: {},
  };
}

/** All problems of an object of assumptions. */
export function assumptionProblems(given: unknown): OptionProblem[] {
  if (!isObject(given)) {
    const hint = 'Give an object of assumptions with their values.';
    return [{ option: 'assumptions', message: 'is not an object', hint }];
  }
  return Object.entries(given).flatMap(([name, value]) => {
    const option = `assumptions.${name}`;
    if (!Object.hasOwn(defaultAssumptions, name)) {
      const names = Object.keys(defaultAssumptions);
      const hint = suggestion(name, names) || `The assumptions are ${names.join(', ')}.`;
      return [{ option, message: 'is not an assumption', hint }];
    }
    const message = assumptionProblem(name as keyof Assumptions, value);
    return message === undefined ? [] : [{ option, message, hint: '' }];
  });
}

export function suggestion(name: string, names: readonly string[]): string {
  const similar = nearest(name, names);
  return similar === undefined ? '' : `Did you mean ${similar}?`;
}

export function accountsProblems(value: unknown): OptionProblem[] {
  const hint = 'Give host names and accounts, such as { b2b: "b2b" }.';
  if (!isObject(value)) return [{ option: 'accounts', message: 'is not an object', hint }];
  return Object.keys(value).flatMap((name) =>
    /^[a-z\d-]+$/i.test(name)
      ? []
      : [{ option: `accounts.${name}`, message: 'is not a host name label', hint }],
  );
}

export function corsProblems(value: unknown): OptionProblem[] {
  const option = 'cors';
  const { hint, fromJson } = origins();
  if (!Array.isArray(value)) return [{ option, message: 'is not a list', hint: 'Give a list of origins.' }];
  return value.flatMap((origin: unknown) => {
    if (fromJson([origin], '') !== undefined) return [];
    if (origin !== '*') return [{ option, message: `${inText(origin)} is invalid`, hint }];
    const message = '"*" is invalid, because browsers then send no cookies';
    return [{ option, message, hint: 'Name each origin, such as http://localhost:3000.' }];
  });
}
