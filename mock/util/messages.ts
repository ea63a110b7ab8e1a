/** The candidate that `word` is most likely a misspelling of, or undefined when none is similar enough. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const length = Math.max(word.length, candidate.length);
    // A swap is two edits, so a short word may have two as well, if half of it is unchanged.
    const isSimilar = distance <= Math.min(length / 2, Math.max(2, 0.4 * length));
    if (isSimilar && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Levenshtein distance: the number of letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** In a URL of Redis an unescaped password may hold slashes. */
const userInfo = /\b(rediss?:\/\/)[^\s"']{0,500}@|\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"']*@/gi;

/** A text without the users and passwords of URLs in it: `http://ann:secret@host`. */
export function withoutUrlPasswords(text: string): string {
  return text.replace(userInfo, '$1$2<redacted>@');
}

/** `1 error`, `2 errors`. */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** A value as a message about it shows it. */
export function inText(value: unknown): string {
  if (typeof value === 'number') return String(value); // JSON has no NaN
  return withoutUrlPasswords(JSON.stringify(value) ?? `a ${typeof value}`);
}
