import type { Assumptions } from '../targets/assumptions';

/** The grades of claims, best first. `live` means seen by this suite on a live account, with a dated recording. */
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
  'POST /_mock/personas/{id}/logins',
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
  'GET /_mock/account',
  'GET /_mock/assumptions',
  'POST /_mock/tokens',
  'GET /_mock/browser',
  'POST /_mock/browser',
  'DELETE /_mock/browser/login',
  'GET /_mock/login',
  'POST /_mock/login',
  'GET /_mock/ready',
  'GET /_mock/metrics',
  'GET /_mock/cells',
  'POST /_mock/cells',
  'DELETE /_mock/cells',
  'DELETE /_mock/cells/{name}',
  'POST /_mock/sources/preview',
  'POST /_mock/sources',
  'GET /_mock/sources',
  'GET /_mock/sources/{id}',
  'DELETE /_mock/sources/{id}',
  'POST /_mock/sources/{id}/refresh',
  'GET /_mock/tools',
  'POST /_mock/tools/{name}',
  'POST /_mock/mcp',
] as const;

export type Operation = (typeof operations)[number] | (typeof controlOperations)[number];

/** A setting and its default. */
export type AssumedSetting = {
  [Setting in keyof Assumptions]: { readonly setting: Setting; readonly default: Assumptions[Setting] };
}[keyof Assumptions];

/**
 * What a target must offer for a behaviour. `anyRequest`: it may be sent more than the public values of an anonymous
 * visitor, unlike a live account; `vtexCookies`: it marks cookies as VTEX does; `parallel`: it takes parallel requests; `login`: it has a logged-in shopper.
 */
export type Need =
  | 'fixture'
  | 'tokenOfAnotherAccount'
  | 'later'
  | 'anyRequest'
  | 'vtexCookies'
  | 'parallel'
  | 'login'
  | 'raw'
  | 'variant';

/** Whether a claim applies to the real service, the emulator or both; with the reason if to one. */
export type Marker = 'both' | { readonly emulatorOnly: string } | { readonly liveOnly: string };

/** One claim about Session Manager. The code that checks it is in `behaviours/`. */
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
