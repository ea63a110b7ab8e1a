/** One member of a list: a token with its parameters, which here are tokens too. */
export interface ListMember {
  readonly token: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Parses a structured field that is a list of tokens with token parameters, as strictly as RFC 9651 (4.2.1) asks for.
 * @throws when the text is anything else
 */
export function parseList(text: string): readonly ListMember[] {
  let rest = text;
  const take = (pattern: RegExp, what: string): string => {
    const [taken] = pattern.exec(rest) ?? [];
    if (taken === undefined) throw new Error(`${what} is missing at ${JSON.stringify(rest.slice(0, 40))}`);
    rest = rest.slice(taken.length);
    return taken;
  };
  const token = () => take(/^[A-Za-z*][-!#$%&'*+.^_`|~:/\w]*/, 'A token');
  const members: ListMember[] = [];
  for (;;) {
    const name = token();
    const parameters: Record<string, string> = {};
    while (rest.startsWith(';')) {
      take(/^; */, 'A semicolon');
      const key = take(/^[a-z*][-a-z0-9_.*]*/, 'The key of a parameter');
      take(/^=/, 'An equals sign');
      if (Object.hasOwn(parameters, key)) throw new Error(`The parameter ${key} comes twice`);
      parameters[key] = token();
    }
    members.push({ token: name, parameters });
    if (rest === '') return members;
    take(/^[ \t]*,[ \t]*/, 'A comma');
  }
}
