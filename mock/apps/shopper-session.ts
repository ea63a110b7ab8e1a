import type { JsonValue } from '../rules/session';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/**
 * VTEX's shopper-session (Buyer Portal): what a shopper may do and for whom, and the facets that limit them to
 * their assortment (R-267, X15). For anyone else every key is cleared, the facets too: where this app is
 * installed, they belong to it.
 */
export const shopperSession: VtexApp = {
  installedByDefault: false,
  needs: ['authentication-session'],
  runOnCreate: false,
  derives: [
    {
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
    },
  ],
  transform({ account }) {
    const shoppers = directoryOf(account.shoppers);
    const contracts = new Map(
      account.organizations
        .flatMap((organization) => organization.contracts)
        .map((contract) => [contract.id, contract]),
    );
    /** As FastStore reads them. */
    const contractsAt = (ids: readonly string[], current: string): JsonValue =>
      ids.map((id) => ({
        customerId: id,
        contractName: contracts.get(id)?.name ?? null,
        isActive: contracts.get(id)?.isActive ?? true,
        isCurrent: id === current,
      }));

    return (input) => {
      const shopper = shoppers.byId(textAt(input, 'authentication', 'storeUserId'));
      const buyer = shopper?.buyerPortal;
      if (shopper === undefined || buyer === undefined) return cleared;
      const chosen = textAt(input, 'authentication', 'customerId');
      const isAvailable = chosen !== undefined && buyer.availableContracts.includes(chosen);
      const activeContractId = isAvailable ? chosen : buyer.activeContractId;
      return namespacesFrom({
        shopper: {
          firstName: shopper.firstName ?? null,
          lastName: shopper.lastName ?? null,
          organizationManager: buyer.organizationManager, // a real boolean
          availableContracts: contractsAt(buyer.availableContracts, activeContractId),
          activeContractId,
          scopes: buyer.scopes,
          defaults: buyer.defaults,
        },
        public: { facets: facetsOf(buyer.scopes) },
      });
    };
  },
};

/** Every key, so that nothing of the previous visitor remains. */
const cleared = namespacesFrom({
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

/** The collections that are visible to the shopper and those that are hidden (R-321, X15); null for no limit. */
function facetsOf(scopes: JsonValue): string | null {
  const catalog = memberOf(scopes, 'vtex.catalog');
  const facets = [
    ...idsIn(memberOf(catalog, 'collectionIds')),
    ...idsIn(memberOf(catalog, 'excludeCollectionIds')).map((id) => `not:${id}`),
  ];
  return facets.map((facet) => `productClusterIds=${facet}`).join(';') || null;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null
    ? (value as { readonly [key: string]: JsonValue })[name]
    : undefined;
}

/** The ids of a text `"138,139"`. */
function idsIn(text: JsonValue | undefined): string[] {
  return typeof text === 'string'
    ? text
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '')
    : [];
}
