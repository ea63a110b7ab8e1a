import type { Account } from '../accounts/account';
import { Refusal } from '../rules/refusal';
import { createSession } from './create-session';
import { type PersonaOptions, type PersonaSession, personaSessionOf } from './persona';
import { loginsOf, personaMend } from './persona-logins';
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

function unknownPersona(id: string, account: Account): Refusal {
  return new Refusal({
    status: 404,
    type: 'NotFound',
    code: 'PERSONA_UNKNOWN',
    message: `The account ${account.name} has no persona ${id}: ${personaMend(id, account)}`,
  });
}
