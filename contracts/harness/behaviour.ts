import type { Target } from '../targets/target';
import type { Variant } from '../targets/variant';
import type { Claim, Marker } from './claim';
import type { Emulated } from './emulated';
import type { Expect } from './expect';
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

/** @param behaviour without a marker it is claimed of both, the real service and the emulator */
export function claim(behaviour: Omit<Behaviour, 'marker'> & { readonly marker?: Marker }): Behaviour {
  return { marker: 'both', ...behaviour };
}
