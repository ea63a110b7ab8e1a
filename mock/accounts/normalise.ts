import { type Account, type ShippedApp, shippedApps } from './account';
import type { SellerFixture, ShopperFixture, TradePolicyFixture, ValidFixture } from './account-fixture';

/** A valid fixture with all its defaults filled in. */
export function normalised(fixture: ValidFixture): Account {
  const tradePolicies = fixture.tradePolicies.map(policyOf);
  // There is one: validateFixture refuses an account without.
  const firstOpen = tradePolicies.find(({ privacy }) => privacy === 'public');
  return {
    name: fixture.account,
    id: fixture.id,
    tradePolicies,
    defaultTradePolicy: fixture.defaultTradePolicy ?? firstOpen?.id ?? '',
    bindings: fixture.bindings ?? [],
    sessionApps: fixture.sessionApps ?? defaultSessionApps,
    regionIdFormat: fixture.regionIdFormat ?? 2,
    sellers: (fixture.sellers ?? []).map(sellerOf),
    shoppers: (fixture.shoppers ?? []).map(shopperOf),
    operators: (fixture.operators ?? []).map((operator) => ({
      ...operator,
      mayImpersonate: operator.mayImpersonate ?? false,
    })),
    campaigns: fixture.campaigns ?? [],
    organizations: fixture.organizations ?? [],
    personas: (fixture.personas ?? []).map((persona) => ({ ...persona, public: persona.public ?? {} })),
  };
}

const installedByHand: readonly ShippedApp[] = ['impersonate-session', 'shopper-session'];
const defaultSessionApps = shippedApps.filter((app) => !installedByHand.includes(app));

const policyOf = (policy: TradePolicyFixture) => ({
  ...policy,
  privacy: policy.privacy ?? 'public',
  shoppers: policy.shoppers ?? [],
});

const sellerOf = (seller: SellerFixture) => ({
  ...seller,
  areas: seller.areas.map((area) => ({ ...area, postalCodes: area.postalCodes ?? [] })),
});

const shopperOf = (shopper: ShopperFixture) => ({
  ...shopper,
  priceTables: priceTablesOf(shopper.priceTables ?? []),
  addresses: shopper.addresses ?? [],
});

/** Sessions show price tables joined by commas, and a fixture may write them so. */
export function priceTablesOf(written: readonly string[]): string[] {
  return written.flatMap((names) => names.split(','));
}
