import type { Expect } from './expect';
import type { Assumptions } from './targets/assumptions';
import type { Target } from './targets/target';
import type { Visitor } from './visitor';

/** How well a claim is known, the best first. There will be `live` above these once somebody has run it live. */
export const grades = ['documented', 'observed', 'inferred', 'assumed'] as const;
export type Grade = (typeof grades)[number];

/** Method and path as the OpenAPI document has them. */
export type Operation =
  | 'POST /api/sessions'
  | 'PATCH /api/sessions'
  | 'GET /api/sessions'
  | 'POST /api/sessions/{sessionToken}'
  | 'GET /api/sessions/{sessionToken}'
  | 'GET /api/segments'
  | 'GET /api/segments/{segmentToken}';

/** An open question, as a setting and the answer that is assumed. */
export type AssumedSetting = {
  [Setting in keyof Assumptions]: { readonly setting: Setting; readonly default: Assumptions[Setting] };
}[keyof Assumptions];

/** What a target must offer for a behaviour to be tried on it. */
export type Need = 'fixture' | 'tokenOfAnotherAccount' | 'later';

export interface Context {
  /** Every answer it gives has been held against the OpenAPI document. */
  readonly target: Target;
  /** A visitor nobody has seen before. */
  readonly visitor: Visitor;
  readonly newVisitor: () => Visitor;
  readonly expect: Expect;
}

/** One thing that is claimed of Session Manager, and how to see whether a target does it. */
export interface Behaviour {
  /** `family.statement`, the family being the file: `sessions.edit.keeps-unnamed-keys`. */
  readonly id: string;
  readonly sentence: string;
  /** The operation the claim is about; running the behaviour must call it. */
  readonly operation: Operation;
  readonly grade: Grade;
  /** Rules of the project's evidence ledger. */
  readonly evidence: readonly string[];
  /** The setting by which a target says what it does here; `run` reads it from the target. */
  readonly assumption?: AssumedSetting;
  /** Whether the claim is made of the real service too, or why of the emulator alone. */
  readonly marker: 'both' | { readonly emulatorOnly: string };
  readonly needs?: readonly Need[];
  readonly run: (context: Context) => Promise<void>;
}
