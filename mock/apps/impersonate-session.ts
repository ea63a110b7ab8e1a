import type { Account } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import { entryAt, type Namespaces, valueText } from '../rules/session';
import { directoryOf } from './people';
import { namespacesFrom, textAt } from './values';

const customerKey = 'vtex-impersonated-customer-email';

/** VTEX's impersonate-session (telesales): an operator acts for a shopper. */
export function impersonateSession(account: Account): SessionApp {
  const operators = directoryOf(account.operators);
  const shoppers = directoryOf(account.shoppers);
  return {
    name: 'impersonate-session',
    // R-265 says it is not called at creation, but R-337 that every session has `canImpersonate` where the
    // app is installed: nothing else would write it.
    runOnCreate: true,
    input: { public: [customerKey], cookie: [customerKey], authentication: ['adminUserEmail'] },
    output: { impersonate: ['storeUserId', 'storeUserEmail', 'canImpersonate', 'account'] },
    transform(input) {
      const asked = customerAskedFor(input);
      const operatorEmail = textAt(input, 'authentication', 'adminUserEmail');
      // Nobody to say who may act: an impersonation begun before stays, until it is ended.
      if (operatorEmail === undefined && asked !== '') return plainSession;
      const mayImpersonate = operators.byEmail(operatorEmail)?.mayImpersonate === true;
      const customer = mayImpersonate ? shoppers.byEmail(asked) : undefined;
      const none = asked === undefined ? null : '';
      return namespacesFrom({
        impersonate: {
          storeUserId: customer?.id ?? none,
          storeUserEmail: customer?.email ?? none,
          canImpersonate: String(mayImpersonate),
          account: customer === undefined ? none : account.name,
        },
      });
    },
  };
}

/** One for all sessions alike. */
const plainSession = namespacesFrom({ impersonate: { canImpersonate: 'false' } });

/**
 * The e-mail of the customer; `""` when the operator stopped acting. The public key goes before the cookie
 * emptied too: else a cookie that stays recorded would go on impersonating.
 */
function customerAskedFor(input: Namespaces): string | undefined {
  for (const namespace of ['public', 'cookie']) {
    const value = entryAt(input, { namespace, key: customerKey })?.value;
    if (value !== undefined && value !== null) return valueText(value);
  }
  return undefined;
}
