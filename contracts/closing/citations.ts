/** A file: its path from the root, and its text. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

/** Cited rules and behaviours must exist. */
export function citationProblems(
  { path, text }: Text,
  rules: ReadonlySet<string>,
  families: readonly string[],
  ids: ReadonlySet<string>,
): readonly string[] {
  const citedRules = text.match(/\bR-\d\w*/g) ?? [];
  const names = families.map((family) => family.replaceAll('.', '\\.')).join('|');
  const citedIds =
    text.match(new RegExp(`(?<![\\w./-])(?:${names})\\.[a-z0-9][a-z0-9-]*(?![\\w(])`, 'g')) ?? [];
  return [
    ...citedRules.filter((rule) => !rules.has(rule)),
    ...citedIds.filter((id) => !id.endsWith('.ts') && !ids.has(id)), // `sessions.read.ts` is a file
  ].map((name) => `${path} cites ${name}, which does not exist`);
}
