import type { Account, Persona } from '../accounts/account';
import { type Audience, authCookieNames, readAuthCookie, signAuthCookie } from '../apps/auth-cookie';
import { entryAt, type Session } from '../rules/session';
import { nearest } from '../util/nearest';
import type { Service } from './service';

/** Login cookies: name and token. */
export type Logins = readonly (readonly [name: string, token: string])[];

/**
 * What logs a persona in.
 * @param session which may have recorded a login of his that still holds: to make another would change the session
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
    if (person === undefined) return []; // the account fixture is checked: nobody is named who is not there
    const [name] = authCookieNames(audience, world.account);
    const recorded = session && entryAt(session.namespaces, { namespace: 'cookie', key: name })?.value;
    if (typeof recorded === 'string') {
      const known = readAuthCookie(recorded, world);
      const isHis = known?.audience === audience && known.userId === person.id;
      if (isHis && known.email === person.email) return [[name, recorded]];
    }
    return [[name, signAuthCookie({ email: person.email, userId: person.id, audience }, world)]];
  };
  return [...login('webstore', shopper, account.shoppers), ...login('admin', operator, account.operators)];
}

/** What to write instead of the id of a persona that there is not. */
export function personaMend(id: string, { personas }: Account): string {
  const ids = personas.map((persona) => persona.id);
  const meant = nearest(id, ids);
  return meant === undefined ? `its personas are ${ids.join(', ') || 'none'}` : `did you mean ${meant}?`;
}
