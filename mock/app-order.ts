import type { AppOrder } from './options';

/** What merges the answers of one round in that order. A seed makes a shuffled order repeatable. */
export function orderOf(appOrder: AppOrder): <T>(apps: readonly T[]) => readonly T[] {
  if (appOrder === 'declared') return (apps) => apps;
  const [, seed] = appOrder.split(':');
  const random = randomFrom(seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seed));
  return (apps) => {
    const shuffled = [...apps];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [shuffled[last], shuffled[other]] = [
        shuffled[other] as (typeof apps)[number],
        shuffled[last] as (typeof apps)[number],
      ];
    }
    return shuffled;
  };
}

/** Numbers from 0 to 1 by a linear congruential generator, good enough to shuffle a handful (Numerical Recipes' constants). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
