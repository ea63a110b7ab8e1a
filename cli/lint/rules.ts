export type Severity = 'error' | 'warning';

export interface LintRule {
  readonly severity: Severity;
  /** What the rule reports. */
  readonly finds: string;
  readonly because: string;
}

/** Every rule by its id; docs/session-app-lint.md follows. Do not rename ids: users' scripts refer to them. */
export const lintRules = {
  'not-json': {
    severity: 'error',
    finds: 'A file that is not JSON.',
    because: 'It cannot be read.',
  },
  'unknown-shape': {
    severity: 'error',
    finds:
      'Anything but KEYs, each an object of `input` and `output`, each an object of namespaces, each a list of key names; an empty name; a duplicate member; a pattern that is not a valid regular expression or can take very long to match.',
    because: 'Every published configuration has this shape (R-239, R-268 to R-272).',
  },
  'same-app': {
    severity: 'error',
    finds: 'A duplicate KEY, in one file or in two.',
    because: 'The KEY is part of the route that is called, `/_v/{KEY}/session/transform` (R-239).',
  },
  'two-writers': {
    severity: 'error',
    finds: 'Two of the given apps that write the same key.',
    because: 'Apps are called in parallel (R-233), so either answer may win.',
  },
  'endless-cycle': {
    severity: 'error',
    finds: 'Two or more of the given apps that keep calling each other and cannot settle.',
    because: 'A change calls every app that reads the key, until nothing changes (R-231, R-232).',
  },
  'settling-cycle': {
    severity: 'warning',
    finds: 'A cycle that can settle.',
    because: 'Whether it settles depends on the values, which a configuration does not show (R-232).',
  },
  'reads-own-output': {
    severity: 'warning',
    finds: 'An app that reads a key it writes.',
    because: 'Allowed (R-244), but the app is called once more after each change of its own.',
  },
  'writes-public': {
    severity: 'warning',
    finds: 'Output to `public`.',
    because: 'Every caller writes there too. VTEX’s own apps do it (R-245), against their guide (X-5).',
  },
  'vtex-namespace': {
    severity: 'warning',
    finds: 'Output to a namespace that belongs to an app of VTEX, or to the caller’s cookies.',
    because: 'Its owner may write the key too, now or later (R-245, X-5).',
  },
  'never-written': {
    severity: 'warning',
    finds:
      'An input, outside of `public` and `cookie`, that no app of VTEX (R-260 to R-269) and none of the given apps writes.',
    because: 'An app is called only when a declared input changes (R-237), and this one never does.',
  },
  'no-input': {
    severity: 'warning',
    finds: 'An app without inputs.',
    because: 'It is never called, unless it runs when a session is created (R-235, R-237).',
  },
  'no-output': {
    severity: 'warning',
    finds: 'An app without outputs.',
    because: 'It is called, but its answers are ignored (R-243).',
  },
  'no-keys': {
    severity: 'warning',
    finds: 'A namespace with an empty list of keys.',
    because: 'It declares nothing.',
  },
  'declared-twice': {
    severity: 'warning',
    finds: 'A duplicate key in one list.',
    because: 'It has no effect; often another key was meant.',
  },
  pattern: {
    severity: 'warning',
    finds: 'A regular expression as a key, outside of `cookie`.',
    because: 'Known only of cookies and VTEX’s own apps (R-114).',
  },
  'dotted-name': {
    severity: 'warning',
    finds: 'A namespace or a key with a dot, outside of `cookie`.',
    because: '`items=namespace.key` cannot select it unambiguously (R-071).',
  },
  'odd-name': {
    severity: 'warning',
    finds:
      'A KEY that must be escaped in a path; a namespace or key with characters other than letters, digits, `-` and `_`.',
    because: 'No such name is known (R-070, R-239).',
  },
} as const satisfies Record<string, LintRule>;

export type LintRuleId = keyof typeof lintRules;

export interface Location {
  /** The file's path as it was given. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What `lint --json` lists. */
export interface Finding extends Location, FindingText {
  readonly severity: Severity;
  readonly rule: LintRuleId;
}

export interface FindingText {
  /** KEY of the app concerned. */
  readonly app?: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

export function finding(rule: LintRuleId, { file, line }: Location, text: FindingText): Finding {
  return { severity: lintRules[rule].severity, rule, file, line, ...text };
}
