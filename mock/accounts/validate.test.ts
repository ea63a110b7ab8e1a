import { validateFixture } from './validate';

const brazil = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
};
const spain = { id: '3', currencyCode: 'EUR', currencySymbol: '€', countryCode: 'ESP', cultureInfo: 'es-ES' };
const globex = {
  account: 'globex',
  id: '0e000000-0000-4000-8000-00000000000b',
  tradePolicies: [brazil, spain],
};

function problemsOf(data: unknown): string[] {
  return validateFixture(data).problems.map(({ path, message, hint }) =>
    `${path} ${message}: ${hint}`.trim(),
  );
}

const { id } = globex;
const area = { country: 'USA', postalCodes: [['10001', '10292']] };
const corner = [-46.63, -23.55];
const sellerIn = (place: object) => ({ sellers: [{ id: 'seller1', areas: [place] }] });
const organizations = [{ id: 'o-1', name: 'Foods', contracts: [{ id: 'c-1', name: 'Standard' }] }];
const portal = {
  customerId: 'c-1',
  unitId: 'u-1',
  unitName: 'Main unit',
  organizationManager: false,
  availableContracts: ['c-1'],
  activeContractId: 'c-1',
  scopes: null,
};

const without = ({ id, ...rest }: typeof brazil) => rest;
const policies = (...tradePolicies: unknown[]) => ({ tradePolicies });

test.each<[Record<string, unknown>, string]>([
  [
    { account: 'Acme' },
    'account "Acme" must match ^[a-z0-9][a-z0-9-]*$: write the account\'s name in lower case, such as "acme"',
  ],
  [{ account: undefined }, 'account is missing: write the account\'s name in lower case, such as "acme"'],
  [
    { id: 7 },
    'id must be of type string, not 7: write a UUID such as "0e000000-0000-4000-8000-00000000000a"',
  ],
  [{ tradePolicy: [] }, 'tradePolicy is not a known key: did you mean "tradePolicies"?'],
  [
    { prices: [] },
    'prices is not a known key: the known keys are $schema, account, id, tradePolicies, defaultTradePolicy, bindings, sessionApps, regionIdFormat, anonymousProfile, sellers, shoppers, operators, campaigns, organizations, personas',
  ],
  [
    policies(),
    'tradePolicies is empty: list at least one trade policy, such as {"id": "1", "currencyCode": "BRL", …}',
  ],
  [
    { tradePolicies: brazil },
    'tradePolicies must be of type array, not an object: list at least one trade policy, such as {"id": "1", "currencyCode": "BRL", …}',
  ],
  [
    policies(brazil, null),
    'tradePolicies[1] must be of type object, not null: write {"id": "1", "currencyCode": …, "currencySymbol": …, "countryCode": …, "cultureInfo": …}',
  ],
  [
    policies(without(brazil)),
    'tradePolicies[0].id is missing: write the policy\'s number in quotes, such as "1"',
  ],
  [
    policies({ ...brazil, id: 1 }),
    'tradePolicies[0].id must be of type string, not 1: write the policy\'s number in quotes, such as "1"',
  ],
  [
    policies({ ...brazil, name: '' }),
    'tradePolicies[0].name is empty: write a name such as "Main store", or leave it out',
  ],
  [
    policies(brazil, { ...spain, currencyCode: 'real' }),
    'tradePolicies[1].currencyCode "real" must match ^[A-Z]{3}$: write an ISO 4217 code such as "BRL"',
  ],
  [
    policies({ ...brazil, countryCode: 'BR' }),
    'tradePolicies[0].countryCode "BR" must match ^[A-Z]{3}$: write an ISO 3166 code of three letters, such as "BRA"',
  ],
  [
    policies({ ...brazil, cultureInfo: 'pt_BR' }),
    'tradePolicies[0].cultureInfo "pt_BR" must match ^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$: write a BCP 47 tag such as "pt-BR"',
  ],
  [
    policies({ ...brazil, privacy: 'closed' }),
    'tradePolicies[0].privacy "closed" must be public or private: write "public" or "private", or leave it out for "public"',
  ],
  [
    policies(brazil, { ...spain, privacy: 'private', shoppers: ['ann'] }),
    'tradePolicies[1].shoppers[0] "ann" must match ^[^@\\s]+@[^@\\s]+$: write an e-mail such as "ann@example.com"',
  ],
  [
    policies({ ...brazil, shoppers: ['ann@example.com'] }),
    'tradePolicies[0].shoppers has no effect on a public policy: add "privacy": "private" to this policy, or leave the shoppers out',
  ],
  [
    policies({ ...brazil, currencycode: 'BRL' }),
    'tradePolicies[0].currencycode is not a known key: did you mean "currencyCode"?',
  ],
  [
    policies(brazil, spain, { ...spain, id: '1' }),
    'tradePolicies[2].id "1" is already the id of tradePolicies[0]: give each trade policy its own id',
  ],
  [
    { defaultTradePolicy: '9' },
    'defaultTradePolicy "9" is not the id of a trade policy: name a public policy, such as "1"',
  ],
  [
    { ...policies(brazil, { ...spain, privacy: 'private' }), defaultTradePolicy: '3' },
    'defaultTradePolicy "3" is a private policy, so an anonymous visitor could not have a session: name a public policy, such as "1"',
  ],
  [
    policies({ ...brazil, privacy: 'private' }),
    'tradePolicies has no public policy, so an anonymous visitor could not have a session: leave "privacy" out of the one that serves everyone',
  ],
  [
    { defaultTradePolicy: 'main' },
    'defaultTradePolicy "main" must match ^[0-9]+$: write the id of a public policy in quotes, such as "1", or leave it out',
  ],
  [
    { ...policies({ ...brazil, id: 1 }), defaultTradePolicy: '1' },
    'tradePolicies[0].id must be of type string, not 1: write the policy\'s number in quotes, such as "1"',
  ],
  [
    { sessionApps: ['store-session', 'rnb'] },
    'sessionApps[1] "rnb" must be store-session or authentication-session or impersonate-session or profile-session or rnb-session or checkout-session or search-session or shopper-session or credit-control-session: write the name of an app that VTEX ships, such as "checkout-session"',
  ],
  [
    { sessionApps: ['store-session', 'store-session'] },
    'sessionApps lists "store-session" twice: list each installed app once, store-session among them, or leave the list out',
  ],
  [
    { regionIdFormat: 3 },
    'regionIdFormat 3 must be 1 or 2: write 1 for U1cj… or 2 for v2.…, without quotes, or leave it out for 2',
  ],
  [
    { regionIdFormat: '2' },
    'regionIdFormat must be of type integer, not "2": write 1 for U1cj… or 2 for v2.…, without quotes, or leave it out for 2',
  ],
  [
    { bindings: [{ id, defaultLocale: 'pt-BR', supportedLocales: ['pt-BR'] }] },
    'bindings[0].tradePolicy is missing: write the id of a public policy in quotes, such as "1"',
  ],
  [
    { sellers: [{ id: 'a;b', areas: [area] }] },
    'sellers[0].id "a;b" must match ^[^;\\s]+$: write an id without spaces and semicolons, such as "seller1"',
  ],
  [
    { sellers: [{ id: 'a', areas: [] }] },
    'sellers[0].areas is empty: list at least one area, such as {"country": "BRA", "postalCodes": [["01000000", "05999999"]]}',
  ],
  [
    sellerIn({ ...area, postalcodes: [] }),
    'sellers[0].areas[0].postalcodes is not a known key: did you mean "postalCodes"?',
  ],
  [
    sellerIn({ ...area, postalCodes: [['sw1a 1aa', 'SW1A 9ZZ']] }),
    'sellers[0].areas[0].postalCodes[0][0] "sw1a 1aa" must match ^[0-9A-Z]([0-9A-Z -]*[0-9A-Z])?$: write a postal code in capitals, as its country writes it, such as "01000000" or "SW1A 1AA"',
  ],
  [
    sellerIn({ ...area, postalCodes: [['10001']] }),
    'sellers[0].areas[0].postalCodes[0] must have 2 entries, not 1: write the first and the last code, such as ["01000000", "05999999"]',
  ],
  [
    sellerIn({ ...area, postalCodes: [['10001', '10002', '10003']] }),
    'sellers[0].areas[0].postalCodes[0] must have 2 entries, not 3: write the first and the last code, such as ["01000000", "05999999"]',
  ],
  [
    sellerIn({ country: 'USA', polygon: [corner, corner] }),
    'sellers[0].areas[0].polygon must have at least 3 entries, not 2: list at least three corners, such as [[-46.7, -23.6], [-46.6, -23.6], [-46.6, -23.5]]',
  ],
  [
    sellerIn({ country: 'USA', polygon: [corner, corner, [40.7, -95]] }),
    'sellers[0].areas[0].polygon[2][1] -95 must be at least -90: write the latitude in degrees from -90 to 90; the longitude comes before it, as in [-46.63, -23.55]',
  ],
  [
    sellerIn({ country: 'USA', polygon: [corner, [180.5, 90], corner] }),
    'sellers[0].areas[0].polygon[1][0] 180.5 must be at most 180: write the longitude in degrees from -180 to 180; it comes first, as in [-46.63, -23.55]',
  ],
  [
    { shoppers: [{ id, email: 'ann@example.com', priceTables: ['gold, silver'] }] },
    'shoppers[0].priceTables[0] "gold, silver" must match ^[^,\\s]+(,[^,\\s]+)*$: write a name such as "wholesale", or several joined by commas without spaces, such as "wholesale,gold"',
  ],
  [
    { organizations, shoppers: [{ id, email: 'ann@example.com', buyerPortal: portal }] },
    'shoppers[0].buyerPortal.defaults is missing: write the defaults, such as {"shippingAddress": "addr-1"}, or {} for none',
  ],
  [
    { operators: [{ id, email: 'olga@example.com', mayImpersonate: 'true' }] },
    'operators[0].mayImpersonate must be of type boolean, not "true": write true or false, without quotes, or leave it out for false',
  ],
  [
    { campaigns: [{ id: 'newsletter', name: 'Newsletter', utmSource: 'newsletter' }] },
    'campaigns[0].id "newsletter" must match ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$: write a UUID such as "ca000000-0000-4000-8000-000000000001"',
  ],
  [
    { campaigns: [{ id, name: 'Newsletter', emails: [] }] },
    'campaigns[0].emails is empty: write a list of e-mails such as ["ann@example.com"]',
  ],
  [
    { organizations: [{ id: 'o-1', name: 'Foods' }] },
    'organizations[0].contracts is missing: list its contracts, such as [{"id": "c-1", "name": "Standard terms"}], or [] for none',
  ],
  [
    { personas: [{ id: 'Two Campaigns', description: 'Two' }] },
    'personas[0].id "Two Campaigns" must match ^[a-z0-9]+(-[a-z0-9]+)*$: write a name in lower case, such as "shopper-in-region"',
  ],
  [
    { personas: [{ id: 'shopper', description: 'Ann', public: [] }] },
    'personas[0].public must be of type object, not an array: write keys with their values, such as {"country": "BRA"}, or leave it out',
  ],
])('%j is reported with path and hint', (change, expected) => {
  expect(problemsOf({ ...globex, ...change })).toEqual([expected]);
});

test('personas, scopes and defaults accept any JSON', () => {
  const shoppers = [{ id, email: 'ann@example.com', buyerPortal: { ...portal, defaults: ['any'] } }];
  const values = { public: { a: 1, b: null, c: { d: [true] } } };
  const personas = [{ id: 'shopper', description: 'Ann', ...values }];
  expect(problemsOf({ ...globex, shoppers, organizations, personas })).toEqual([]);
});

test('corners at the extreme coordinates are accepted', () => {
  const polygon = [
    [-180, -90],
    [180, -90],
    [180, 90],
  ];
  expect(problemsOf({ ...globex, ...sellerIn({ country: 'USA', polygon }) })).toEqual([]);
});

test('validation does not change its input', () => {
  const wrong = { ...globex, sessionApps: ['rnb'], ...sellerIn({ ...area, postalCodes: [['b', 7]] }) };
  const before = structuredClone(wrong);
  validateFixture(wrong);
  expect(wrong).toEqual(before);
});

test.each([[[]], [null], [7]])('%j is refused as a fixture', (source) => {
  expect(problemsOf(source)).toEqual([
    `must be of type object, not ${Array.isArray(source) ? 'an array' : source}: write {"account": …, "id": …, "tradePolicies": [ … ]}`,
  ]);
});
