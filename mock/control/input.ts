import { Refusal } from '../rules/refusal';
import { isNestedTooDeep, type JsonValue, maxNesting } from '../rules/session';
import { isObject, type JsonObject } from '../util/json';

/** An input that a control route refuses. The message begins with its JSON path. */
export function refusedInput(path: string, problem: string): Refusal {
  return new Refusal('CONTROL_INPUT_INVALID', `${path} ${problem}`);
}

/** @param expected what it must be: `a list` */
export function wrongInput(path: string, expected: string, value: unknown): Refusal {
  return refusedInput(path, `must be ${expected}, not ${quoted(value)}`);
}

/** @throws Refusal CONTROL_INPUT_INVALID for query parameters that are not among these */
export function onlyQuery(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) if (!names.includes(name)) throw unknownName(`?${name}`, names);
}

/** @param names those that are accepted */
export function unknownName(path: string, names: readonly string[]): Refusal {
  const hint = names.length === 0 ? 'none is accepted here' : `use ${names.join(', ')}`;
  return refusedInput(path, `is unknown: ${hint}`);
}

/** @throws Refusal CONTROL_INPUT_INVALID unless it is an object with no other keys than these */
export function objectAt(path: string, value: unknown, names: readonly string[]): JsonObject {
  if (!isObject(value)) throw wrongInput(path, 'an object', value);
  for (const name of Object.keys(value))
    if (!names.includes(name)) throw unknownName(`${path}.${name}`, names);
  return value;
}

/** @throws Refusal CONTROL_INPUT_INVALID unless it is a text that is not empty */
export function textAt(path: string, value: unknown, expected = 'text'): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrongInput(path, expected, value);
}

/** @throws Refusal CONTROL_INPUT_INVALID unless it is a list */
export function listAt(path: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongInput(path, 'a list', value);
}

/** The value of an entry, which is JSON. @throws Refusal CONTROL_INPUT_INVALID for none, and for one nested too deep */
export function valueAt(path: string, { value }: JsonObject): JsonValue {
  if (value === undefined) throw refusedInput(`${path}.value`, 'is absent');
  if (isNestedTooDeep(value)) throw refusedInput(`${path}.value`, `is nested over ${maxNesting} levels deep`);
  return value as JsonValue;
}

/** A value as a message quotes it. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
