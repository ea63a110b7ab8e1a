import { keyMatcher } from '../../mock/rules/app';
import type { KeyRef } from '../../mock/rules/session';
import type { Place } from './finding';

/** A name that stands in a configuration. */
export interface Named extends Place {
  readonly name: string;
}

export interface DeclaredNamespace extends Named {
  readonly keys: readonly Named[];
}

/** One KEY of a `vtex.session/configuration.json`, with the place of every name. */
export interface ConfiguredApp extends Named {
  readonly input: readonly DeclaredNamespace[];
  readonly output: readonly DeclaredNamespace[];
}

/** One declared key and its namespace. */
export interface DeclaredKey extends KeyRef, Place {}

export function keysOf(declared: readonly DeclaredNamespace[]): DeclaredKey[] {
  return declared.flatMap(({ name: namespace, keys }) =>
    keys.map(({ name: key, file, line }) => ({ namespace, key, file, line })),
  );
}

export function refText({ namespace, key }: KeyRef): string {
  return `${namespace}.${key}`;
}

/** Whether both may mean the same key. Of two patterns only what one says of the other's text is known. */
export function overlap(one: KeyRef, other: KeyRef): boolean {
  return (
    one.namespace === other.namespace &&
    (one.key === other.key || keyMatcher(one.key)(other.key) || keyMatcher(other.key)(one.key))
  );
}

/** The inputs of an app that it writes itself. */
export function ownInputs({ input, output }: ConfiguredApp): DeclaredKey[] {
  const written = keysOf(output);
  return keysOf(input).filter((key) => written.some((other) => overlap(key, other)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
