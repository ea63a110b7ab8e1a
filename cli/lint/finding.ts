import { type LintRuleId, lintRules, type Severity } from './rules';

/** Where something stands. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Finding extends Place {
  readonly severity: Severity;
  readonly rule: LintRuleId;
  /** KEY of the app that it is about. */
  readonly app?: string;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
}

export interface Told {
  readonly app?: string;
  readonly message: string;
  readonly mend: string;
}

export function finding(rule: LintRuleId, { file, line }: Place, told: Told): Finding {
  return { severity: lintRules[rule].severity, rule, file, line, ...told };
}
