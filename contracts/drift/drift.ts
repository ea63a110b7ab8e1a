interface Named {
  readonly name: string;
  /** The function that the place is in, where the pattern alone matches elsewhere too. */
  readonly in?: string;
  /** What the emulator then does. */
  readonly sentence: string;
  /** Behaviours that must notice; others may. */
  readonly breaks: readonly [string, ...string[]];
}

/** Replaces code. `$NAME` in the replacement is what `$NAME` of the pattern matched. */
interface ChangedCode {
  /** A pattern of ast-grep: `$NAME` matches any expression. Matches one place under `mock/`. */
  readonly find: string;
}

/** Replaces a part of a string or of a regular expression. */
interface ChangedText {
  readonly text: string;
}

/** Replaces a function by a wrapper, in which the function is `original`. */
interface WrappedFunction {
  readonly wrap: string;
}

/**
 * One way in which an emulator could drift from what is known: a small change of its source. A drift is applied
 * while a bundle is made for the run (scripts/drift.mjs); no published build contains one.
 */
export type Drift = Named & { readonly replace: string } & (ChangedCode | ChangedText | WrappedFunction);
