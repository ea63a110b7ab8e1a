import type { Declaration } from '../../mock/rules/app';
import type { KeyRef } from '../../mock/rules/session';

/** A part of an app of VTEX: outputs, and the inputs from which they follow. */
export interface VtexPart {
  readonly app: string;
  /** KEY, where it is known: a given app of this KEY takes its place. */
  readonly key?: string;
  readonly input: Declaration;
  readonly output: Declaration;
}

const visitor = { profile: ['email', 'isAuthenticated'] };

/**
 * What follows from what in the apps of VTEX. An app stands here in parts where not all
 * of its outputs follow from all of its inputs, so that no cycle is seen that cannot turn: the cart's id
 * comes from a cookie, whatever the visitor's region. A test compares the parts with mock/apps.
 */
export const vtexParts: readonly VtexPart[] = [
  {
    app: 'store-session',
    input: { public: ['sc'], ...visitor },
    output: { store: ['channel', 'countryCode', 'currencyCode', 'currencySymbol', 'channelPrivacy'] },
  },
  {
    app: 'store-session',
    input: { public: ['cultureInfo', 'sc', 'locale'], ...visitor },
    output: { store: ['cultureInfo', 'admin_cultureInfo'] },
  },
  {
    app: 'authentication-session',
    input: { cookie: ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_.*'] },
    output: {
      authentication: [
        'adminUserId',
        'adminUserEmail',
        'storeUserId',
        'storeUserEmail',
        'customerId',
        'unitId',
        'unitName',
      ],
    },
  },
  {
    app: 'impersonate-session',
    input: {
      public: ['vtex-impersonated-customer-email'],
      cookie: ['vtex-impersonated-customer-email'],
      authentication: ['adminUserEmail'],
    },
    output: { impersonate: ['storeUserId', 'storeUserEmail', 'canImpersonate', 'account'] },
  },
  {
    app: 'profile-session',
    input: {
      authentication: ['storeUserId'],
      impersonate: ['storeUserId'],
      'storefront-permissions': ['storeUserId'],
    },
    output: { profile: ['id', 'email', 'firstName', 'lastName', 'phone', 'document', 'isAuthenticated'] },
  },
  {
    app: 'profile-session',
    input: {
      public: ['storeUserEmail'], // loads the price tables only
      authentication: ['storeUserId'],
      impersonate: ['storeUserId'],
      'storefront-permissions': ['storeUserId'],
    },
    output: { profile: ['priceTables'] },
  },
  {
    app: 'rnb-session',
    input: { profile: ['email'], public: ['utm_source', 'utm_campaign', 'postalCode'] },
    output: { rnb: ['campaigns'] },
  },
  {
    app: 'checkout-session',
    input: {
      public: ['regionId', 'country', 'postalCode', 'geoCoordinates', 'sc', 'storeUserEmail', 'addressId'],
      store: ['channel'],
    },
    output: { checkout: ['regionId'] },
  },
  {
    app: 'checkout-session',
    input: { cookie: ['checkout.vtex.com'] },
    output: { checkout: ['cartId', 'orderFormId'] },
  },
  {
    app: 'search-session',
    key: 'search',
    input: { public: ['facets'], ...visitor },
    output: { search: ['facets'] },
  },
  {
    app: 'shopper-session',
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
];

/** What is in sessions besides: from apps that a store may have, and from VTEX itself. */
export const writtenElsewhere: Declaration = {
  account: ['id', 'accountName'],
  creditControl: ['creditAccounts', 'deadlines', 'minimumInstallmentValue'],
  instore: ['flags'],
  //
  'storefront-permissions': [
    'storeUserId',
    'storeUserEmail',
    'organization',
    'costcenter',
    'costCenterAddressId',
    'priceTables',
    'collections',
    'userId',
    'hash',
  ],
};

export interface Owner {
  readonly owner: string;
  /** KEY of the app that owns the namespace, where it is known. */
  readonly key?: string;
}

/** To whom a namespace belongs that is not an app's own. */
export const owners: ReadonlyMap<string, Owner> = new Map([
  ['account', { owner: 'VTEX itself' }],
  ['authentication', { owner: 'vtex.authentication-session' }],
  ['checkout', { owner: 'vtex.checkout-session' }],
  ['cookie', { owner: 'the caller’s cookies' }],
  ['creditControl', { owner: 'VTEX’s credit control' }],
  ['impersonate', { owner: 'vtex.impersonate-session' }],
  ['profile', { owner: 'vtex.profile-session' }],
  ['rnb', { owner: 'vtex.rnb-session' }],
  ['search', { owner: 'vtex.search-session', key: 'search' }],
  ['shopper', { owner: 'vtex.shopper-session' }],
  ['store', { owner: 'vtex.store-session' }],
  ['storefront-permissions', { owner: 'vtex.storefront-permissions', key: 'storefront-permissions' }],
]);

export function refsOf(declaration: Declaration): KeyRef[] {
  return Object.entries(declaration).flatMap(([namespace, keys]) => keys.map((key) => ({ namespace, key })));
}
