import type { Facts } from './facts';

/** When a request and its answer are as `when` says, these behaviours of the catalogue decided the answer. */
export interface Decision {
  readonly when: (facts: Facts) => boolean;
  readonly behaviours: readonly string[];
}

/** A few behaviours and when they decide, in the order of reading. */
export function decision(when: Decision['when'], ...behaviours: readonly string[]): Decision {
  return { when, behaviours };
}
