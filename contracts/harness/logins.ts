import type { Emulated } from './emulated';
import { pairsOf } from './emulated';
import { globex } from './suite-account';
import type { Visitor } from './visitor';

/** Names of the login cookies of the suite's own account. */
export const storeCookie = `VtexIdclientAutCookie_${globex.account}`;
export const adminCookie = 'VtexIdclientAutCookie';

/** The login cookie of a persona. */
export async function loginOf(persona: string, name: string, { openPersona }: Emulated): Promise<string> {
  const { cookie } = await openPersona(persona);
  const pair = pairsOf(cookie).find(([held]) => held === name);
  if (pair === undefined) throw new Error(`Persona ${persona} holds no cookie ${name}`);
  return pair[1];
}

/** Values of some namespaces of a visitor's session, by item. */
export async function valuesUnder(
  visitor: Visitor,
  ...namespaces: string[]
): Promise<Record<string, unknown>> {
  const all = Object.entries(await visitor.values('*'));
  return Object.fromEntries(all.filter(([item]) => namespaces.includes(item.split('.', 1)[0] as string)));
}

/** The claims of a store login. */
export const storeLogin = {
  sub: 'ben@example.com',
  account: globex.account,
  audience: 'webstore',
  exp: 4_000_000_000,
  type: 'user',
  userId: '5e000000-0000-4000-8000-00000000f002',
};

/** The values of a store login. */
export const authenticated = (storeUserId: string, storeUserEmail: string) => ({
  'authentication.storeUserId': storeUserId,
  'authentication.storeUserEmail': storeUserEmail,
});
