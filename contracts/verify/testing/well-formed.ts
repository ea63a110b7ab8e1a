/**
 * A strict reading of XML 1.0 without document types, for the tests of reports: tags must close in order, attributes
 * be quoted and unique, `&` and `<` be escaped, entities be known, and characters be among those XML allows.
 */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** @throws where it is not well formed */
export function parsedXml(text: string): Element {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
  const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.exec(text);
  if (illegal !== null) throw new Error(`a character that XML does not allow at ${illegal.index}`);
  const rest = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  const [root, end] = elementAt(rest, 0);
  if (end !== rest.length) throw new Error(`more than one root, at ${end}`);
  return root;
}

const opening = /<([A-Za-z][\w.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

function elementAt(text: string, start: number): [Element, end: number] {
  opening.lastIndex = start;
  const match = opening.exec(text);
  if (match === null) throw new Error(`no element at ${start}: ${text.slice(start, start + 60)}`);
  const [whole, name = '', attributes = '', empty] = match;
  let position = start + whole.length;
  const children: Element[] = [];
  let content = '';
  while (empty === '' && !text.startsWith('</', position)) {
    if (text[position] === '<') {
      const [child, end] = elementAt(text, position);
      children.push(child);
      position = end;
    } else {
      const next = text.indexOf('<', position);
      if (next === -1) throw new Error(`${name} does not end`);
      content += unescaped(text.slice(position, next));
      position = next;
    }
  }
  if (empty === '') {
    const close = `</${name}>`;
    if (!text.startsWith(close, position)) throw new Error(`${name} is closed by another at ${position}`);
    position += close.length;
  }
  return [{ name, attributes: attributesIn(attributes), children, text: content }, position];
}

function attributesIn(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')] as const,
  );
  const names = pairs.map(([name]) => name);
  if (new Set(names).size < names.length) throw new Error(`an attribute twice: ${text}`);
  return Object.fromEntries(pairs);
}

const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, body: string) => {
    const [, code] = /^#(\d+);$/.exec(body) ?? [];
    const character = code === undefined ? known[body.slice(0, -1)] : String.fromCodePoint(Number(code));
    if (character === undefined || !body.endsWith(';')) throw new Error(`no entity: ${whole}`);
    return character;
  });
}

/** The elements of a name, however deep, in order. */
export function all(element: Element, name: string): Element[] {
  const below = element.children.flatMap((child) => all(child, name));
  return element.name === name ? [element, ...below] : below;
}
