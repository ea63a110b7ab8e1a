// Medians, because other work on the machine distorts single slices, and so a mean.
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A figure that was measured several times: median and range. */
export function spread(numbers) {
  return { figure: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) };
}

/** Two series measured in turn: the ratios of neighbours. */
export const ratioOf = (ours, theirs) => spread(ours.map((value, index) => value / theirs[index]));
