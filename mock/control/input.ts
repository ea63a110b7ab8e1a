import { badRequest, type Refusal } from '../rules/refusal';

/** What a control route was given and does not take; the message begins with the place, as a JSON path. */
export function refusedInput(place: string, problem: string): Refusal {
  return badRequest('CONTROL_INPUT_INVALID', `${place} ${problem}`);
}

/** @throws Refusal CONTROL_INPUT_INVALID for query parameters that are not among these */
export function onlyQuery(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) {
    if (!names.includes(name)) throw refusedInput(`?${name}`, `is not known here: ${known(names)}`);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws Refusal CONTROL_INPUT_INVALID for what is no object, or has other keys than these */
export function objectAt(place: string, value: unknown, names: readonly string[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusedInput(place, `must be an object, not ${shown(value)}`);
  }
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) throw refusedInput(`${place}.${name}`, `is not known here: ${known(names)}`);
  }
  return value as JsonObject;
}

/** A value as a message quotes it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function known(names: readonly string[]): string {
  return names.length === 0 ? 'this takes none' : `it may be ${names.join(', ')}`;
}
