import type { Assumptions } from '../targets/assumptions';

/** How well a claim is known, the best first. `live` is for what this suite saw on a live account, with a dated file. */
export const grades = ['live', 'documented', 'observed', 'inferred', 'assumed'] as const;
export type Grade = (typeof grades)[number];

/** Method and path as the OpenAPI document has them. */
export const operations = [
  'POST /api/sessions',
  'PATCH /api/sessions',
  'GET /api/sessions',
  'POST /api/sessions/{sessionToken}',
  'GET /api/sessions/{sessionToken}',
  'GET /api/segments',
  'GET /api/segments/{segmentToken}',
] as const;

/** The emulator's control plane, which is no part of VTEX's API and not in the document. */
export const controlOperations = [
  'GET /_mock/health',
  'GET /_mock/openapi.json',
  'GET /_mock/control/openapi.json',
  'GET /_mock/personas',
  'POST /_mock/personas/{id}/sessions',
  'GET /_mock/sessions/{id}/explain',
  'GET /_mock/sessions',
  'GET /_mock/sessions/{id}',
  'POST /_mock/reset',
  'POST /_mock/seed',
  'GET /_mock/snapshot',
  'PUT /_mock/snapshot',
  'GET /_mock/clock',
  'PUT /_mock/clock',
  'GET /_mock/journal',
  'DELETE /_mock/journal',
  'GET /_mock/journal/await',
  'GET /_mock/events',
  'GET /_mock/faults',
  'POST /_mock/faults',
  'DELETE /_mock/faults',
  'DELETE /_mock/faults/{id}',
  'POST /_mock/sources/preview',
  'POST /_mock/sources',
  'GET /_mock/sources',
  'GET /_mock/sources/{id}',
  'DELETE /_mock/sources/{id}',
  'POST /_mock/sources/{id}/refresh',
  'GET /_mock/tools',
  'POST /_mock/tools/{name}',
] as const;

export type Operation = (typeof operations)[number] | (typeof controlOperations)[number];

/** An open question, as a setting and the answer that is assumed. */
export type AssumedSetting = {
  [Setting in keyof Assumptions]: { readonly setting: Setting; readonly default: Assumptions[Setting] };
}[keyof Assumptions];

/**
 * What a target must offer for a behaviour to be tried on it. `anyRequest`: that it is sent more than an anonymous
 * visitor's public values, which a live account never is; `parallel`: that requests reach it side by side; `login`:
 * that somebody is logged in there.
 */
export type Need =
  | 'fixture'
  | 'tokenOfAnotherAccount'
  | 'later'
  | 'anyRequest'
  | 'parallel'
  | 'login'
  | 'raw'
  | 'variant';

/** Of whom a claim is made. A claim of one alone says why. */
export type Marker = 'both' | { readonly emulatorOnly: string } | { readonly liveOnly: string };

/** One thing that is claimed of Session Manager. How to see whether a target does it stands in `behaviours/`. */
export interface Claim {
  /** `family.statement`, the family being the file: `sessions.edit.keeps-unnamed-keys`. */
  readonly id: string;
  readonly sentence: string;
  /** The operation the claim is about; running the behaviour must call it. */
  readonly operation: Operation;
  readonly grade: Grade;
  /** Rules of the evidence ledger. */
  readonly evidence: readonly string[];
  /** The setting by which a target says what it does here; the behaviour reads it from the target. */
  readonly assumption?: AssumedSetting;
  /** Why the assumption has no setting. Completes "no setting, because …". */
  readonly noSetting?: string;
  readonly marker: Marker;
  readonly needs?: readonly Need[];
}

/**
 * Thrown by a behaviour that this target cannot show after all: its account lacks such a policy, or its budget is
 * spent. The message is the reason, for reports.
 */
export class NotTried extends Error {
  override readonly name: string = 'NotTried';
}
