/** One thing wrong with an account fixture, and what to write instead. */
export interface FixtureProblem {
  /** Where: `tradePolicies[1].currencyCode`; empty for the fixture as a whole. */
  readonly path: string;
  readonly message: string;
  readonly mend: string;
}

/** An account fixture that cannot be served. The message lists every problem, one a line. */
export class AccountFixtureError extends Error {
  override readonly name = 'AccountFixtureError';
  readonly code = 'ACCOUNT_FIXTURE_INVALID';

  constructor(
    /** The path or the name as it was given, or `"(inline)"`. */
    readonly file: string,
    readonly problems: readonly FixtureProblem[],
  ) {
    super(problems.map((problem) => line(file, problem)).join('\n'));
  }
}

function line(file: string, { path, message, mend }: FixtureProblem): string {
  return `${file}: ${path === '' ? '' : `${path} `}${message}: ${mend}`;
}
