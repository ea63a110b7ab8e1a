import type { Account, Persona } from '../accounts/account-fixture';
import { type Audience, authCookieNames, readAuthCookie, signAuthCookie } from '../apps/auth-cookie';
import { Refusal } from '../rules/refusal';
import { entryAt, type Session } from '../rules/session';
import { nearest } from '../util/messages';
import type { Service } from './service';
import { createSession } from './write-operation';

/** A persona is a ready-made visitor of an account. Opening one creates their session. */

/** Playwright's `storageState` (https://playwright.dev/docs/auth). */
export interface StorageState {
  readonly cookies: readonly {
    readonly name: string;
    readonly value: string;
    readonly domain: string;
    readonly path: string;
    /** Seconds since the epoch. */
    readonly expires: number;
    readonly httpOnly: boolean;
    readonly secure: boolean;
    readonly sameSite: 'None' | 'Lax';
  }[];
  readonly origins: readonly never[];
}

export interface PersonaSession {
  /** A `Cookie` header: `vtex_session=…; vtex_segment=…; VtexIdclientAutCookie_acme=…`. */
  readonly cookie: string;
  /** The same as `Set-Cookie` lines. */
  readonly setCookie: readonly string[];
  readonly storageState: StorageState;
}

export interface PersonaOptions {
  /** The domain of the cookies in `storageState`: the host name of the app under test. Default `"127.0.0.1"`. */
  readonly domain?: string;
  /** Whether the app under test is served over https, for the cookie profile `auto`. Default false. */
  readonly https?: boolean;
  /** The id of the contract that a Buyer Portal shopper buys under. Default: as in the account. */
  readonly contract?: string;
}

/**
 * Creates a session for a persona of the account: logs them in and writes their `public` values.
 * @throws Refusal PERSONA_UNKNOWN, or what the session apps refuse
 */
export async function openPersona(
  id: string,
  account: Account,
  service: Service,
  options: PersonaOptions = {},
): Promise<PersonaSession> {
  const { domain = defaultDomain, https = false } = options;
  const persona = personaOf(id, account, options);
  const logins = loginsOf(persona, account, service, options);
  const values = Object.entries(persona.public).map(([key, value]) => [key, { value }]);
  const body = { public: Object.fromEntries(values) };
  const { setCookie = [], touched } = await createSession(
    {
      ...{ query: [], cookies: logins, body, pathToken: undefined, rootPath: '/', isHttps: https },
      generation: await service.repository.begin(),
    },
    service,
  );
  if (touched !== undefined) service.onWrite('createSession', touched);
  const authCookies = logins.map(([name, token]) => service.cookies(https).login(name, token));
  return personaSessionOf([...setCookie, ...authCookies], domain, service.world.clock());
}

/**
 * New login cookies of a persona, without a session: what VTEX ID answers to a login, and to a shopper who switches to
 * another contract. A session follows at its next write with them.
 * @throws Refusal PERSONA_UNKNOWN, or CONTROL_INPUT_INVALID for a contract that the persona does not have
 */
export function logIn(
  id: string,
  account: Account,
  service: Service,
  options: PersonaOptions = {},
): PersonaSession {
  const logins = loginsOf(personaOf(id, account, options), account, service, options);
  const setCookie = logins.map(([name, token]) => service.cookies(options.https).login(name, token));
  return personaSessionOf(setCookie, options.domain ?? defaultDomain, service.world.clock());
}

const defaultDomain = '127.0.0.1';

function personaOf(id: string, account: Account, { contract }: PersonaOptions): Persona {
  const persona = account.personas.find((one) => one.id === id);
  if (persona === undefined) throw unknownPersona(id, account);
  if (contract === undefined) return persona;
  const shopper = account.shoppers.find(({ email }) => email === persona.shopper);
  const contracts = shopper?.buyerPortal?.availableContracts ?? [];
  if (!contracts.includes(contract)) {
    const hint = contracts.length === 0 ? 'it has none' : `its contracts are ${contracts.join(', ')}`;
    throw new Refusal(
      'CONTROL_INPUT_INVALID',
      `contract: ${JSON.stringify(contract)} is not a contract of the persona ${id}: ${hint}`,
    );
  }
  return persona;
}

/**
 * The cookies in the forms that tools take.
 * @param setCookie lines as this emulator writes them
 * @param now milliseconds since the epoch
 */
export function personaSessionOf(setCookie: readonly string[], domain: string, now: number): PersonaSession {
  const cookies = setCookie.map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    const equals = pair.indexOf('=');
    const life = attributes.find((attribute) => attribute.startsWith('Max-Age='))?.slice('Max-Age='.length);
    return {
      name: pair.slice(0, equals),
      value: pair.slice(equals + 1),
      domain,
      path: '/',
      expires: Math.floor(now / 1000) + Number(life),
      httpOnly: attributes.includes('HttpOnly'),
      secure: attributes.includes('Secure'),
      sameSite: attributes.includes('SameSite=None') ? ('None' as const) : ('Lax' as const),
    };
  });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, setCookie, storageState: { cookies, origins: [] } };
}

function unknownPersona(id: string, account: Account): Refusal {
  return new Refusal(
    'PERSONA_UNKNOWN',
    `The account ${account.name} has no persona ${id}: ${personaHint(id, account)}`,
  );
}

/** Login cookies. */
export type Logins = readonly (readonly [name: string, token: string])[];

/**
 * The login cookies of a persona.
 * @param session if it has recorded a login of theirs that is still valid, that one is used: a new one would change the
 *   session
 */
export function loginsOf(
  { shopper, operator }: Persona,
  account: Account,
  { world }: Service,
  { contract }: Pick<PersonaOptions, 'contract'> = {},
  session?: Session,
): Logins {
  const login = (
    audience: Audience,
    email: string | undefined,
    people: Account['shoppers'] | Account['operators'],
  ): Logins => {
    const person = people.find((one) => one.email === email);
    if (person === undefined) return []; // validation of the fixture ensures that a named person exists
    const [name] = authCookieNames(audience, world.account);
    const buyer = 'buyerPortal' in person ? person.buyerPortal : undefined;
    const claims = buyer && { customerId: contract ?? buyer.customerId, unitId: buyer.unitId };
    const recorded = session && entryAt(session.namespaces, { namespace: 'cookie', key: name })?.value;
    if (typeof recorded === 'string') {
      const known = readAuthCookie(recorded, world);
      const isTheirs = known?.audience === audience && known.userId === person.id;
      if (isTheirs && known.email === person.email) return [[name, recorded]];
    }
    return [[name, signAuthCookie({ email: person.email, userId: person.id, audience, ...claims }, world)]];
  };
  return [...login('webstore', shopper, account.shoppers), ...login('admin', operator, account.operators)];
}

/** What to write instead of an unknown persona id. */
export function personaHint(id: string, { personas }: Account): string {
  const ids = personas.map((persona) => persona.id);
  const meant = nearest(id, ids);
  return meant === undefined ? `its personas are ${ids.join(', ') || 'none'}` : `did you mean ${meant}?`;
}
