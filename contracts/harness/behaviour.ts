import type { Target, Variant } from '../targets/target';
import type { Claim, Marker } from './claim';
import type { Emulated } from './emulated';
import type { Visitor } from './visitor';

export interface Context {
  /** Every answer it gives is checked against the OpenAPI document. */
  readonly target: Target;
  /** A visitor without a session. */
  readonly visitor: Visitor;
  readonly newVisitor: () => Visitor;
  /** An emulator of another configuration, closed when the behaviour ends. @throws where the target has none */
  readonly emulate: (variant: Variant) => Emulated;
  readonly expect: Expect;
}

/** Checks whether a target does what the claim says. @throws when it does not */
export type Run = (context: Context) => Promise<void>;

/** A claim and the code that checks it. */
export interface Behaviour extends Claim {
  readonly run: Run;
}

/** @param behaviour without a marker it applies to the real service and the emulator */
export function claim(behaviour: Omit<Behaviour, 'marker'> & { readonly marker?: Marker }): Behaviour {
  return { marker: 'both', ...behaviour };
}

/**
 * The checks of behaviours: a subset of Jest's `expect`, so that `verify` can run without Jest.
 */
export interface Matchers {
  toBe(expected: unknown): void;
  /** Deep; object keys in any order. */
  toEqual(expected: unknown): void;
  toMatch(expected: RegExp): void;
  /** Of a string or an array. */
  toContain(expected: unknown): void;
  toBeGreaterThanOrEqual(expected: number): void;
  toBeLessThanOrEqual(expected: number): void;
}

export type Expect = (actual: unknown) => Matchers & { readonly not: Matchers };
