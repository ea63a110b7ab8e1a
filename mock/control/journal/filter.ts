import { sessionOperations } from '../../operations/operation-ids';
import { unverifiedSessionId } from '../../rules/token';
import { refusedInput, shown } from '../input';
import { shownPath } from '../redacted-path';
import type { JournalEntry } from './entry';

/** A filter that was checked. */
export interface Matcher {
  /** The number that entries must be later than. */
  readonly since: number | undefined;
  readonly limit: number | undefined;
  matches(entry: JournalEntry): boolean;
}

type Check = (value: unknown, place: string) => (entry: JournalEntry) => boolean;

const operations: readonly string[] = [...sessionOperations, 'options'];

/** What each member of a filter asks of an entry. */
const checks: Readonly<Record<string, Check>> = {
  method(value, place) {
    const wanted = textIn(value, place, /^[a-z-]+$/i, 'a method such as PATCH').toUpperCase();
    return ({ method }) => method === wanted;
  },
  path(value, place) {
    const wanted = shownPath(textIn(value, place, /^[/*]/, 'a path such as /api/sessions'));
    const pattern = new RegExp(`^${wanted.split(/\*+/).map(escaped).join('[^]*')}$`);
    return ({ path }) => pattern.test(path);
  },
  operation(value, place) {
    if (!operations.includes(value as string))
      throw refusedInput(place, `must be one of ${operations.join(', ')}, not ${shown(value)}`);
    return ({ operation }) => operation === value;
  },
  status(value, place) {
    const wanted = textIn(String(value), place, /^(?:0|[1-5](?:\d\d|xx))$/, 'a status such as 401, or 4xx');
    return ({ status }) => String(status).startsWith(wanted.replace('xx', ''));
  },
  session(value, place) {
    const wanted = textIn(value, place, /./, "a session's id, or a token of it");
    const id = unverifiedSessionId(wanted) ?? wanted;
    return ({ session }) => session?.id === id;
  },
  unmatched(value, place) {
    const wanted = textIn(String(value), place, /^(?:true|false)$/, 'true or false') === 'true';
    return ({ unmatched }) => unmatched === wanted;
  },
};

export const filterNames: readonly string[] = [...Object.keys(checks), 'since'];

/**
 * @param given by name; numbers may be text, as a query string has them
 * @param names that may be given
 * @param place of a name, for messages
 * @throws Refusal CONTROL_INPUT_INVALID
 */
export function matcherOf(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[] = filterNames,
  place = (name: string) => name,
): Matcher {
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name] of wanted) {
    if (!names.includes(name))
      throw refusedInput(place(name), `is not known here: it may be ${names.join(', ')}`);
  }
  const tests = wanted.flatMap(([name, value]) => checks[name]?.(value, place(name)) ?? []);
  return {
    since: wholeIn(given['since'], place('since')),
    limit: wholeIn(given['limit'], place('limit')),
    matches: (entry) => tests.every((test) => test(entry)),
  };
}

/** @throws Refusal CONTROL_INPUT_INVALID for a name that stands twice */
export function valuesIn(query: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(values, name)) throw refusedInput(`?${name}`, 'stands twice');
    values[name] = value;
  }
  return values;
}

export function wholeIn(value: unknown, place: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number) && (number as number) >= 0) return number as number;
  throw refusedInput(place, `must be a whole number from 0, not ${shown(value)}`);
}

function textIn(value: unknown, place: string, form: RegExp, what: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw refusedInput(place, `must be ${what}, not ${shown(value)}`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
