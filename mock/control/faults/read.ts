import { isOperationName, sessionOperations } from '../../operations/table';
import type { JsonObject } from '../../util/json';
import { objectAt, quoted, refusedInput } from '../input';
import { type FaultEffect, type FaultOptions, type FaultScope, faultMethods, maxDelay } from './fault';

type Check = (value: unknown) => boolean;
type Checks<Name extends string> = Readonly<Record<Name, readonly [accepts: Check, expectation: string]>>;

const isWholeFrom = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);
/** A cookie's name, RFC 6265. */
const isCookieName = (value: unknown) => typeof value === 'string' && /^[!#$%&'*+.^`|~\w-]+$/.test(value);

const effects: Checks<keyof FaultEffect> = {
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

const scopes: Checks<keyof FaultScope> = {
  method: [isOneOf(faultMethods), `must be one of ${faultMethods.join(', ')}`],
  path: [
    (value) => typeof value === 'string' && /^\/[^?#\s]*$/.test(value),
    'must be the beginning of a path, such as "/api/sessions"',
  ],
  operation: [
    isOperationName,
    `must be one of ${sessionOperations.join(', ')}, or the name of an operation of an added document`,
  ],
  times: [
    (value) => value === 'every' || isWholeFrom(1, Number.MAX_SAFE_INTEGER)(value),
    'must be a whole number from 1, or "every"',
  ],
};

/** A fault has at most one of these. */
const exclusive = ['status', 'drop', 'truncate', 'malformed', 'loseSetCookie'] as const;

const effectNames = Object.keys(effects) as readonly (keyof FaultEffect)[];

/** Checks the body of `POST /_mock/faults`. @throws Refusal CONTROL_INPUT_INVALID with the JSON path */
export function readFault(body: unknown): FaultOptions {
  const given = objectAt('$', body, [...Object.keys(scopes), ...effectNames]);
  const pathOf = (name: string) => `$.${name}`;
  check(given, scopes, pathOf);
  return readEffect(given, '$', pathOf);
}

/** The request header that makes that one request fail: `status=503, delay=200`. */
export const faultHeader = 'x-mock-fault';

/**
 * Reads members separated by commas, each a name or a name and a value: `delay=200, drop=answer`. Names are in kebab
 * case. A name alone means true; `drop` alone means `drop=request`.
 * @throws Refusal CONTROL_INPUT_INVALID whose message begins with the header's name
 */
export function readFaultHeader(text: string): FaultEffect {
  const given: Record<string, unknown> = {};
  for (const member of text.split(',')) {
    const [, word = '', value] = /^\s*([a-z-]+)(?:=([^\s=]+))?\s*$/.exec(member) ?? [];
    const name = effectNames.find((one) => kebab(one) === word);
    if (name === undefined) {
      throw refusedInput(faultHeader, `has ${quoted(member.trim())}: ${grammar}`);
    }
    if (name in given) throw refusedInput(headerPath(name), 'is repeated: give it once');
    given[name] = meaningOf(name, value);
  }
  return readEffect(given, faultHeader, headerPath);
}

/** An effect as `x-mock-fault` writes it, for logs. */
export function faultText(effect: FaultEffect): string {
  return effectNames
    .flatMap((name) => {
      const value = effect[name];
      if (value === undefined) return [];
      return value === true ? [kebab(name)] : [`${kebab(name)}=${value}`];
    })
    .join(', ');
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const headerPath = (name: string): string => `${faultHeader}: ${kebab(name)}`;
const grammar = `send one or more of ${effectNames.map(kebab).join(', ')}, such as status=503, delay=200`;

function meaningOf(name: string, value: string | undefined): unknown {
  if (value === undefined) return name === 'drop' ? 'request' : true;
  return /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/**
 * @param whole how a message names the whole input
 * @param pathOf how it names one key
 */
function readEffect(given: JsonObject, whole: string, pathOf: (name: string) => string): FaultEffect {
  check(given, effects, pathOf);
  const [first, second] = exclusive.filter((name) => given[name] !== undefined);
  if (first !== undefined && second !== undefined) {
    throw refusedInput(pathOf(second), `cannot be combined with ${pathOf(first)}: leave one out`);
  }
  if (first === undefined && given['delay'] === undefined) {
    throw refusedInput(whole, `must have one of ${effectNames.map(pathOf).join(', ')}`);
  }
  return given as FaultEffect;
}

function check(given: JsonObject, checks: Checks<string>, pathOf: (name: string) => string): void {
  for (const [name, [accepts, expectation]] of Object.entries(checks)) {
    const value = given[name];
    if (value !== undefined && !accepts(value)) {
      throw refusedInput(pathOf(name), `${expectation}, not ${quoted(value)}`);
    }
  }
}
