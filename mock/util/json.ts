export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is what JSON calls an object: not null and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of a JSON pointer (RFC 6901): `/paths/~1api` → `paths`, `/api`. */
export function pointerParts(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Longer texts are not searched for an error that V8 does not locate: a search parses the text several times. */
const longestSearched = 65_536;

/**
 * Where and why a text is not JSON, to follow "is not JSON". V8 gives an offset, and only for some errors, where people
 * need line and column; for the others it quotes the text, which may hold secrets.
 */
export function syntaxErrorText({ message }: SyntaxError, text: string): string {
  const reason =
    message.replace(/ (?:in JSON )?at position \d+.*$|, (?:\.\.\.)?".*$|^".*$/s, '') || 'Unexpected text';
  const given = positionIn(message);
  const isSearched = given === undefined && text.length <= longestSearched;
  const position = isSearched ? positionOfError(text) : given;
  if (position === undefined) return `: ${reason}`;
  const before = text.trimEnd().slice(0, position).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${reason}`;
}

function positionIn(message: string): number | undefined {
  const position = / at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** The longest beginning of a text that could still become JSON ends there. */
function positionOfError(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    return /end of JSON|Unterminated/.test(message) || (positionIn(message) ?? -1) >= text.length;
  }
}

/** Comments are replaced by spaces, so that positions in messages stay. */
export function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*.*?\*\//gs, (token) =>
    token.startsWith('"') ? token : token.replace(/[^\n\r]/g, ' '),
  );
}

/**
 * JSON.parse for what others wrote, which refuses numbers that a double would change, such as 1e400 or 9007199254740993.
 * @throws SyntaxError, for {@link syntaxErrorText}
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const position = changedNumber(text);
  if (position === undefined) return value;
  throw new NumberProblem(position);
}

/** A number that a double would change. It is not quoted: it may be secret. */
export class NumberProblem extends SyntaxError {
  constructor(position: number) {
    super(`A double cannot hold this number, so write it as a string at position ${position}`);
  }
}

/** Whether a value parsed elsewhere, not nested too deep, holds a number that its parser may have changed. */
export function mayHoldChangedNumber(value: unknown): boolean {
  if (typeof value === 'number') return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(mayHoldChangedNumber);
}

/** Fifteen digits without an exponent are always kept. */
const mayChange = /(?:^|[[:,])\s*-?(?:[\d.]{16}|[\d.]+[eE])/;

/** Where the first number begins that a double changes. */
function changedNumber(text: string): number | undefined {
  if (!mayChange.test(text)) return undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]+|\\.)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/gs)) {
    const number = token.startsWith('"') ? token : String(Number(token));
    if (number !== token && canonical(token) !== canonical(number)) return index;
  }
  return undefined;
}

/** Digits and exponent, without zeros at either end. */
function canonical(number: string): string {
  const [, sign, whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  return kept === ''
    ? whole && '0'
    : `${sign}${kept}e${Number(exponent) - part.length + digits.length - kept.length}`;
}

/**
 * A copy of a value in JSON, which refuses what JSON would change to null.
 * @throws TypeError
 */
export function jsonCopy(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value, (_, inside: unknown) => {
    if (typeof inside !== 'number' || Number.isFinite(inside)) return inside;
    throw new TypeError(`JSON has no ${inside}`);
  });
  return text === undefined ? value : JSON.parse(text);
}
