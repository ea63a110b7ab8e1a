import type { JsonValue } from './session';

/**
 * A value as text; an object as its JSON, since callers choose what an object holds: one whose `toString` is
 * null has no text of JavaScript's.
 */
export function valueText(value: NonNullable<JsonValue>): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
