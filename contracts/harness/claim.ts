import controlPlane from '../../fixtures/openapi/control-plane.yaml';
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

/** The emulator's control plane, which is no part of VTEX's API. */
export const controlOperations: readonly ControlOperation[] = Object.entries(
  controlPlane['paths'] as Record<string, object>,
).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}` as ControlOperation),
);

type ControlOperation = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /_mock/${string}`;

export type Operation = (typeof operations)[number] | ControlOperation;

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
