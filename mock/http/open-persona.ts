import type { Account, Persona } from '../accounts/account';
import { nearest } from '../accounts/nearest';
import { type Audience, authCookieNames, signAuthCookie } from '../apps/auth-cookie';
import { type PersonaOptions, type PersonaSession, personaSessionOf } from '../control/persona';
import { Refusal } from '../rules/refusal';
import { createSession } from './operations/create-session';
import type { Service } from './service';

/**
 * Makes a new session for a persona of the account: logs him in, writes what his `public` namespace holds.
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

function loginsOf({ shopper, operator }: Persona, account: Account, { world }: Service): [string, string][] {
  const login = (
    audience: Audience,
    email: string | undefined,
    people: Account['shoppers'] | Account['operators'],
  ) => {
    const person = people.find((one) => one.email === email);
    if (person === undefined) return []; // the account fixture is checked: nobody is named who is not there
    const [name] = authCookieNames(audience, world.account);
    const token = signAuthCookie({ email: person.email, userId: person.id, audience }, world);
    return [[name, token] satisfies [string, string]];
  };
  return [...login('webstore', shopper, account.shoppers), ...login('admin', operator, account.operators)];
}

function unknownPersona(id: string, { name, personas }: Account): Refusal {
  const ids = personas.map((persona) => persona.id);
  const meant = nearest(id, ids);
  const mend =
    meant === undefined ? `its personas are ${ids.join(', ') || 'none'}` : `did you mean ${meant}?`;
  return new Refusal({
    status: 404,
    type: 'NotFound',
    code: 'PERSONA_UNKNOWN',
    message: `The account ${name} has no persona ${id}: ${mend}`,
  });
}
