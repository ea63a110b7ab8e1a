import type { Shopper } from './store-data';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

const shopperIds = {
  authentication: ['storeUserId'],
  impersonate: ['storeUserId'],
  'storefront-permissions': ['storeUserId'],
};

/** VTEX's profile-session: the shopper's own data and price tables. */
export const profileSession: VtexApp = {
  runOnCreate: false,
  derives: [
    {
      input: shopperIds,
      output: { profile: ['id', 'email', 'firstName', 'lastName', 'phone', 'document', 'isAuthenticated'] },
    },
    {
      input: { public: ['storeUserEmail'], ...shopperIds }, // the e-mail gives price tables only
      output: { profile: ['priceTables'] },
    },
  ],
  transform({ account }) {
    const shoppers = directoryOf(account.shoppers);
    return (input) => {
      const actedFor =
        textAt(input, 'impersonate', 'storeUserId') ?? textAt(input, 'storefront-permissions', 'storeUserId');
      const loggedIn = textAt(input, 'authentication', 'storeUserId');
      const id = actedFor ?? loggedIn;
      if (id === undefined) {
        // An e-mail without a login gives its price tables and nothing else.
        const named = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
        return namespacesFrom({ profile: { ...anonymous, priceTables: tablesOf(named) } });
      }
      const shopper = shoppers.byId(id);
      if (shopper !== undefined) return namespacesFrom({ profile: profileOf(shopper) });
      // An unknown shopper may be logged in, but nobody can act for them.
      const unknown = actedFor === undefined ? { ...anonymous, id, isAuthenticated: 'true' } : anonymous;
      return namespacesFrom({ profile: unknown });
    };
  },
};

/** Every key, so that nothing of the previous visitor remains. */
const anonymous = {
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

/** Names joined by commas. */
function tablesOf(shopper: Shopper | undefined): string | null {
  return shopper?.priceTables.join(',') || null;
}
