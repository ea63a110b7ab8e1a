/** The kind of a value in its label: `<session:1>`. */
export type LabelKind =
  | 'session' // its id
  | 'token' // of a session
  | 'segment' // token
  | 'login' // the cookie of one
  | 'cookie' // any other, by name or value
  | 'id'
  | 'email'
  | 'date'
  | 'random' // the digits of a name that the suite made
  | 'value'; // anything else that is not stored

/** Reference replacement: values that must not be stored become labels, equal values equal labels. */
export interface Labels {
  label(kind: LabelKind, value: string): string;
  /** Replaces labelled values, parts of them, and what looks like a secret, an id or a date. */
  redact(text: string): string;
}

export interface Known {
  readonly account: string;
  readonly workspace?: string | undefined;
  readonly host: string;
}

export function newLabels({ account, workspace, host }: Known): Labels {
  const labels = new Map<string, string>();
  const counts = new Map<LabelKind, number>();
  const label = (kind: LabelKind, value: string): string => {
    const before = labels.get(value);
    if (before !== undefined) return before;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    labels.set(value, `<${kind}:${count}>`);
    const id = kind === 'token' ? idIn(value) : undefined;
    if (id !== undefined) label('session', id);
    return `<${kind}:${count}>`;
  };
  const names: readonly (readonly [RegExp, string])[] = [
    [wholeWord(host), '<host>'],
    [wholeWord(account), '<account>'],
    ...(workspace === undefined ? [] : [[wholeWord(workspace), '<workspace>'] as const]),
  ];

  const known = (text: string) => {
    let clean = text;
    // Longest first, because one may contain another.
    for (const value of [...labels.keys()].sort((one, other) => other.length - one.length)) {
      if (isDistinctive(value)) clean = clean.replaceAll(value, labels.get(value) as string);
    }
    return clean.replace(words, (word) => partOf(word, labels) ?? word);
  };

  return {
    label,
    redact(text) {
      let clean = known(text.replace(colours, ''));
      for (const [kind, pattern] of patterns) clean = clean.replace(pattern, (found) => label(kind, found));
      for (const [pattern, name] of names) clean = clean.replace(pattern, name);
      return clean;
    },
  };
}

/** The session id in a token: an answer may have the token before the id. */
function idIn(token: string): string | undefined {
  try {
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as unknown;
    const { id } = (claims ?? {}) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Whether replacing the value in text is useful: `1` or `public` occur everywhere. */
function isDistinctive(value: string): boolean {
  return value.length >= 5 && !/^[a-z]{1,8}$/.test(value);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with one
const colours = /\x1b\[[0-9;]*m/g;
const words = /[\w.+/=~%-]{12,}/g;

/** The label of the value that contains the word: messages truncate long texts. */
function partOf(word: string, labels: ReadonlyMap<string, string>): string | undefined {
  for (const [value, label] of labels) if (value.includes(word)) return label;
  return undefined;
}

function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9-])${text.replaceAll(/[.-]/g, '\\$&')}(?![A-Za-z0-9-])`, 'gi');
}

/** In this order: a token may hold what looks like an id. */
const patterns: readonly (readonly [LabelKind, RegExp])[] = [
  ['token', /eyJ[\w-]{6,}\.[\w.-]*/g],
  ['segment', /eyJ[\w+/=-]{6,}/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['id', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['date', /\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g],
  ['date', /\b\w{3}, \d\d[ -]\w{3}[ -]\d{2,4} [\d:]{8} GMT/g],
  // Upper case, lower case and digits in one piece: neither a word nor a behaviour's name.
  ['value', /(?<![\w<])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{24,}/g],
  ['random', /(?<=[A-Za-z_-]\d?)[0-9a-f]{10}(?![0-9a-f])/g],
];
