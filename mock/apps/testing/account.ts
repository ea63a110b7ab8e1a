/** What the tests of the apps share: an account to say more of, and an app called with plain objects. */
import type { Account, Shopper, TradePolicy } from '../../accounts/account';
import type { SessionApp } from '../../rules/app';
import { namespacesOf, type Plain, plainOf, sealed } from '../../rules/testing/plain';

export const brazil: TradePolicy = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  privacy: 'public',
  shoppers: [],
};

/** One public trade policy and nothing else, but for what is given. Nobody may change it. */
export function accountWith(parts: Partial<Account> = {}): Account {
  return sealed({
    name: 'acme',
    id: '0e000000-0000-4000-8000-00000000000a',
    tradePolicies: [brazil],
    defaultTradePolicy: '1',
    bindings: [],
    sessionApps: ['store-session', 'authentication-session', 'profile-session', 'rnb-session'],
    regionIdFormat: 2,
    sellers: [],
    shoppers: [],
    operators: [],
    campaigns: [],
    organizations: [],
    personas: [],
    ...parts,
  });
}

export const annId = '00000000-0000-4000-8000-0000000000ff';

export const ann: Shopper = {
  id: annId,
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Example',
  phone: '+551100000000',
  document: '00000000000',
  priceTables: ['gold'],
  addresses: [],
};

/** A shopper of whom only id and e-mail are known. */
export const bob: Shopper = {
  id: '00000000-0000-4000-8000-0000000000fe',
  email: 'bob@example.com',
  priceTables: [],
  addresses: [],
};

/** What an app answers to these inputs. */
export async function answerOf(app: SessionApp, input: Plain): Promise<Plain> {
  return plainOf(await app.transform(sealed(namespacesOf(input))));
}

/** All that an app declares. */
export function declarationOf({ name, runOnCreate, input, output }: SessionApp) {
  return { name, runOnCreate, input, output };
}
