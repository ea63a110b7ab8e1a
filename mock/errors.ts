/** All errors of using the emulator, as opposed to answers of the emulated service. */
export type SessionManagerErrorCode =
  | 'OPTION_INVALID'
  | 'ALREADY_LISTENING'
  | 'NOT_LISTENING'
  | 'CERTIFICATE_AUTHORITY'
  | 'STORE_UNREACHABLE';

/** One problem of an option. */
export interface OptionProblem {
  /** The option, with the path in it: `maxSessions`, `remoteApps[0].url`. */
  readonly option: string;
  /** What is wrong: `0 is invalid`. */
  readonly message: string;
  /** What to do, as a sentence: `Give an integer from 1.` */
  readonly hint: string;
}

/** A mistake in the use of the emulator. The message names the option and what to give instead. */
export class SessionManagerError extends Error {
  readonly code: SessionManagerErrorCode;
  /** With OPTION_INVALID: all problems, in the order of the lines of the message. */
  readonly problems: readonly OptionProblem[];
  /** The message, problem by problem. */
  readonly lines: readonly string[];

  constructor(code: 'OPTION_INVALID', problems: readonly OptionProblem[]);
  constructor(code: Exclude<SessionManagerErrorCode, 'OPTION_INVALID'>, message: string);
  constructor(code: SessionManagerErrorCode, cause: string | readonly OptionProblem[]) {
    const lines = typeof cause === 'string' ? [cause] : cause.map(problemText);
    super(lines.join('\n'));
    this.name = 'SessionManagerError';
    this.code = code;
    this.lines = lines;
    this.problems = typeof cause === 'string' ? [] : cause;
  }
}

function problemText({ option, message, hint }: OptionProblem): string {
  return [`${option} ${message}`, hint].filter((part) => part !== '').join('. ');
}
