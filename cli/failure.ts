/** Exit codes of the process; 0 is success. */
export const exitCodes = {
  unexpected: 1,
  usage: 2,
  portInUse: 3,
  unreachable: 4,
  /** Of `exec`, as in shells. */
  notExecutable: 126,
  notFound: 127,
} as const;

/** An expected failure: its messages are for people, one per line, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly exitCode: number,
    readonly problems: readonly string[],
  ) {
    super(problems.join('\n'));
  }
}

export function usageFailure(...problems: readonly string[]): Failure {
  return new Failure(exitCodes.usage, problems);
}
