import type { OptionProblem } from './errors';
import { origins } from './option-kinds';
import { type Assumptions, assumptionProblem, defaultAssumptions } from './rules/assumptions';
import { isObject } from './util/json';
import { nearest } from './util/nearest';
import { inText } from './util/url-passwords';

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
