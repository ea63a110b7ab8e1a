import type { Account, Persona } from '../accounts/account';
import { type Audience, authCookieNames, readAuthCookie, signAuthCookie } from '../apps/auth-cookie';
import { Refusal } from '../rules/refusal';
import { entryAt, type Session } from '../rules/session';
import { nearest } from '../util/nearest';
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
}

/**
 * Creates a session for a persona of the account: logs them in and writes their `public` values.
 * @throws Refusal PERSONA_UNKNOWN, or what the session apps refuse
 */
export async function openPersona(
  id: string,
  account: Account,
  service: Service,
  { domain = '127.0.0.1' }: PersonaOptions = {},
): Promise<PersonaSession> {
  const persona = account.personas.find((one) => one.id === id);
  if (persona === undefined) throw unknownPersona(id, account);
  const logins = loginsOf(persona, account, service);
  const values = Object.entries(persona.public).map(([key, value]) => [key, { value }]);
  const body = { public: Object.fromEntries(values) };
  const { setCookie = [] } = await createSession(
    { query: [], cookies: logins, body, pathToken: undefined },
    service,
  );
  const authCookies = logins.map(([name, token]) => service.cookies.login(name, token));
  return personaSessionOf([...setCookie, ...authCookies], domain, service.world.clock());
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
  return new Refusal({
    status: 404,
    type: 'NotFound',
    code: 'PERSONA_UNKNOWN',
    message: `The account ${account.name} has no persona ${id}: ${personaHint(id, account)}`,
  });
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
    const recorded = session && entryAt(session.namespaces, { namespace: 'cookie', key: name })?.value;
    if (typeof recorded === 'string') {
      const known = readAuthCookie(recorded, world);
      const isTheirs = known?.audience === audience && known.userId === person.id;
      if (isTheirs && known.email === person.email) return [[name, recorded]];
    }
    return [[name, signAuthCookie({ email: person.email, userId: person.id, audience }, world)]];
  };
  return [...login('webstore', shopper, account.shoppers), ...login('admin', operator, account.operators)];
}

/** What to write instead of an unknown persona id. */
export function personaHint(id: string, { personas }: Account): string {
  const ids = personas.map((persona) => persona.id);
  const meant = nearest(id, ids);
  return meant === undefined ? `its personas are ${ids.join(', ') || 'none'}` : `did you mean ${meant}?`;
}
