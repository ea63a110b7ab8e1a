import { isOperationName, sessionOperations } from '../../operations/table';
import { unverifiedSessionId } from '../../rules/token';
import { refusedInput, unknownName, wrongInput } from '../input';
import { redactedPath } from '../redact';
import type { JournalEntry } from './entry';

/** A checked filter. */
export interface Matcher {
  /** Only entries after the one with this number. */
  readonly since: number | undefined;
  readonly limit: number | undefined;
  matches(entry: JournalEntry): boolean;
}

type Check = (value: unknown, path: string) => (entry: JournalEntry) => boolean;

const isOperation = (value: unknown) => value === 'options' || isOperationName(value);

/** What each member of a filter requires of an entry. */
const checks: Readonly<Record<string, Check>> = {
  method(value, path) {
    const wanted = textIn(value, path, /^[a-z-]+$/i, 'a method such as PATCH').toUpperCase();
    return ({ method }) => method === wanted;
  },
  path(value, path) {
    const wanted = redactedPath(textIn(value, path, /^[/*]/, 'a path such as /api/sessions'));
    const matches = globMatcher(wanted);
    return ({ path }) => matches(path);
  },
  operation(value, path) {
    if (!isOperation(value)) {
      const known = [...sessionOperations, 'options'].join(', ');
      throw wrongInput(path, `one of ${known}, or the name of an operation of an added document`, value);
    }
    return ({ operation }) => operation === value;
  },
  status(value, path) {
    const wanted = textIn(String(value), path, /^(?:0|[1-5](?:\d\d|xx))$/, 'a status such as 401, or 4xx');
    return ({ status }) => String(status).startsWith(wanted.replace('xx', ''));
  },
  session(value, path) {
    const wanted = textIn(value, path, /./, 'the id of a session, or one of its tokens');
    const id = unverifiedSessionId(wanted) ?? wanted;
    return ({ session }) => session?.id === id;
  },
  unmatched: whether(({ unmatched }) => unmatched),
  disagrees: whether(({ added }) => added !== undefined && added.disagreements.length > 0),
};

function whether(isSo: (entry: JournalEntry) => boolean): Check {
  return (value, path) => {
    const wanted = textIn(String(value), path, /^(?:true|false)$/, 'true or false') === 'true';
    return (entry) => isSo(entry) === wanted;
  };
}

export const filterNames: readonly string[] = [...Object.keys(checks), 'since'];

/**
 * @param given by name; numbers may be text, as in a query string
 * @param names those that are accepted
 * @param pathOf how a message names a member
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function matcherOf(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[] = filterNames,
  pathOf = (name: string) => name,
): Matcher {
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name] of wanted) {
    if (!names.includes(name)) throw unknownName(pathOf(name), names);
  }
  const tests = wanted.flatMap(([name, value]) => checks[name]?.(value, pathOf(name)) ?? []);
  return {
    since: wholeIn(given['since'], pathOf('since')),
    limit: wholeIn(given['limit'], pathOf('limit')),
    matches: (entry) => tests.every((test) => test(entry)),
  };
}

/** @throws Refusal CONTROL_INPUT_INVALID for a repeated name */
export function valuesIn(query: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(values, name)) throw refusedInput(`?${name}`, 'is repeated: give it once');
    values[name] = value;
  }
  return values;
}

export function wholeIn(value: unknown, path: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && (number as number) >= 0) return number as number;
  throw wrongInput(path, 'a whole number from 0', value);
}

function textIn(value: unknown, path: string, form: RegExp, what: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw wrongInput(path, what, value);
}

/** `*` matches anything. Each part is searched for once, from left to right: a regular expression would backtrack. */
function globMatcher(pattern: string): (text: string) => boolean {
  const [first = '', ...parts] = pattern.split(/\*+/);
  const last = parts.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let position = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, position);
      if (found < 0) return false;
      position = found + part.length;
    }
    return position <= text.length - last.length;
  };
}
