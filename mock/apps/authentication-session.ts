import { type Audience, authCookieNames, readAuthCookie } from './auth-cookie';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/**
 * VTEX's authentication-session: who is logged in to the Admin and who to the store, according to their login
 * cookies. A valid cookie authenticates, whether or not the account knows the person. A
 * cookie for another account, an expired one or a broken one does not.
 */
export const authenticationSession: VtexApp = {
  runOnCreate: false,
  opens: ({ anonymousProfile }) => (anonymousProfile ? 'authentication' : undefined),
  derives: [
    {
      input: { cookie: ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_.*'] },
      output: {
        authentication: [
          'adminUserId',
          'adminUserEmail',
          'storeUserId',
          'storeUserEmail',
          // with the Buyer Portal:
          'customerId',
          'unitId',
          'unitName',
        ],
      },
    },
  ],
  transform({ account, signer, clock }) {
    const hasBuyerPortal = account.sessionApps.includes('shopper-session');
    const shoppers = directoryOf(account.shoppers);
    return (input) => {
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
        customerId: store?.customerId ?? buyer?.customerId ?? null,
        unitId: store?.unitId ?? buyer?.unitId ?? null,
        unitName: buyer?.unitName ?? null,
      };
      return namespacesFrom({ authentication: { ...logins, ...buyerKeys } });
    };
  },
};
