/**
 * The few checks behaviours are written with. Jest's `expect` has them all; so few, so that a driver which must
 * do without Jest can bring its own.
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
