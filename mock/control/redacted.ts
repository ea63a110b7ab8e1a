import type { Entry, JsonValue } from '../rules/session';

/** Cookies are somebody's credentials; what the control plane shows may be pasted anywhere. */
export const redacted = '<redacted>';

export function shownValue(namespace: string, value: JsonValue): JsonValue {
  return namespace === 'cookie' ? redacted : value;
}

export function redactedEntry(namespace: string, entry: Entry): Entry {
  return { ...entry, value: shownValue(namespace, entry.value) };
}
