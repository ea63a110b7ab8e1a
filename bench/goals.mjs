// What the figures are held against. No goal was set for the ratios of throughput: they are shown as they are.
export const goals = {
  /** Our whole process, and our first answer, against those of a bare Express 5. */
  coldStartRatio: 1.6,
  /** Resident bytes that one anonymous session may cost. */
  bytesPerSession: 1_500,
};
