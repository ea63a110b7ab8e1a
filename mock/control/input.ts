import { badRequest, type Refusal } from '../rules/refusal';
import { isObject, type JsonObject } from '../util/json';

/** An input that a control route refuses. The message begins with its JSON path. */
export function refusedInput(path: string, problem: string): Refusal {
  return badRequest('CONTROL_INPUT_INVALID', `${path} ${problem}`);
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
  if (!isObject(value)) {
    throw refusedInput(path, `must be an object, not ${quoted(value)}`);
  }
  for (const name of Object.keys(value))
    if (!names.includes(name)) throw unknownName(`${path}.${name}`, names);
  return value;
}

/** A value as a message quotes it. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
