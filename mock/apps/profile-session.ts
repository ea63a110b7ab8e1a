import { entryAt, type Namespaces } from '../rules/session';
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
  runOnCreate: ({ anonymousProfile }) => anonymousProfile,
  derives: [
    {
      input: shopperIds,
      output: { profile: ['id', 'email', 'firstName', 'lastName', 'phone', 'document', 'isAuthenticated'] },
    },
    {
      // the e-mail gives price tables only; R-405: those of the organization
      input: {
        public: ['storeUserEmail'],
        ...shopperIds,
        'storefront-permissions': ['storeUserId', 'priceTables'],
      },
      output: { profile: ['priceTables'] },
    },
  ],
  transform({ account, assumptions }) {
    const shoppers = directoryOf(account.shoppers);
    const { organizationPriceTables, identifiedVisitorProfile } = assumptions;
    return (input) => {
      if (input.size === 0) return stranger; // the create call
      const ofOrganization = tablesIn(input);
      const tablesOf = (shopper: Shopper | undefined) => {
        const own = shopper?.priceTables ?? [];
        const isJoined = organizationPriceTables === 'join' || ofOrganization.length === 0;
        return [...new Set([...(isJoined ? own : []), ...ofOrganization])].join(',') || null;
      };
      const actedFor =
        textAt(input, 'impersonate', 'storeUserId') ?? textAt(input, 'storefront-permissions', 'storeUserId');
      const loggedIn = textAt(input, 'authentication', 'storeUserId');
      const id = actedFor ?? loggedIn;
      if (id === undefined) {
        // An e-mail without a login gives its price tables and nothing else.
        const named = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
        const isWhole = named !== undefined && identifiedVisitorProfile === 'whole';
        const known = isWhole ? { ...profileOf(named), isAuthenticated: 'false' } : anonymous;
        return namespacesFrom({ profile: { ...known, priceTables: tablesOf(named) } });
      }
      const shopper = shoppers.byId(id);
      const priceTables = tablesOf(shopper);
      if (shopper !== undefined) return namespacesFrom({ profile: { ...profileOf(shopper), priceTables } });
      // An unknown shopper may be logged in, but no one can act for them.
      const unknown = actedFor === undefined ? { ...anonymous, id, isAuthenticated: 'true' } : anonymous;
      return namespacesFrom({ profile: { ...unknown, priceTables } });
    };
  },
};

/** One object for all sessions. */
const stranger = namespacesFrom({ profile: { isAuthenticated: 'false' } });

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
    isAuthenticated: 'true',
  };
}

/** Names joined by commas, or a list of them. */
function tablesIn(input: Namespaces): readonly string[] {
  const value = entryAt(input, { namespace: 'storefront-permissions', key: 'priceTables' })?.value;
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}
