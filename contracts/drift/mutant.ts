/**
 * One way in which an emulator could drift from what is known: a one-line change of its source. Mutants are put into
 * the text while a bundle is made for the run (scripts/mutants.mjs); no build that is published knows of them.
 */
export interface Mutant {
  readonly name: string;
  /** What the emulator then does. */
  readonly sentence: string;
  /** From the root of the project. */
  readonly file: string;
  /** Occurs in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Behaviours that must notice; others may. */
  readonly breaks: readonly [string, ...string[]];
}
