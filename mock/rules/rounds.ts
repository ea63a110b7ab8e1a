/** The record of a cascade, round by round. */
import type { JsonValue, KeyRef, Namespaces } from './session';

/** One call of an app. */
export interface AppCall {
  readonly app: string;
  readonly input: Namespaces;
  /** Its declared outputs; undefined if it failed. */
  readonly output: Namespaces | undefined;
  /** Its undeclared outputs, which are not written. */
  readonly undeclared: readonly KeyRef[];
  /** Its declared outputs that hold no entry and count as left out. */
  readonly unreadable: readonly KeyRef[];
  /** By the timer of the cascade. */
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Why it failed. */
  readonly failure?: string;
}

/** Several apps gave a key different values in one round. */
export interface Conflict extends KeyRef {
  readonly values: readonly { readonly app: string; readonly value: JsonValue }[];
  readonly winner: string;
  /** The app that would have won in declared order. */
  readonly declaredWinner: string;
}

/** Concurrent calls, and the keys that they changed. */
export interface Round {
  readonly call: 'create' | 'transform';
  readonly calls: readonly AppCall[];
  readonly changed: readonly KeyRef[];
  readonly conflicts: readonly Conflict[];
}
