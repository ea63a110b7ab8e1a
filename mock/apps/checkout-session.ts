import type { Assumptions } from '../rules/assumptions';
import { place } from '../rules/caller-writes';
import type { Entry, Namespaces } from '../rules/session';
import { BoundedCache } from '../util/bounded-cache';
import { type Location, pointFrom, regionIds, sellersServing } from './areas';
import type { StoreData } from './store-data';
import { directoryOf, textAt } from './values';
import type { VtexApp } from './vtex-app';

/** VTEX's checkout-session: the visitor's region and cart. */
export const checkoutSession: VtexApp = {
  runOnCreate: false,
  derives: [
    {
      input: {
        public: ['regionId', 'country', 'postalCode', 'geoCoordinates', 'sc', 'storeUserEmail', 'addressId'],
        store: ['channel'],
        [place]: ['by'],
      },
      output: { checkout: ['regionId'] },
    },
    {
      input: { cookie: ['checkout.vtex.com'] },
      output: { checkout: ['orderFormId'] }, // `cartId` was its older name
    },
  ],
  transform({ account, assumptions }) {
    const regionOf = regionsOf(account, assumptions);
    const checkoutOf = sharedCheckoutNamespaces(assumptions);
    return (input) => checkoutOf(regionOf(input), orderFormIdIn(input));
  },
};

function regionsOf(account: StoreData, assumptions: Assumptions): (input: Namespaces) => string | null {
  const shoppers = directoryOf(account.shoppers);
  const regionIdOf = regionIds(account.regionIdFormat);
  const sellersAt = sellersServing(account.sellers);

  /** an address that is stored in the shopper's profile. */
  const storedLocation = (input: Namespaces): Location | undefined => {
    const shopper = shoppers.byEmail(textAt(input, 'public', 'storeUserEmail'));
    const addressId = textAt(input, 'public', 'addressId');
    const address = shopper?.addresses.find(({ id }) => id === addressId);
    if (address === undefined) return undefined;
    return locationOf(address.country, address.postalCode, address.geoCoordinates);
  };

  return (input) => {
    const given = textAt(input, 'public', 'regionId');
    if (given !== undefined) return given;
    const location = givenLocation(input, assumptions) ?? storedLocation(input);
    if (location === undefined) return null;
    const tradePolicy = textAt(input, 'public', 'sc') ?? textAt(input, 'store', 'channel');
    return regionIdOf(sellersAt(location, tradePolicy));
  };
}

/** One object for all visitors of a region who have no cart. */
function sharedCheckoutNamespaces({
  clearedRegion,
}: Assumptions): (regionId: string | null, orderFormId: string | null) => Namespaces {
  const known = new BoundedCache<string | null, Namespaces>(500);
  const noRegion: Entry = { value: clearedRegion === 'empty' ? '' : null, clears: true };
  return (regionId, orderFormId) => {
    const region: Entry = regionId === null ? noRegion : { value: regionId };
    const make = (): Namespaces =>
      new Map([
        [
          'checkout',
          new Map([
            ['regionId', region],
            ['orderFormId', { value: orderFormId }],
          ]),
        ],
      ]);
    return orderFormId === null ? known.getOrMake(regionId, make) : make();
  };
}

/** the location that the caller wrote to `public`. */
function givenLocation(input: Namespaces, { placeGivenTwice }: Assumptions): Location | undefined {
  const read = (key: string) => textAt(input, 'public', key);
  const [country, postalCode] = [read('country'), read('postalCode')];
  const point = pointFrom(read('geoCoordinates'));
  if (postalCode === undefined || point === undefined || placeGivenTwice === 'both')
    return locationOf(country, postalCode, point);
  const by = textAt(input, place, 'by');
  const isBy = (key: string) => by === key || by === 'both';
  return locationOf(
    country,
    isBy('postalCode') ? postalCode : undefined,
    isBy('geoCoordinates') ? point : undefined,
  );
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
