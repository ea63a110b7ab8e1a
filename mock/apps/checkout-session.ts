import type { Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import { type Location, pointFrom, sellersServing } from './areas';
import { regionIds } from './region-id';
import type { StoreData } from './store-data';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/** VTEX's checkout-session: the visitor's region and cart. */
export const checkoutSession: VtexApp = {
  runOnCreate: false,
  derives: [
    {
      input: {
        public: ['regionId', 'country', 'postalCode', 'geoCoordinates', 'sc', 'storeUserEmail', 'addressId'],
        store: ['channel'],
      },
      output: { checkout: ['regionId'] },
    },
    {
      input: { cookie: ['checkout.vtex.com'] },
      output: { checkout: ['cartId', 'orderFormId'] },
    },
  ],
  transform({ account }) {
    const regionOf = regionsOf(account);
    const checkoutOf = sharedCheckoutNamespaces();
    return (input) => checkoutOf(regionOf(input), orderFormIdIn(input));
  },
};

function regionsOf(account: StoreData): (input: Namespaces) => string | null {
  const shoppers = directoryOf(account.shoppers);
  const regionIdOf = regionIds(account.regionIdFormat);

  /** an address that is stored in the shopper's profile. */
  const storedLocation = (input: Namespaces): Location | undefined => {
    const shopper = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
    const addressId = textAt(input, 'public', 'addressId');
    const address = shopper?.addresses.find(({ id }) => id === addressId);
    if (address === undefined) return undefined;
    return locationOf(address.country, address.postalCode, address.geoCoordinates);
  };

  /**
   * look-ups are cached, here for good, since another account gets another app. The first 1,000 and not the
   * newest: where every visitor has another postal code, storing each costs more than looking it up.
   */
  const known = new Map<string, string>();
  const regionAt = (location: Location, tradePolicy: string | undefined): string => {
    const name = JSON.stringify([location.country, location.postalCode, location.point, tradePolicy]);
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const region = regionIdOf(sellersServing(account.sellers, location, tradePolicy));
    if (known.size < 1000) known.set(name, region);
    return region;
  };

  return (input) => {
    const given = textAt(input, 'public', 'regionId');
    if (given !== undefined) return given;
    const location = givenLocation(input) ?? storedLocation(input);
    if (location === undefined) return null;
    const tradePolicy = textAt(input, 'public', 'sc') ?? textAt(input, 'store', 'channel');
    return regionAt(location, tradePolicy);
  };
}

/** One object for all visitors of a region who have no cart. */
function sharedCheckoutNamespaces(): (regionId: string | null, orderFormId: string | null) => Namespaces {
  const known = new BoundedCache<string | null, Namespaces>(500);
  return (regionId, orderFormId) => {
    // Today's cart key is orderFormId; cartId is the older one.
    const make = () => namespacesFrom({ checkout: { regionId, orderFormId } });
    return orderFormId === null ? known.getOrMake(regionId, make) : make();
  };
}

/** the location that the caller wrote to `public`. */
function givenLocation(input: Namespaces): Location | undefined {
  const read = (key: string) => textAt(input, 'public', key);
  return locationOf(read('country'), read('postalCode'), pointFrom(read('geoCoordinates')));
}

/** A country is an alpha-3 code, and not enough by itself. */
function locationOf(
  country: string | undefined,
  postalCode: string | undefined,
  point: Location['point'],
): Location | undefined {
  if (country === undefined || !/^[A-Z]{3}$/.test(country)) return undefined;
  return postalCode === undefined && point === undefined ? undefined : { country, postalCode, point };
}

/** `checkout.vtex.com=__ofid=<32 hex>`. */
function orderFormIdIn(input: Namespaces): string | null {
  const cookie = textAt(input, 'cookie', 'checkout.vtex.com') ?? '';
  return /(?:^|&)__ofid=([0-9a-f]{32})(?![0-9a-z])/i.exec(cookie)?.[1] ?? null;
}
