// The goals of the benchmark.
export const goals = {
  /** Our answers a second, against those of the floor. */
  throughputRatio: 0.5,
  /** Our whole process, and our first answer, against those of a bare Express 5. */
  coldStartRatio: 1.6,
  /** The first answer of a manager of one's own, without a port, against that of a bare Express 5. */
  firstAnswerRatio: 3,
  /** Milliseconds of a reset. */
  resetMilliseconds: 1,
  /** Resident bytes that one anonymous session may cost. */
  bytesPerSession: 1_500,
};
