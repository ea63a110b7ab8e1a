/**
 * The account of the suite, and what an emulator must derive from it. Behaviours of session apps run on it, because
 * they cannot be seen on an unknown account.
 */
export const globex = {
  account: 'globex',
  id: '0e000000-0000-4000-8000-0000000000f1',
  tradePolicies: [
    { id: '1', currencyCode: 'BRL', currencySymbol: 'R$', countryCode: 'BRA', cultureInfo: 'pt-BR' },
    { id: '2', currencyCode: 'USD', currencySymbol: '$', countryCode: 'USA', cultureInfo: 'en-US' },
    {
      id: '3',
      currencyCode: 'EUR',
      currencySymbol: '€',
      countryCode: 'ESP',
      cultureInfo: 'es-ES',
      privacy: 'private',
      shoppers: ['rita@example.com', 'Ann.Mixed@example.com'],
    },
  ],
  bindings: [
    {
      id: '0b000000-0000-4000-8000-0000000000f1',
      defaultLocale: 'pt-BR',
      supportedLocales: ['pt-BR'],
      tradePolicy: '1',
    },
    {
      id: '0b000000-0000-4000-8000-0000000000f2',
      defaultLocale: 'fr-CA',
      supportedLocales: ['fr-CA', 'en-US'],
      tradePolicy: '2',
    },
  ],
  sellers: [
    { id: 'zulu', areas: [{ country: 'BRA', postalCodes: [['04000000', '04999999']] }] },
    {
      id: 'alfa',
      areas: [
        { country: 'BRA', postalCodes: [['04000-000', '05999-999']] },
        { country: 'BRA', postalCodes: [['70000000', '70999999']] },
      ],
    },
    {
      id: 'usa-only',
      areas: [{ country: 'USA', postalCodes: [['10001', '10292']], tradePolicies: ['2'] }],
    },
    { id: 'london', areas: [{ country: 'GBR', postalCodes: [['SW1A 1AA', 'SW1A 9ZZ']] }] },
    {
      id: 'lisbon',
      areas: [
        {
          country: 'PRT',
          postalCodes: [
            ['1000-001', '1999-999'],
            ['4000-001', '4999-999'],
          ],
        },
      ],
    },
    {
      id: 'spain-only',
      areas: [{ country: 'ESP', postalCodes: [['28001', '28055']], tradePolicies: ['3'] }],
    },
    { id: 'nine-digits', areas: [{ country: 'AFG', postalCodes: [['100000000', '199999999']] }] },
    {
      id: 'mapped',
      areas: [
        {
          country: 'ARG',
          polygon: [
            [-60, -40],
            [-50, -36],
            [-52, -30],
            [-58, -30],
          ],
        },
      ],
    },
    {
      id: 'squared',
      areas: [
        {
          country: 'CHL',
          polygon: [
            [10, 10],
            [20, 10],
            [20, 20],
            [10, 20],
          ],
        },
      ],
    },
  ],
  shoppers: [
    {
      id: '5e000000-0000-4000-8000-00000000f001',
      email: 'Ann.Mixed@example.com',
      firstName: 'Ann',
      lastName: 'Example',
      phone: '+55 11 5550 0120',
      document: '00000000001',
      priceTables: ['silver', 'gold'],
      addresses: [
        { id: 'home', country: 'BRA', postalCode: '04561-000' },
        { id: 'farm', country: 'ARG', geoCoordinates: [-55, -35] },
      ],
    },
    { id: '5e000000-0000-4000-8000-00000000f002', email: 'ben@example.com' },
    {
      id: '5e000000-0000-4000-8000-00000000f003',
      email: 'rita@example.com',
      firstName: 'Rita',
      buyerPortal: {
        customerId: 'customer-rita',
        unitId: 'unit-steel',
        unitName: 'Steel, purchasing',
        organizationManager: true,
        availableContracts: ['contract-1', 'contract-2'],
        activeContractId: 'contract-2',
        scopes: { 'vtex.catalog': { collectionIds: '138, 139', excludeCollectionIds: '140' } },
        defaults: { shippingAddress: 'addr-1' },
      },
    },
    {
      id: '5e000000-0000-4000-8000-00000000f004',
      email: 'sven@example.com',
      lastName: 'Example',
      buyerPortal: {
        customerId: 'customer-sven',
        unitId: 'unit-wood',
        unitName: 'Wood',
        organizationManager: false,
        availableContracts: ['contract-1'],
        activeContractId: 'contract-1',
        scopes: { 'vtex.catalog': { collectionIds: ',,' } },
        defaults: {},
      },
    },
    {
      id: '5e000000-0000-4000-8000-00000000f005',
      email: 'tom@example.com',
      buyerPortal: {
        customerId: 'customer-tom',
        unitId: 'unit-wood',
        unitName: 'Wood',
        organizationManager: false,
        availableContracts: ['contract-1'],
        activeContractId: 'contract-1',
        scopes: { 'vtex.catalog': null },
        defaults: null,
      },
    },
  ],
  operators: [
    { id: '0c000000-0000-4000-8000-00000000f001', email: 'Olga.Mixed@example.com', mayImpersonate: true },
    { id: '0c000000-0000-4000-8000-00000000f002', email: 'otto@example.com', mayImpersonate: false },
  ],
  campaigns: [
    {
      id: 'ca000000-0000-4000-8000-00000000f001',
      name: 'Friends',
      emails: ['nobody@example.com', 'ANN.mixed@EXAMPLE.com'],
    },
    { id: 'ca000000-0000-4000-8000-00000000f002', name: 'Readers', utmSource: 'newsletter' },
    { id: 'ca000000-0000-4000-8000-00000000f003', name: 'Summer', utmCampaign: 'summer' },
    { id: 'ca000000-0000-4000-8000-00000000f004', name: 'Brasilia', postalCodes: [['70000000', '70999999']] },
    {
      id: 'ca000000-0000-4000-8000-00000000f005',
      name: 'Readers in summer',
      utmSource: 'newsletter',
      utmCampaign: 'summer',
    },
  ],
  organizations: [
    {
      id: 'org-1',
      name: 'Example Steel',
      contracts: [
        { id: 'contract-1', name: 'Steel 2026' },
        { id: 'contract-2', name: 'Spot orders', isActive: false },
      ],
    },
  ],
  personas: [
    { id: 'nobody', description: 'Nobody is logged in' },
    { id: 'ann', description: 'Ann is logged in', shopper: 'Ann.Mixed@example.com' },
    { id: 'ben', description: 'Ben is logged in', shopper: 'ben@example.com' },
    { id: 'rita', description: 'Rita is logged in', shopper: 'rita@example.com' },
    { id: 'sven', description: 'Sven is logged in', shopper: 'sven@example.com' },
    { id: 'tom', description: 'Tom is logged in', shopper: 'tom@example.com' },
    { id: 'olga', description: 'Olga is in the Admin', operator: 'Olga.Mixed@example.com' },
    { id: 'otto', description: 'Otto is in the Admin', operator: 'otto@example.com' },
    {
      id: 'ben-and-olga',
      description: 'Ben is logged in to the store, Olga to the Admin',
      shopper: 'ben@example.com',
      operator: 'Olga.Mixed@example.com',
      public: { color: 'blue', size: 42, nested: { deep: [true, null] } },
    },
  ],
};

/** Its shoppers and operators by first name, as sessions show them. */
export const people = {
  ann: { id: '5e000000-0000-4000-8000-00000000f001', email: 'Ann.Mixed@example.com' },
  ben: { id: '5e000000-0000-4000-8000-00000000f002', email: 'ben@example.com' },
  rita: { id: '5e000000-0000-4000-8000-00000000f003', email: 'rita@example.com' },
  olga: { id: '0c000000-0000-4000-8000-00000000f001', email: 'Olga.Mixed@example.com' },
  otto: { id: '0c000000-0000-4000-8000-00000000f002', email: 'otto@example.com' },
};

/** What profile and authentication hold of a visitor who never logged in. */
export const stranger = { 'profile.isAuthenticated': 'false' };

/** Its campaigns. */
export const campaignIds = {
  friends: 'ca000000-0000-4000-8000-00000000f001',
  readers: 'ca000000-0000-4000-8000-00000000f002',
  summer: 'ca000000-0000-4000-8000-00000000f003',
  brasilia: 'ca000000-0000-4000-8000-00000000f004',
  readersInSummer: 'ca000000-0000-4000-8000-00000000f005',
};

/** The same account where every session app is installed. */
export const globexWithAllApps = {
  ...globex,
  sessionApps: [
    'shopper-session',
    'search-session',
    'checkout-session',
    'rnb-session',
    'profile-session',
    'impersonate-session',
    'authentication-session',
    'store-session',
  ],
};
