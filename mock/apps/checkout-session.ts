import type { Account } from '../accounts/account';
import type { SessionApp } from '../rules/app';
import type { Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import { type Place, pointFrom, sellersServing } from './areas';
import { directoryOf } from './people';
import { regionIds } from './region-id';
import { namespacesFrom, textAt } from './values';

/** VTEX's checkout-session: the region a visitor shops in, and his cart. */
export function checkoutSession(account: Account): SessionApp {
  const shoppers = directoryOf(account.shoppers);
  const checkoutOf = sharedCheckoutNamespaces();
  const regionOfSellers = regionIds(account.regionIdFormat);

  /** an address that the shopper has stored. */
  const storedPlace = (input: Namespaces): Place | undefined => {
    const shopper = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
    const addressId = textAt(input, 'public', 'addressId');
    const address = shopper?.addresses.find(({ id }) => id === addressId);
    if (address === undefined) return undefined;
    return placeOf(address.country, address.postalCode, address.geoCoordinates);
  };

  /**
   * look-ups are remembered; here for good, since another account is given another app. The first 1,000 and not
   * the newest: where every visitor has another code, to keep each costs more than to look it up.
   */
  const known = new Map<string, string>();
  const regionAt = (place: Place, tradePolicy: string | undefined): string => {
    const name = JSON.stringify([place.country, place.postalCode, place.point, tradePolicy]);
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const region = regionOfSellers(sellersServing(account.sellers, place, tradePolicy));
    if (known.size < 1000) known.set(name, region);
    return region;
  };

  const regionOf = (input: Namespaces): string | null => {
    const given = textAt(input, 'public', 'regionId');
    if (given !== undefined) return given;
    const place = toldPlace(input) ?? storedPlace(input);
    if (place === undefined) return null;
    const tradePolicy = textAt(input, 'public', 'sc') ?? textAt(input, 'store', 'channel');
    return regionAt(place, tradePolicy);
  };

  return {
    name: 'checkout-session',
    runOnCreate: false,
    input: {
      public: ['regionId', 'country', 'postalCode', 'geoCoordinates', 'sc', 'storeUserEmail', 'addressId'],
      store: ['channel'],
      cookie: ['checkout.vtex.com'],
    },
    output: { checkout: ['regionId', 'cartId', 'orderFormId'] },
    transform: (input) => checkoutOf(regionOf(input), orderFormIdOf(input)),
  };
}

/** One namespace for all visitors of a region who have no cart. */
function sharedCheckoutNamespaces(): (regionId: string | null, orderFormId: string | null) => Namespaces {
  const known = new BoundedCache<string | null, Namespaces>(500);
  return (regionId, orderFormId) => {
    // Today's cart key is orderFormId; cartId is the older one.
    const made = () => namespacesFrom({ checkout: { regionId, orderFormId } });
    return orderFormId === null ? known.of(regionId, made) : made();
  };
}

/** where the visitor says he is. */
function toldPlace(input: Namespaces): Place | undefined {
  const read = (key: string) => textAt(input, 'public', key);
  return placeOf(read('country'), read('postalCode'), pointFrom(read('geoCoordinates')));
}

/** A country is an alpha-3 code, and alone it is not enough. */
function placeOf(
  country: string | undefined,
  postalCode: string | undefined,
  point: Place['point'],
): Place | undefined {
  if (country === undefined || !/^[A-Z]{3}$/.test(country)) return undefined;
  return postalCode === undefined && point === undefined ? undefined : { country, postalCode, point };
}

/** `checkout.vtex.com=__ofid=<32 hex>`. */
function orderFormIdOf(input: Namespaces): string | null {
  const cookie = textAt(input, 'cookie', 'checkout.vtex.com') ?? '';
  return /(?:^|&)__ofid=([0-9a-f]{32})(?![0-9a-z])/i.exec(cookie)?.[1] ?? null;
}
