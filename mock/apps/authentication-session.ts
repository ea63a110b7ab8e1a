import type { Account } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import type { TokenSigner } from '../rules/token';
import { type Audience, authCookieNames, readAuthCookie } from './auth-cookie';
import { directoryOf } from './people';
import { namespacesFrom, textAt } from './values';

/**
 * VTEX's authentication-session: who is logged in to the Admin and who to the store, by their login
 * cookies. Whoever holds a valid cookie is authenticated, known to the account
 * or not; a login of another account, an expired or a broken one is none.
 */
export function authenticationSession(
  account: Account,
  { signer, clock }: { readonly signer: TokenSigner; readonly clock: () => number },
): SessionApp {
  const hasBuyerPortal = account.sessionApps.includes('shopper-session');
  const shoppers = directoryOf(account.shoppers);
  return {
    name: 'authentication-session',
    runOnCreate: false,
    input: { cookie: ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_.*'] },
    output: {
      authentication: [
        'adminUserId',
        'adminUserEmail',
        'storeUserId',
        'storeUserEmail',
        ...(hasBuyerPortal ? ['customerId', 'unitId', 'unitName'] : []),
      ],
    },
    transform(input) {
      const loginTo = (audience: Audience) => {
        for (const name of authCookieNames(audience, account)) {
          const login = readAuthCookie(textAt(input, 'cookie', name) ?? '', { account, signer, clock });
          if (login?.audience === audience) return login;
        }
        return undefined;
      };
      const [admin, store] = [loginTo('admin'), loginTo('webstore')];
      const logins = {
        adminUserId: admin?.userId ?? null,
        adminUserEmail: admin?.email ?? null,
        storeUserId: store?.userId ?? null,
        storeUserEmail: store?.email ?? null,
      };
      if (!hasBuyerPortal) return namespacesFrom({ authentication: logins });
      const buyer = shoppers.byId(store?.userId)?.buyerPortal;
      const buyerKeys = {
        customerId: buyer?.customerId ?? null,
        unitId: buyer?.unitId ?? null,
        unitName: buyer?.unitName ?? null,
      };
      return namespacesFrom({ authentication: { ...logins, ...buyerKeys } });
    },
  };
}
