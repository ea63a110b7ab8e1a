/** Declared keys that are regular expressions. */

/** Whether a declared key is a regular expression rather than a name. */
export function isPattern(declared: string): boolean {
  return /[*+?|()[\]{}^$\\]/.test(declared);
}

/** The longest name that a pattern matches, which bounds the time of a match. */
const longestName = 128;

/** A test for one declared key: exact, or a regular expression over the whole name. */
export function keyMatcher(declared: string): (key: string) => boolean {
  if (!isPattern(declared)) return (key) => key === declared;
  const pattern = new RegExp(`^(?:${declared})$`);
  return (key) => key.length <= longestName && pattern.test(key);
}

/** A test for any of the declared keys. Few are patterns: the others are looked up, not compared one by one. */
export function keysMatcher(declared: readonly string[]): (key: string) => boolean {
  const names = new Set(declared.filter((key) => !isPattern(key)));
  const patterns = declared.filter(isPattern).map(keyMatcher);
  if (patterns.length === 0) return (key) => names.has(key);
  return (key) => names.has(key) || patterns.some((matches) => matches(key));
}

/** What is wrong with a declared key that is a pattern, to follow "is …, which"; undefined if nothing is. */
export function patternProblem(declared: string): string | undefined {
  if (!isPattern(declared)) return undefined;
  try {
    keyMatcher(declared);
  } catch {
    return 'is not a valid regular expression';
  }
  return mayTakeLong(declared)
    ? 'may take very long to match (three of * + {} at most, and no repeated group)'
    : undefined;
}

/** A match tries at most 2 to the power of this many ways: some milliseconds. */
const mostBits = 21;

/** An escape, a class, an opening parenthesis with its kind, a repetition, or any other character. */
const part = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/**
 * Whether a backtracking matcher may try too many ways. Each unbounded repetition of one character ends in one of 128
 * places (7 bits); `?` and `|` each double the ways. A repeated group, a look around and a reference to a group are not
 * counted but refused. Alternatives outside of groups are tried one after the other.
 */
function mayTakeLong(declared: string): boolean {
  let depth = 0;
  let bits = 0;
  let before = '';
  for (const [token] of declared.matchAll(part)) {
    if (/^\(\?(?:[=!]|<[=!])/.test(token) || /^\\(?:[1-9]|k)/.test(token)) return true;
    if (/^[*+{]./.test(token) || /^[*+]$/.test(token)) {
      const isFixed = /^\{\d+\}/.test(token);
      if (before === ')') return true;
      if (!isFixed) bits += Math.log2(longestName);
    }
    if (/^\?/.test(token)) bits += 1;
    if (token.startsWith('(')) depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|') bits = depth === 0 ? 0 : bits + 1;
    if (bits > mostBits) return true;
    before = token;
  }
  return false;
}
