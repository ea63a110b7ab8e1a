import type { Claim } from '../harness/claim';
import type { Difference } from './difference';

export const outcomes = ['passed', 'failed', 'not tried'] as const;
export type Outcome = (typeof outcomes)[number];

/** The result of one run of a behaviour. */
export type Trial =
  | { readonly outcome: 'passed'; readonly milliseconds: number }
  | {
      readonly outcome: 'failed';
      readonly milliseconds: number;
      readonly message: string;
      /** Empty if the failure is not a comparison. */
      readonly differences: readonly Difference[];
      /** The last request, and the status it got: `PATCH /api/sessions: 200`. */
      readonly after: string | undefined;
    }
  | { readonly outcome: 'not tried'; readonly reason: string };

export interface Result {
  readonly behaviour: Claim;
  readonly trial: Trial;
}

/** `sessions.edit` of `sessions.edit.keeps-unnamed-keys`. */
export function familyOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
