import { sessionOperations } from '../../operations/operation-ids';
import { type JsonObject, objectAt, refusedInput, shown } from '../input';
import { type FaultEffect, type FaultOptions, type FaultScope, faultMethods, maxDelay } from './fault';

type Reader = (value: unknown) => boolean;

const isWholeFrom = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);
/** A cookie's name, RFC 6265. */
const isCookieName = (value: unknown) => typeof value === 'string' && /^[!#$%&'*+.^`|~\w-]+$/.test(value);

/** What each key takes, and how that is said. */
const effects: Readonly<Record<keyof FaultEffect, readonly [takes: Reader, mend: string]>> = {
  delay: [isWholeFrom(0, maxDelay), `must be milliseconds from 0 to ${maxDelay}`],
  status: [isWholeFrom(400, 599), 'must be a status from 400 to 599'],
  drop: [isOneOf(['request', 'answer']), 'must be request or answer'],
  truncate: [isOneOf([true]), 'must be true'],
  malformed: [isOneOf([true]), 'must be true'],
  loseSetCookie: [
    (value) => value === true || isCookieName(value),
    'must be true or the name of a cookie, such as vtex_session',
  ],
};

const scopes: Readonly<Record<keyof FaultScope, readonly [takes: Reader, mend: string]>> = {
  method: [isOneOf(faultMethods), `must be one of ${faultMethods.join(', ')}`],
  path: [
    (value) => typeof value === 'string' && /^\/[^?#\s]*$/.test(value),
    'must be the beginning of a path, such as "/api/sessions"',
  ],
  operation: [isOneOf(sessionOperations), `must be one of ${sessionOperations.join(', ')}`],
  times: [
    (value) => value === 'every' || isWholeFrom(1, Number.MAX_SAFE_INTEGER)(value),
    'must be a whole number from 1, or "every"',
  ],
};

/** Of these a request can suffer one. */
const oneOnly = ['status', 'drop', 'truncate', 'malformed', 'loseSetCookie'] as const;

/** What `POST /_mock/faults` takes. @throws Refusal CONTROL_INPUT_INVALID with the JSON path */
export function readFault(body: unknown): FaultOptions {
  const given = objectAt('$', body, [...Object.keys(scopes), ...Object.keys(effects)]);
  const at = (name: string) => `$.${name}`;
  checked(given, scopes, at);
  return readEffect(given, '$', at);
}

/**
 * The part of it that says what becomes of a request.
 * @param whole how a message names all of it
 * @param at how it names one key
 */
export function readEffect(given: JsonObject, whole: string, at: (name: string) => string): FaultEffect {
  checked(given, effects, at);
  const [first, second] = oneOnly.filter((name) => given[name] !== undefined);
  if (first !== undefined && second !== undefined) {
    throw refusedInput(at(second), `cannot go with ${at(first)}: leave one out`);
  }
  if (first === undefined && given['delay'] === undefined) {
    throw refusedInput(whole, `must have one of ${Object.keys(effects).map(at).join(', ')}`);
  }
  return given as FaultEffect;
}

export const effectNames: readonly string[] = Object.keys(effects);

function checked(
  given: JsonObject,
  readers: Readonly<Record<string, readonly [takes: Reader, mend: string]>>,
  at: (name: string) => string,
): void {
  for (const [name, [takes, mend]] of Object.entries(readers)) {
    const value = given[name];
    if (value !== undefined && !takes(value)) throw refusedInput(at(name), `${mend}, not ${shown(value)}`);
  }
}
