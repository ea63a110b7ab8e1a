import type { Expect, Matchers } from '../harness/behaviour';
import { type Difference, differencesOf, differenceText, shown } from './difference';

/** A failed check, with its differences. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';

  constructor(readonly differences: readonly Difference[]) {
    super(differences.map(differenceText).join('\n'));
  }
}

/** {@link Matchers} without Jest. A failure throws a {@link Mismatch}. */
export const plainExpect: Expect = (actual) => ({
  ...matchersOf(actual, false),
  not: matchersOf(actual, true),
});

function matchersOf(actual: unknown, negated: boolean): Matchers {
  const fail = (...differences: readonly Difference[]): never => {
    throw new Mismatch(differences);
  };
  const whole = (expected: string): Difference => ({ path: '$', expected, actual: shown(actual) });

  /** Fails if it does not hold or, negated, if it holds. */
  const check = (holds: boolean, expected: string) => {
    if (holds === negated) fail(whole(negated ? `not ${expected}` : expected));
  };
  /** A value of the wrong type fails a check, negated or not. */
  const demand = (possible: boolean, expected: string) => {
    if (!possible) fail(whole(expected));
  };

  return {
    toBe: (expected) => check(Object.is(actual, expected), shown(expected)),
    toEqual(expected) {
      const differences = differencesOf(expected, actual);
      if (negated) check(differences.length === 0, shown(expected));
      else if (differences.length > 0) fail(...differences);
    },
    toMatch(expected) {
      demand(typeof actual === 'string', `text that matches ${expected}`);
      check(expected.test(actual as string), `text that matches ${expected}`);
    },
    toContain(expected) {
      const what = `something that contains ${shown(expected)}`;
      const inText = typeof actual === 'string' && typeof expected === 'string';
      demand(inText || Array.isArray(actual), what);
      check((actual as string | unknown[]).includes(expected as string), what);
    },
    toBeGreaterThanOrEqual(expected) {
      demand(typeof actual === 'number', `a number of at least ${expected}`);
      check((actual as number) >= expected, `a number of at least ${expected}`);
    },
    toBeLessThanOrEqual(expected) {
      demand(typeof actual === 'number', `a number of at most ${expected}`);
      check((actual as number) <= expected, `a number of at most ${expected}`);
    },
  };
}
