/** A file's path, from the root, and what stands in it. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

/** What is cited must be there: rules of the ledger, and behaviours of known families. */
export function citationProblems(
  { path, text }: Text,
  rules: ReadonlySet<string>,
  families: readonly string[],
  ids: ReadonlySet<string>,
): readonly string[] {
  const citedRules = text.match(/\bR-\d{3}\b/g) ?? [];
  const names = families.map((family) => family.replaceAll('.', '\\.')).join('|');
  const citedIds =
    text.match(new RegExp(`(?<![\\w.-])(?:${names})\\.[a-z0-9][a-z0-9-]*(?![\\w(])`, 'g')) ?? [];
  return [
    ...citedRules.filter((rule) => !rules.has(rule)),
    ...citedIds.filter((id) => !id.endsWith('.ts') && !ids.has(id)), // `sessions.read.ts` is a file
  ].map((name) => `${path} cites ${name}, which is not there`);
}

/** What a file of routes such as `mock/control/routes.ts` serves, read from its text: `GET /_mock/sessions/{id}/explain`. */
export function controlRoutesIn(text: string): readonly string[] {
  const routes = [...text.matchAll(/method: '(\w+)',\s*path: '([^']+)'/g)];
  const paths = text.match(/\bpath: (?!string\b)/g) ?? [];
  if (routes.length === 0 || routes.length !== paths.length) {
    throw new Error(`Of ${paths.length} control routes ${routes.length} could be read`);
  }
  return routes.map(([, method, path]) => `${method} ${path?.replaceAll(/:(\w+)/g, '{$1}')}`);
}
