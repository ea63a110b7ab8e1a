import { shuffler } from '../util/shuffle';

/** As declared, or shuffled in each round, which reveals apps that race for a key. */
export type AppOrder = 'declared' | 'shuffled' | `shuffled:${number}`;

/** Merges the answers of one round in that order. */
export function orderOf(appOrder: AppOrder): <T>(apps: readonly T[]) => readonly T[] {
  if (appOrder === 'declared') return (apps) => apps;
  const [, seed] = appOrder.split(':');
  return shuffler(seed === undefined ? undefined : Number(seed));
}
