import { isOperationName, type SessionOperation, sessionOperations } from '../../operations/table';
import type { JsonObject } from '../../util/json';
import { objectAt, quoted, refusedInput, wrongInput } from '../input';

const faultMethods = ['GET', 'HEAD', 'POST', 'PATCH'] as const;

/** The longest delay of an answer, in milliseconds. */
const maxDelay = 60_000;

/** What happens to a request: one of these, a delay, or a delay and one of these. */
export interface FaultEffect {
  /** Milliseconds before the request is served, up to 60,000. If the client hangs up meanwhile, it is not served. */
  readonly delay?: number;
  /** The answer is an error with this status, 400 to 599. Nothing is saved. */
  readonly status?: number;
  /** The connection is cut: before anything is done (`request`), or after everything is saved (`answer`). */
  readonly drop?: 'request' | 'answer';
  /** The answer announces its full length; the connection is cut after half of the body. */
  readonly truncate?: true;
  /** Half of the body is sent as if it were complete, so that it does not parse as JSON. */
  readonly malformed?: true;
  /** The answer has no `Set-Cookie` lines, or not that of the named cookie. */
  readonly loseSetCookie?: true | string;
}

/** Which session requests a fault applies to, and how many of them. A request must match everything given. */
export interface FaultScope {
  readonly method?: (typeof faultMethods)[number];
  /** A prefix of the path, a root path included: `"/io/api/sessions"`. */
  readonly path?: string;
  readonly operation?: SessionOperation | (string & {});
  /** How many matching requests, or all until the fault is removed. Default 1. */
  readonly times?: number | 'every';
}

export interface FaultOptions extends FaultScope, FaultEffect {}

/** A fault that was added, in its current state. */
export interface Fault extends FaultOptions {
  readonly id: string;
  readonly times: number | 'every';
  /** How many more requests it will apply to. */
  readonly left: number | 'every';
  /** How many requests it has applied to. */
  readonly used: number;
}

export interface DroppedFaults {
  readonly dropped: { readonly faults: number };
}

/** Makes the session operations fail, to test how a client reacts. */
export interface Faults {
  /**
   * Applies to the next matching request, unless a fault added earlier does.
   * @throws Refusal CONTROL_INPUT_INVALID
   */
  add(fault: FaultOptions): Fault;
  /** In the order in which they were added, used-up ones included. */
  list(): readonly Fault[];
  /** @throws Refusal FAULT_UNKNOWN */
  remove(id: string): DroppedFaults;
  clear(): DroppedFaults;
}

type Check = (value: unknown) => boolean;
type Checks<Name extends string> = Readonly<Record<Name, readonly [accepts: Check, expectation: string]>>;

const isWholeFrom = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);
/** A cookie's name, RFC 6265. */
const isCookieName = (value: unknown) => typeof value === 'string' && /^[!#$%&'*+.^`|~\w-]+$/.test(value);

const effects: Checks<keyof FaultEffect> = {
  delay: [isWholeFrom(0, maxDelay), `milliseconds from 0 to ${maxDelay}`],
  status: [isWholeFrom(400, 599), 'a status from 400 to 599'],
  drop: [isOneOf(['request', 'answer']), 'request or answer'],
  truncate: [isOneOf([true]), 'true'],
  malformed: [isOneOf([true]), 'true'],
  loseSetCookie: [
    (value) => value === true || isCookieName(value),
    'true or the name of a cookie, such as vtex_session',
  ],
};

const scopes: Checks<keyof FaultScope> = {
  method: [isOneOf(faultMethods), `one of ${faultMethods.join(', ')}`],
  path: [
    (value) => typeof value === 'string' && /^\/[^?#\s]*$/.test(value),
    'the beginning of a path, such as "/api/sessions"',
  ],
  operation: [
    isOperationName,
    `one of ${sessionOperations.join(', ')}, or the name of an operation of an added document`,
  ],
  times: [
    (value) => value === 'every' || isWholeFrom(1, Number.MAX_SAFE_INTEGER)(value),
    'a whole number from 1, or "every"',
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
    if (name === undefined) throw refusedInput(faultHeader, `has ${quoted(member.trim())}: ${grammar}`);
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
    if (value !== undefined && !accepts(value)) throw wrongInput(pathOf(name), expectation, value);
  }
}
