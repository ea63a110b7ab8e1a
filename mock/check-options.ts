import { randomUUID } from 'node:crypto';
import { ownAppProblems, remoteAppProblems } from './check-apps';
import { SessionManagerError } from './errors';
import type { AppOrder, CookieProfile, RemoteAppOptions, SessionManagerOptions } from './options';
import type { OwnApp } from './own-apps/in-process';
import { type Assumptions, assumptionProblem, defaultAssumptions } from './rules/assumptions';
import { type TokenForm, tokenForms } from './rules/token';
import { nearest } from './util/nearest';

export interface CheckedOptions {
  readonly strict: boolean;
  readonly cors: readonly string[];
  readonly cookieProfile: CookieProfile;
  readonly tokenForm: TokenForm;
  readonly assumptions: Assumptions;
  readonly apps: readonly OwnApp[];
  readonly remoteApps: readonly RemoteAppOptions[];
  readonly maxSessions: number;
  readonly clock: () => number;
  readonly ids: () => string;
  readonly explain: boolean;
  /** Entries; 0 keeps none. */
  readonly journal: number;
  readonly appOrder: AppOrder;
  readonly controlToken: string | undefined;
  readonly onNotice: (message: string) => void;
}

/** What can stand behind `Bearer`. */
export const controlTokenForm = /^[\w.~+/-]+=*$/;

const known: Readonly<Record<keyof SessionManagerOptions, true>> = {
  account: true,
  strict: true,
  cors: true,
  cookieProfile: true,
  tokenForm: true,
  assumptions: true,
  apps: true,
  remoteApps: true,
  maxSessions: true,
  signingKey: true,
  clock: true,
  ids: true,
  explain: true,
  journal: true,
  appOrder: true,
  controlToken: true,
  onNotice: true,
  onRequest: true,
};

/** Entries take some kilobytes each. */
const maxJournal = 10_000;

/** Options with their defaults. @throws SessionManagerError OPTION_INVALID that lists all that is wrong at once */
export function checkedOptions(options: SessionManagerOptions): CheckedOptions {
  const {
    strict = false,
    cors = [],
    cookieProfile = 'live',
    tokenForm = '2026',
    maxSessions = 1_000_000,
    apps = [],
    remoteApps = [],
    clock = Date.now,
    ids = randomUUID,
    explain = true,
    journal = 1000,
    appOrder = 'declared',
    onNotice = () => undefined,
  } = options;
  const problems = [
    ...unknownNames(options, Object.keys(known), 'option'),
    ...unknownNames(options.assumptions ?? {}, Object.keys(defaultAssumptions), 'assumption'),
    ...assumptionProblems(options.assumptions ?? {}),
    ...wrongTypes(options),
    ...(Array.isArray(cors) ? cors.flatMap(originProblem) : ['cors must be a list of origins']),
    ...oneOf('cookieProfile', cookieProfile, ['live', 'dev']),
    ...oneOf('tokenForm', tokenForm, tokenForms),
    ...(/^(declared|shuffled(:\d+)?)$/.test(appOrder)
      ? []
      : [`appOrder must be declared, shuffled or shuffled:SEED, not ${appOrder}`]),
    ...(Number.isInteger(maxSessions) && maxSessions > 0
      ? []
      : [`maxSessions must be a whole number above 0, not ${maxSessions}`]),
    ...(journal === false || (Number.isInteger(journal) && journal > 0 && journal <= maxJournal)
      ? []
      : [`journal must be false or a whole number from 1 to ${maxJournal}, not ${journal}`]),
    ...tokenProblem(options.controlToken),
    ...ownAppProblems(apps),
    ...remoteAppProblems(remoteApps),
  ];
  if (problems.length > 0) throw new SessionManagerError('OPTION_INVALID', problems.join('\n'));
  const assumptions = { ...defaultAssumptions, ...options.assumptions };
  return {
    strict,
    cors,
    cookieProfile,
    tokenForm,
    assumptions,
    apps,
    remoteApps,
    maxSessions,
    clock,
    ids,
    explain,
    journal: journal === false ? 0 : journal,
    appOrder,
    controlToken: options.controlToken,
    onNotice,
  };
}

function unknownNames(given: object, names: readonly string[], what: string): string[] {
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      if (name === 'port' || name === 'host')
        return `${name} is no option here: give it to listen({ ${name} })`;
      const meant = nearest(name, names);
      return `there is no ${what} ${name}${meant === undefined ? '' : `: did you mean ${meant}?`}`;
    });
}

const booleans = ['strict', 'explain'] as const;
const functions = ['clock', 'ids', 'onRequest', 'onNotice'] as const;

function wrongTypes(options: SessionManagerOptions): string[] {
  const hasOther = (name: keyof SessionManagerOptions, type: string) =>
    options[name] !== undefined && typeof options[name] !== type;
  return [
    ...booleans.filter((name) => hasOther(name, 'boolean')).map((name) => `${name} must be true or false`),
    ...functions.filter((name) => hasOther(name, 'function')).map((name) => `${name} must be a function`),
  ];
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

/** As RFC 6750 has it. The message does not repeat what may be most of a secret. */
function tokenProblem(token: unknown): string[] {
  if (token === undefined || (typeof token === 'string' && controlTokenForm.test(token))) return [];
  return ['controlToken must be of letters, digits and -._~+/, with = at its end only'];
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
