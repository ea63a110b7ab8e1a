// Medians, because other work on the machine spoils single slices and a mean would carry that on.
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Two series measured in turn, as the median of the ratios of neighbours, and how far these lie apart. */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((value, index) => value / theirs[index]);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
