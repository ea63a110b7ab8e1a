import { entryAt, type Namespaces, valueText } from '../rules/session';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

const customerKey = 'vtex-impersonated-customer-email';

/** VTEX's impersonate-session (telesales): an operator acts for a shopper. */
export const impersonateSession: VtexApp = {
  installedByDefault: false,
  needs: ['authentication-session', 'profile-session'],
  // R-265 says that it is not called at creation, but R-337 that every session has `canImpersonate` where the
  // app is installed. Nothing else would write it.
  runOnCreate: true,
  derives: [
    {
      input: { public: [customerKey], cookie: [customerKey], authentication: ['adminUserEmail'] },
      output: { impersonate: ['storeUserId', 'storeUserEmail', 'canImpersonate', 'account'] },
    },
  ],
  transform({ account }) {
    const operators = directoryOf(account.operators);
    const shoppers = directoryOf(account.shoppers);
    return (input) => {
      const customerEmail = customerEmailIn(input);
      const operatorEmail = textAt(input, 'authentication', 'adminUserEmail');
      // No operator is logged in: an impersonation that began earlier stays until it is ended.
      if (operatorEmail === undefined && customerEmail !== '') return cannotImpersonate;
      const mayImpersonate = operators.byEmail(operatorEmail)?.mayImpersonate === true;
      const customer = mayImpersonate ? shoppers.byEmail(customerEmail) : undefined;
      const none = customerEmail === undefined ? null : '';
      return namespacesFrom({
        impersonate: {
          storeUserId: customer?.id ?? none,
          storeUserEmail: customer?.email ?? none,
          canImpersonate: String(mayImpersonate),
          account: customer === undefined ? none : account.name,
        },
      });
    };
  },
};

/** One object for all sessions. */
const cannotImpersonate = namespacesFrom({ impersonate: { canImpersonate: 'false' } });

/**
 * The e-mail of the requested customer; `""` when the operator stopped acting for them. The public key wins over
 * the cookie, also when it is empty: otherwise a recorded cookie would keep impersonating.
 */
function customerEmailIn(input: Namespaces): string | undefined {
  for (const namespace of ['public', 'cookie']) {
    const value = entryAt(input, { namespace, key: customerKey })?.value;
    if (value !== undefined && value !== null) return valueText(value);
  }
  return undefined;
}
