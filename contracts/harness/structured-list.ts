/** One member of a list: a token with its parameters. */
export interface ListMember {
  readonly token: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

/**
 * Parses a structured field that is a list of tokens, with parameters that are integers, strings or booleans, as
 * strictly as RFC 9651 (4.2.1) requires.
 * @throws Error if the text is anything else
 */
export function parseList(text: string): readonly ListMember[] {
  let rest = text;
  const take = (pattern: RegExp, what: string): string => {
    const [taken] = pattern.exec(rest) ?? [];
    if (taken === undefined) throw new Error(`${what} is missing at ${JSON.stringify(rest.slice(0, 40))}`);
    rest = rest.slice(taken.length);
    return taken;
  };
  const item = () => {
    if (rest.startsWith('"')) {
      return take(/^"(?:[ !#-[\]-~]|\\["\\])*"/, 'A string')
        .slice(1, -1)
        .replace(/\\(.)/g, '$1');
    }
    if (rest.startsWith('?')) return take(/^\?[01]/, 'A boolean') === '?1';
    return Number(take(/^-?\d{1,15}(?![.\d])/, 'An integer, a string or a boolean'));
  };
  const members: ListMember[] = [];
  for (;;) {
    const token = take(/^[A-Za-z*][-!#$%&'*+.^_`|~:/\w]*/, 'A token');
    const parameters: Record<string, number | string | boolean> = {};
    while (rest.startsWith(';')) {
      take(/^; */, 'A semicolon');
      const key = take(/^[a-z*][-a-z0-9_.*]*/, 'The key of a parameter');
      take(/^=/, 'An equals sign');
      if (Object.hasOwn(parameters, key)) throw new Error(`The parameter ${key} comes twice`);
      parameters[key] = item();
    }
    members.push({ token, parameters });
    if (rest === '') return members;
    take(/^[ \t]*,[ \t]*/, 'A comma');
  }
}
