import type { JsonValue } from '../rules/session';
import { holdsCredential, isCredentialName } from './credentials';
import { redacted } from './redacted';

/** How what came in and went out is shown, the credentials left out. */
export interface Shown {
  text(text: string): string;
  /** What stands under a name; nothing, which is what clears a value, is no secret. */
  under(name: string, value: JsonValue): JsonValue;
  json(value: JsonValue): JsonValue;
}

/** @param secrets what is known to be a credential, and is left out wherever it stands */
export function shownWithout(secrets: readonly string[]): Shown {
  const text = (one: string) =>
    holdsCredential(one) || secrets.some((secret) => one.includes(secret)) ? redacted : one;
  const under = (name: string, value: JsonValue): JsonValue => {
    if (!isCredentialName(name)) return json(value);
    return value === '' || value === null ? value : redacted;
  };
  const json = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(json);
    return Object.fromEntries(
      Object.entries(value).map(([name, inside]) => [text(name), under(name, inside)]),
    );
  };
  return { text, under, json };
}
