import type { CatalogueEntry } from './catalogue/entry';
import type { Emulated } from './emulated';
import type { Expect } from './expect';
import type { Target } from './targets/target';
import type { Variant } from './targets/variant';
import type { Visitor } from './visitor';

export interface Context {
  /** Every answer it gives has been held against the OpenAPI document. */
  readonly target: Target;
  /** A visitor nobody has seen before. */
  readonly visitor: Visitor;
  readonly newVisitor: () => Visitor;
  /** An emulator of another configuration, closed when the behaviour ends. @throws where the target has none */
  readonly emulate: (variant: Variant) => Emulated;
  readonly expect: Expect;
}

/** Sees whether a target does what the catalogue claims. */
export type Run = (context: Context) => Promise<void>;

/** The runs of one family, by the ids of the catalogue. */
export type Runs = Readonly<Record<string, Run>>;

/** An entry of the catalogue and how to see whether a target does it. */
export interface Behaviour extends CatalogueEntry {
  readonly run: Run;
}
