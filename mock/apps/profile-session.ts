import type { Account, Shopper } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import { directoryOf } from './people';
import { namespacesFrom, textAt } from './values';

/** VTEX's profile-session: the shopper's own data and price tables. */
export function profileSession(account: Account): SessionApp {
  const shoppers = directoryOf(account.shoppers);
  return {
    name: 'profile-session',
    runOnCreate: false,
    input: {
      public: ['storeUserEmail'],
      authentication: ['storeUserId'],
      impersonate: ['storeUserId'],
      'storefront-permissions': ['storeUserId'],
    },
    output: {
      profile: [
        'id',
        'email',
        'firstName',
        'lastName',
        'phone',
        'document',
        'priceTables',
        'isAuthenticated',
      ],
    },
    transform(input) {
      const actedFor =
        textAt(input, 'impersonate', 'storeUserId') ?? textAt(input, 'storefront-permissions', 'storeUserId');
      const loggedIn = textAt(input, 'authentication', 'storeUserId');
      const id = actedFor ?? loggedIn;
      if (id === undefined) {
        // An e-mail that nobody vouched for gives its price tables and nothing else.
        const named = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
        return namespacesFrom({ profile: { ...nobody, priceTables: tablesOf(named) } });
      }
      const shopper = shoppers.byId(id);
      if (shopper !== undefined) return namespacesFrom({ profile: profileOf(shopper) });
      // Who logged in is himself, though nothing is known of him; whom nobody knows cannot be acted for.
      const unknown = actedFor === undefined ? { ...nobody, id, isAuthenticated: 'true' } : nobody;
      return namespacesFrom({ profile: unknown });
    },
  };
}

/** Every key, so that nothing of a former visitor stays. */
const nobody = {
  id: null,
  email: null,
  firstName: null,
  lastName: null,
  phone: null,
  document: null,
  priceTables: null,
  isAuthenticated: 'false',
} as const;

function profileOf(shopper: Shopper) {
  return {
    id: shopper.id,
    email: shopper.email,
    firstName: shopper.firstName ?? null,
    lastName: shopper.lastName ?? null,
    phone: shopper.phone ?? null,
    document: shopper.document ?? null,
    priceTables: tablesOf(shopper),
    isAuthenticated: 'true',
  };
}

/** Names joined by comma. */
function tablesOf(shopper: Shopper | undefined): string | null {
  return shopper?.priceTables.join(',') || null;
}
