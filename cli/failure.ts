/** What the process says to the one who started it. `0` is kept for an orderly end. */
export const exitCodes = {
  unexpected: 1,
  usage: 2,
  portInUse: 3,
  unreachable: 4,
  /** Of `exec`, as shells have them. */
  notExecutable: 126,
  notFound: 127,
} as const;

/** An end that was foreseen: the messages are for people, one a line, and no stack is shown. */
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
