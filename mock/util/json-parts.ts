import { pace } from './event-loop';
import { NumberProblem, parseJson } from './json';

/** What a text is that cannot be read in parts. */
export class PartsError extends Error {
  constructor(
    readonly problem: 'not JSON' | 'changed number' | 'too deep' | 'too large',
    /** Where: `$`, or `$.sessions[3]`. */
    readonly path: string,
  ) {
    super(`${path} is ${problem}`);
  }
}

export interface PartsLimits {
  /** Levels of nesting. */
  readonly levels: number;
  /** Characters of one element, and of all that is not in an element. */
  readonly characters: number;
}

/**
 * Reads a JSON object of any size as it comes. Elements of the lists that are members of it by these names are parsed
 * one by one; the rest is returned, with empty lists in their place. Beyond usual spacing a list is not recognised, and
 * returned with its elements.
 * @param take called with each element
 * @throws PartsError
 */
export async function readParts(
  chunks: AsyncIterable<Uint8Array | string>,
  lists: readonly string[],
  { levels, characters }: PartsLimits,
  take: (list: string, element: unknown, index: number) => void,
): Promise<unknown> {
  let rest = '';
  let element = '';
  let index = 0;
  /** The end of the chunk before. */
  let before = '';
  /** The list that is being read. */
  let list: string | undefined;
  let depth = 0;
  let inString = false;
  let isEscaped = false;

  const path = () => (list === undefined ? '$' : `$.${list}[${index}]`);
  const parsed = (text: string): unknown => {
    try {
      return parseJson(text);
    } catch (error) {
      // Without the parser's message: it quotes what may be secret.
      throw new PartsError(error instanceof NumberProblem ? 'changed number' : 'not JSON', path());
    }
  };
  const add = (text: string) => {
    if (list === undefined) rest += text;
    else element += text;
    if ((list === undefined ? rest : element).length > characters) throw new PartsError('too large', path());
  };
  const endElement = () => {
    take(list as string, parsed(element), index);
    element = '';
    index += 1;
  };
  /** Where the string ends; at the end of the text if it goes on in the next one. */
  const endOfString = (text: string, from: number): number => {
    let at = isEscaped ? from + 1 : from;
    isEscaped = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === backslash) at += 1;
      else if (code === quote) {
        inString = false;
        return at;
      }
    }
    isEscaped = at > text.length;
    return text.length;
  };
  const read = (text: string) => {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      if (inString) {
        at = endOfString(text, at);
        if (inString) break;
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === quote) inString = true;
      else if (code === openBrace || code === openBracket) {
        depth += 1;
        if (depth > levels) throw new PartsError('too deep', path());
        if (depth !== 2 || code !== openBracket || list !== undefined) continue;
        const preceding = (at < nameWindow ? before : '') + text.slice(Math.max(0, at - nameWindow), at);
        const name = /"(\w+)"\s*:\s*$/.exec(preceding)?.[1] ?? '';
        if (!lists.includes(name)) continue;
        add(text.slice(from, at + 1));
        from = at + 1;
        list = name;
        index = 0;
      } else if (code === closeBrace || code === closeBracket) {
        depth -= 1;
        if (list === undefined || depth !== 1) continue;
        add(text.slice(from, at));
        from = at;
        if (index > 0 || element.trim() !== '') endElement();
        element = '';
        list = undefined;
      } else if (code === comma && depth === 2 && list !== undefined) {
        add(text.slice(from, at));
        from = at + 1;
        endElement();
      }
    }
    add(text.slice(from));
    before = (text.length < nameWindow ? before + text : text).slice(-nameWindow);
  };

  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new PartsError('not JSON', path());
    }
  };
  const work = pace();
  for await (const chunk of chunks) {
    read(typeof chunk === 'string' ? chunk : decoded(chunk));
    if (work.isDue()) await work.turn();
  }
  read(decoded());
  if (list !== undefined) throw new PartsError('not JSON', path());
  return parsed(rest);
}

/** Characters before a list in which its name is looked for. */
const nameWindow = 40;
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
