/** Shuffles lists, a new order at each call. With a seed the sequence of orders is repeatable. */
export function shuffler(seed: number = Math.floor(Math.random() * 2 ** 31)): <T>(list: readonly T[]) => T[] {
  const random = randomFrom(seed);
  return <T>(list: readonly T[]) => {
    const shuffled = [...list];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  };
}

/** Numbers from 0 to 1 by a linear congruential generator, good enough for a handful of items (Numerical Recipes' constants). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
