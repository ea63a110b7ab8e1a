/** What a cascade did, told round by round. */
import type { JsonValue, KeyRef, Namespaces } from './session';

/** One app's part in a round. */
export interface AppCall {
  readonly app: string;
  readonly input: Namespaces;
  /** What it answered of what it declares; undefined when it failed. */
  readonly output: Namespaces | undefined;
  /** Outputs it gave without declaring them; they are not written. */
  readonly undeclared: readonly KeyRef[];
  readonly milliseconds: number;
  /** Why it failed. */
  readonly failure?: string;
}

/** Two or more apps gave one key different values in one round. */
export interface Conflict extends KeyRef {
  readonly values: readonly { readonly app: string; readonly value: JsonValue }[];
  readonly winner: string;
  /** Who would have won in declared order. */
  readonly declaredWinner: string;
}

/** Calls made side by side, and the keys that came out changed. */
export interface Round {
  readonly call: 'create' | 'transform';
  readonly calls: readonly AppCall[];
  readonly changed: readonly KeyRef[];
  readonly conflicts: readonly Conflict[];
}
