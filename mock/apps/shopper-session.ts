import type { Account } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import type { JsonValue } from '../rules/session';
import { directoryOf } from './people';
import { namespacesFrom, textAt } from './values';

/**
 * VTEX's shopper-session (Buyer Portal): what a shopper may do and for whom, and the facets that keep him to
 * his assortment (R-267, X15). Of anybody else every key is cleared, the facets too: they belong to this app
 * where it is installed.
 */
export function shopperSession(account: Account): SessionApp {
  const shoppers = directoryOf(account.shoppers);
  const contracts = new Map(
    account.organizations.flatMap((organization) => organization.contracts).map((one) => [one.id, one.name]),
  );
  /** An array; of what, nobody tells. Chosen: `{id, name}`. */
  const namedContracts = (ids: readonly string[]): JsonValue =>
    ids.map((id) => ({ id, name: contracts.get(id) ?? null }));

  return {
    name: 'shopper-session',
    runOnCreate: false,
    input: { authentication: ['storeUserId', 'storeUserEmail', 'customerId', 'unitId', 'unitName'] },
    output: {
      shopper: [
        'firstName',
        'lastName',
        'organizationManager',
        'availableContracts',
        'activeContractId',
        'scopes',
        'defaults',
      ],
      public: ['facets'],
    },
    transform(input) {
      const shopper = shoppers.byId(textAt(input, 'authentication', 'storeUserId'));
      const buyer = shopper?.buyerPortal;
      if (shopper === undefined || buyer === undefined) return nobody;
      return namespacesFrom({
        shopper: {
          firstName: shopper.firstName ?? null,
          lastName: shopper.lastName ?? null,
          organizationManager: buyer.organizationManager, // a real boolean
          availableContracts: namedContracts(buyer.availableContracts),
          activeContractId: buyer.activeContractId,
          scopes: buyer.scopes,
          defaults: buyer.defaults,
        },
        public: { facets: facetsOf(buyer.scopes) },
      });
    },
  };
}

/** Every key, so that nothing of a former visitor stays. */
const nobody = namespacesFrom({
  shopper: {
    firstName: null,
    lastName: null,
    organizationManager: null,
    availableContracts: null,
    activeContractId: null,
    scopes: null,
    defaults: null,
  },
  public: { facets: null },
});

/** The collections a shopper sees and those hidden from him (R-321, X15); null when he sees everything. */
function facetsOf(scopes: JsonValue): string | null {
  const catalog = memberOf(scopes, 'vtex.catalog');
  const facets = [
    ...listed(memberOf(catalog, 'collectionIds')),
    ...listed(memberOf(catalog, 'excludeCollectionIds')).map((id) => `not:${id}`),
  ];
  return facets.map((facet) => `productClusterIds=${facet}`).join(';') || null;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null
    ? (value as { readonly [key: string]: JsonValue })[name]
    : undefined;
}

/** The ids of a text `"138,139"`. */
function listed(ids: JsonValue | undefined): string[] {
  return typeof ids === 'string'
    ? ids
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '')
    : [];
}
