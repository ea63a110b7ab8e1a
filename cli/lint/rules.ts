export type Severity = 'error' | 'warning';

export interface LintRule {
  readonly severity: Severity;
  /** What is found. docs/session-app-lint.md shows both, and a test compares. */
  readonly finds: string;
  readonly because: string;
}

/** Every rule by its id. Ids are kept: scripts of users name them. */
export const lintRules = {
  'not-json': {
    severity: 'error',
    finds: 'A file that is not JSON.',
    because: 'Nothing of it can be read.',
  },
  'unknown-shape': {
    severity: 'error',
    finds:
      'Anything but KEYs, each an object of `input` and `output`, each an object of namespaces, each a list of key names; a name that is empty; a member that stands twice; a pattern that is no regular expression.',
    because: 'Every published configuration has this shape (R-239, R-268 to R-272).',
  },
  'same-app': {
    severity: 'error',
    finds: 'A KEY that stands twice, in one file or in two.',
    because: 'The KEY is the route that is called, `/_v/{KEY}/session/transform` (R-239).',
  },
  'two-writers': {
    severity: 'error',
    finds: 'Two of the given apps that write one key.',
    because: 'Apps are called side by side (R-233): which answer stays is chance.',
  },
  'endless-cycle': {
    severity: 'error',
    finds: 'Two or more of the given apps that keep calling each other, without a way to settle.',
    because: 'A change is told to every app that reads it, until nothing changes (R-231, R-232).',
  },
  'settling-cycle': {
    severity: 'warning',
    finds: 'A cycle that has a way to settle.',
    because: 'Whether it settles is up to the values, which a configuration does not tell (R-232).',
  },
  'reads-own-output': {
    severity: 'warning',
    finds: 'An app that reads a key it writes.',
    because: 'Allowed (R-244), and the app is called once more after each change of its own.',
  },
  'writes-public': {
    severity: 'warning',
    finds: 'Output into `public`.',
    because: 'Every caller writes there too; VTEX’s own apps do it (R-245) against their guide (X-5).',
  },
  'vtex-namespace': {
    severity: 'warning',
    finds: 'Output into a namespace that belongs to an app of VTEX, or to the caller’s cookies.',
    because: 'Its owner may write the key as well, now or later (R-245, X-5).',
  },
  'nobody-writes': {
    severity: 'warning',
    finds:
      'An input that no app of VTEX (R-260 to R-269) and none of the given apps writes, outside of `public` and `cookie`.',
    because: 'An app is called only when a declared input changed (R-237): this one never does.',
  },
  'no-input': {
    severity: 'warning',
    finds: 'An app without inputs.',
    because: 'It is never called, unless it runs when a session is created (R-235, R-237).',
  },
  'no-output': {
    severity: 'warning',
    finds: 'An app without outputs.',
    because: 'It is called, and all that it answers is ignored (R-243).',
  },
  'no-keys': {
    severity: 'warning',
    finds: 'A namespace with an empty list of keys.',
    because: 'It declares nothing.',
  },
  'declared-twice': {
    severity: 'warning',
    finds: 'A key that stands twice in one list.',
    because: 'Once is enough; often another key was meant.',
  },
  pattern: {
    severity: 'warning',
    finds: 'A regular expression as a key, outside of `cookie`.',
    because: 'Known of cookies and VTEX’s own apps only (R-114).',
  },
  'dotted-name': {
    severity: 'warning',
    finds: 'A namespace or a key with a dot, outside of `cookie`.',
    because: '`items=namespace.key` cannot ask for it unambiguously (R-071).',
  },
  'odd-name': {
    severity: 'warning',
    finds:
      'A KEY that does not stand in a path as it is; a namespace or key with other signs than letters, digits, `-` and `_`.',
    because: 'No such name is known (R-070, R-239).',
  },
} as const satisfies Record<string, LintRule>;

export type LintRuleId = keyof typeof lintRules;
