import { randomUUID } from 'node:crypto';
import { nearest } from './accounts/nearest';
import { SessionManagerError } from './errors';
import type { CookieProfile, SessionManagerOptions } from './options';
import type { SessionApp } from './rules/app';
import { type Assumptions, assumptionProblem, defaultAssumptions } from './rules/assumptions';
import { type TokenForm, tokenForms } from './rules/session-token';

export interface CheckedOptions {
  readonly strict: boolean;
  readonly cors: readonly string[];
  readonly cookieProfile: CookieProfile;
  readonly tokenForm: TokenForm;
  readonly assumptions: Assumptions;
  readonly apps: readonly SessionApp[];
  readonly maxSessions: number;
  readonly clock: () => number;
  readonly ids: () => string;
}

const known: Readonly<Record<keyof SessionManagerOptions, true>> = {
  account: true,
  strict: true,
  cors: true,
  cookieProfile: true,
  tokenForm: true,
  assumptions: true,
  apps: true,
  maxSessions: true,
  signingKey: true,
  clock: true,
  ids: true,
  onRequest: true,
};

/** Options with their defaults. @throws SessionManagerError OPTION_INVALID that lists all that is wrong at once */
export function checkedOptions(options: SessionManagerOptions): CheckedOptions {
  const {
    strict = false,
    cors = [],
    cookieProfile = 'live',
    tokenForm = '2026',
    maxSessions = 1_000_000,
    apps = [],
    clock = Date.now,
    ids = randomUUID,
  } = options;
  const problems = [
    ...unknownNames(options, Object.keys(known), 'option'),
    ...unknownNames(options.assumptions ?? {}, Object.keys(defaultAssumptions), 'assumption'),
    ...assumptionProblems(options.assumptions ?? {}),
    ...(typeof strict === 'boolean' ? [] : ['strict must be true or false']),
    ...cors.flatMap(originProblem),
    ...oneOf('cookieProfile', cookieProfile, ['live', 'dev']),
    ...oneOf('tokenForm', tokenForm, tokenForms),
    ...(Number.isInteger(maxSessions) && maxSessions > 0
      ? []
      : [`maxSessions must be a whole number above 0, not ${maxSessions}`]),
  ];
  if (problems.length > 0) throw new SessionManagerError('OPTION_INVALID', problems.join('\n'));
  const assumptions = { ...defaultAssumptions, ...options.assumptions };
  return { strict, cors, cookieProfile, tokenForm, assumptions, apps, maxSessions, clock, ids };
}

function unknownNames(given: object, names: readonly string[], what: string): string[] {
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      return `there is no ${what} ${name}${meant === undefined ? '' : `: did you mean ${meant}?`}`;
    });
}

function assumptionProblems(given: Partial<Assumptions>): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (!Object.hasOwn(defaultAssumptions, key)) return [];
    const problem = assumptionProblem(key as keyof Assumptions, value);
    return problem === undefined ? [] : [`assumptions.${key} ${problem}`];
  });
}

function oneOf(name: string, value: string, allowed: readonly string[]): string[] {
  return allowed.includes(value) ? [] : [`${name} must be one of ${allowed.join(', ')}, not ${value}`];
}

/** Browsers send an origin without path and slash, and refuse `*` together with cookies. */
function originProblem(origin: string): string[] {
  if (origin === '*')
    return [
      'cors cannot be *, since browsers send no cookies then: name the origin, such as http://localhost:3000',
    ];
  let parsed: string | undefined;
  try {
    parsed = new URL(origin).origin;
  } catch {
    parsed = undefined;
  }
  return parsed === origin ? [] : [`cors must be an origin such as http://localhost:3000, not ${origin}`];
}
