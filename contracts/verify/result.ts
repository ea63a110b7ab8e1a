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
  /** The reason completes "Not tried, because …". */
  | { readonly outcome: 'not tried'; readonly reason: string };

export interface Result {
  readonly behaviour: Claim;
  readonly trial: Trial;
}

/** Those that were not tried, by reason. */
export function notTriedByReason(results: readonly Result[]): ReadonlyMap<string, readonly Result[]> {
  const notTried = results.filter(({ trial }) => trial.outcome === 'not tried');
  return grouped(notTried, ({ trial }) => ('reason' in trial ? trial.reason : ''));
}

export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** `sessions.edit` of `sessions.edit.keeps-unnamed-keys`. */
export function familyOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
