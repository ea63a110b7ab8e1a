import { askedOf } from '../asking';
import { type Decision, decision } from '../decision';
import type { AskedKey, Facts } from '../facts';

const fromBody = (facts: Facts): readonly AskedKey[] =>
  askedOf(facts).filter(({ source }) => source === 'body');
const values = (facts: Facts): readonly unknown[] => fromBody(facts).map(({ value }) => value);
const texts = (facts: Facts): readonly string[] =>
  values(facts).filter((value): value is string => typeof value === 'string');

const jsonType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
const wasSomethingElse = ({ value, before }: AskedKey): boolean =>
  before !== undefined && jsonType(before) !== jsonType(value);

/** Strings that somebody might be tempted to trim, to decode or to read as another type. */
const isTempting = (text: string): boolean =>
  /^\s|\s$|[^\x20-\x7e]|["\\%+{}]|^0\d/.test(text) && !isJsonText(text);

function isJsonText(text: string): boolean {
  if (!/^(?:[[{]|true$|false$|null$)/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function beginAlike(facts: Facts): boolean {
  const keys = fromBody(facts).map(({ key }) => key);
  return keys.some((key) => keys.some((other) => other !== key && other.startsWith(key)));
}

/** What the written values are. */
export const writtenValues: readonly Decision[] = [
  decision(
    (facts) => askedOf(facts).some(wasSomethingElse),
    'sessions.values.may-be-replaced-by-another-type',
  ),
  decision(
    (facts) => askedOf(facts).some(({ value, before }) => value === '' && before !== undefined),
    'sessions.values.the-empty-string-clears',
    'sessions.values.a-cleared-key-reads-empty',
  ),
  decision(({ items }) => items?.cleared === true, 'sessions.values.a-cleared-key-reads-empty'),
  decision(beginAlike, 'sessions.body.keys-that-begin-alike'),
  decision((facts) => values(facts).includes(null), 'sessions.values.null-is-stored'),
  decision(
    (facts) => values(facts).some((value) => typeof value === 'number'),
    'sessions.values.numbers-survive',
  ),
  decision(
    (facts) => values(facts).some((value) => typeof value === 'boolean'),
    'sessions.values.booleans-survive',
  ),
  decision(
    (facts) => values(facts).some((value) => typeof value === 'object' && value !== null),
    'sessions.values.objects-survive',
    'sessions.values.objects-fail-no-app',
  ),
  decision((facts) => texts(facts).some(isJsonText), 'sessions.values.json-text-stays-text'),
  decision((facts) => texts(facts).some(isTempting), 'sessions.values.strings-are-kept-verbatim'),
  decision(
    (facts) => askedOf(facts).some(({ key }) => key.includes('-')),
    'sessions.values.keys-may-hold-hyphens',
  ),
  decision(
    (facts) => askedOf(facts).some(({ key }) => key in Object.prototype),
    'sessions.values.keys-of-a-language-are-keys',
  ),
];
