import { validateFixture } from './validate';

const brazil = {
  id: '1',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
};
const closed = { ...brazil, id: '4', privacy: 'private', shoppers: ['ann@example.com'] };
const uuid = (last: number) => `0e000000-0000-4000-8000-0000000000${last}`;
const globex = { account: 'globex', id: uuid(10), tradePolicies: [brazil, closed] };

function problemsOf(change: Record<string, unknown>): string[] {
  return validateFixture({ ...globex, ...change }).problems.map(
    ({ path, message, hint }) => `${path} ${message}: ${hint}`,
  );
}

const ann = { id: uuid(11), email: 'ann@example.com' };
const bob = { id: uuid(12), email: 'bob@example.com' };
const olga = { id: uuid(13), email: 'olga@example.com' };
const binding = { id: uuid(14), defaultLocale: 'pt-BR', supportedLocales: ['pt-BR'], tradePolicy: '1' };
const area = { country: 'USA', postalCodes: [['10001', '10292']] };
const seller = { id: 'seller1', areas: [area] };
const campaign = { id: uuid(15), name: 'Newsletter', utmSource: 'newsletter' };
const contracts = [
  { id: 'c-1', name: 'Standard' },
  { id: 'c-2', name: 'Gold' },
];
const foods = { id: 'o-1', name: 'Foods', contracts };
const steel = { id: 'o-2', name: 'Steel', contracts: [] };
const portal = {
  customerId: 'c-1',
  unitId: 'u-1',
  unitName: 'Main unit',
  organizationManager: false,
  availableContracts: ['c-1'],
  activeContractId: 'c-1',
  scopes: {},
  defaults: {},
};
const persona = { id: 'shopper', description: 'Logged in' };
const corners = [
  [-46.7, -23.6],
  [-46.6, -23.6],
  [-46.6, -23.5],
];

const areas = (...areas: unknown[]) => ({ sellers: [{ id: 'seller1', areas }] });
const codes = (country: string, ...range: string[]) => areas({ country, postalCodes: [range] });
const buyer = (change: object) => ({
  organizations: [foods, steel],
  shoppers: [{ ...ann, buyerPortal: { ...portal, ...change } }],
});
const apps = (...sessionApps: string[]) => ({ sessionApps });

describe('a fixture is refused for', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'two bindings with the same id',
      { bindings: [binding, binding] },
      `bindings[1].id "${uuid(14)}" is already the id of bindings[0]: give each binding its own id`,
    ],
    [
      'two sellers with the same id',
      { sellers: [seller, { ...seller, id: 'b' }, seller] },
      'sellers[2].id "seller1" is already the id of sellers[0]: give each seller its own id',
    ],
    [
      'two shoppers with the same id',
      { shoppers: [ann, { ...bob, id: ann.id }] },
      `shoppers[1].id "${ann.id}" is already the id of shoppers[0]: give each shopper its own id`,
    ],
    [
      'two shoppers with the same e-mail in different case',
      { shoppers: [ann, { ...bob, email: 'Ann@example.com' }] },
      'shoppers[1].email "Ann@example.com" is already the e-mail of shoppers[0]: give each shopper its own e-mail',
    ],
    [
      'two addresses with the same id',
      { shoppers: [{ ...ann, addresses: [1, 2].map(() => ({ id: 'home', country: 'BRA' })) }] },
      'shoppers[0].addresses[1].id "home" is already the id of shoppers[0].addresses[0]: give each address its own id',
    ],
    [
      'two operators with the same id',
      { operators: [olga, { ...bob, id: olga.id }] },
      `operators[1].id "${olga.id}" is already the id of operators[0]: give each operator its own id`,
    ],
    [
      'two operators with the same e-mail',
      { operators: [olga, { ...bob, email: olga.email }] },
      'operators[1].email "olga@example.com" is already the e-mail of operators[0]: give each operator its own e-mail',
    ],
    [
      'two campaigns with the same id',
      { campaigns: [campaign, campaign] },
      `campaigns[1].id "${uuid(15)}" is already the id of campaigns[0]: give each campaign its own id`,
    ],
    [
      'two organizations with the same id',
      { organizations: [steel, { ...steel, name: 'Iron' }] },
      'organizations[1].id "o-2" is already the id of organizations[0]: give each organization its own id',
    ],
    [
      'two contracts with the same id, in two organizations',
      { organizations: [foods, { ...steel, contracts: [contracts[1]] }] },
      'organizations[1].contracts[0].id "c-2" is already the id of organizations[0].contracts[1]: give each contract its own id',
    ],
    [
      'two personas with the same id',
      { personas: [persona, persona] },
      'personas[1].id "shopper" is already the id of personas[0]: give each persona its own id',
    ],
    [
      'a policy for an unknown shopper',
      { shoppers: [bob] },
      'tradePolicies[1].shoppers[0] "ann@example.com" is not the e-mail of a shopper: did you mean "bob@example.com"?',
    ],
    [
      'a binding of an unknown policy',
      { bindings: [{ ...binding, tradePolicy: '9' }] },
      'bindings[0].tradePolicy "9" is not the id of a trade policy: name a public policy, such as "1"',
    ],
    [
      'a binding of a private policy',
      { bindings: [{ ...binding, tradePolicy: '4' }] },
      'bindings[0].tradePolicy "4" is a private policy, so an anonymous visitor could not have a session: name a public policy, such as "1"',
    ],
    [
      'a binding whose language is not in its own',
      { bindings: [{ ...binding, defaultLocale: 'en-US' }] },
      'bindings[0].defaultLocale "en-US" is not in supportedLocales: add it there, or write one of them, such as "pt-BR"',
    ],
    [
      'no store-session',
      apps('profile-session'),
      'sessionApps lacks store-session, so sessions would have no trade policy: add "store-session"',
    ],
    [
      'impersonate-session without profile-session',
      apps('store-session', 'authentication-session', 'impersonate-session'),
      'sessionApps lacks profile-session, which impersonate-session needs: add "profile-session", or leave "impersonate-session" out',
    ],
    [
      'shopper-session without authentication-session',
      apps('store-session', 'shopper-session'),
      'sessionApps lacks authentication-session, which shopper-session needs: add "authentication-session", or leave "shopper-session" out',
    ],
    [
      'an area without location',
      areas({ country: 'BRA' }),
      'sellers[0].areas[0] has neither postal codes nor a polygon: list its "postalCodes", or the corners of its "polygon"',
    ],
    [
      'an area with an empty list of postal codes',
      areas(area, { country: 'BRA', postalCodes: [] }),
      'sellers[0].areas[1] has neither postal codes nor a polygon: list its "postalCodes", or the corners of its "polygon"',
    ],
    [
      'an area of an unknown policy',
      areas({ ...area, tradePolicies: ['1', '7'] }),
      'sellers[0].areas[0].tradePolicies[1] "7" is not the id of a trade policy: write another, such as "1", or list it in tradePolicies',
    ],
    [
      'a range that runs backwards',
      codes('USA', '10292', '10001'),
      'sellers[0].areas[0].postalCodes[0] runs backwards: write the lower code first: ["10001", "10292"]',
    ],
    [
      'codes of different length',
      codes('USA', '10001', '1029'),
      'sellers[0].areas[0].postalCodes[0] "10001" and "1029" differ in shape: write codes of equal length, with spaces and dashes at the same positions',
    ],
    [
      'separators at different positions',
      codes('GBR', 'SW1 1AAA', 'SW1A 9ZZ'),
      'sellers[0].areas[0].postalCodes[0] "SW1 1AAA" and "SW1A 9ZZ" differ in shape: write codes of equal length, with spaces and dashes at the same positions',
    ],
    [
      'a Brazilian code of seven digits',
      codes('BRA', '01000000', '0599999'),
      'sellers[0].areas[0].postalCodes[0][1] "0599999" is not a postal code of BRA: write eight digits such as "01000000" or "01000-000"',
    ],
    [
      'a campaign without condition',
      { campaigns: [{ id: uuid(15), name: 'All' }] },
      'campaigns[0] has no condition: add "emails", "utmSource", "utmCampaign" or "postalCodes"',
    ],
    [
      'a range of a campaign that runs backwards',
      { campaigns: [{ ...campaign, postalCodes: [['2', '1']] }] },
      'campaigns[0].postalCodes[0] runs backwards: write the lower code first: ["1", "2"]',
    ],
    [
      'a repeated price table, once joined',
      { shoppers: [{ ...ann, priceTables: ['gold', 'silver,gold'] }] },
      'shoppers[0].priceTables lists "gold" twice: write each price table once',
    ],
    [
      'an unknown contract, when there are none',
      { ...buyer({}), organizations: [] },
      'shoppers[0].buyerPortal.availableContracts[0] "c-1" is not the id of a contract: list it in an organization',
    ],
    [
      'an active contract that is not available',
      buyer({ activeContractId: 'c-2' }),
      'shoppers[0].buyerPortal.activeContractId "c-2" is not in availableContracts: did you mean "c-1"?',
    ],
    [
      'a persona of an unknown shopper',
      { shoppers: [ann], personas: [{ ...persona, shopper: 'an@example.com' }] },
      'personas[0].shopper "an@example.com" is not the e-mail of a shopper: did you mean "ann@example.com"?',
    ],
    [
      'a persona of an unknown operator, when there are none',
      { personas: [{ ...persona, operator: 'olga@example.com' }] },
      'personas[0].operator "olga@example.com" is not the e-mail of an operator: list it in operators',
    ],
  ])('%s', (_, change, first) => {
    expect(problemsOf(change)[0]).toBe(first);
  });

  test('every app that impersonate-session needs is reported', () => {
    expect(problemsOf(apps('impersonate-session')).map((line) => line.split(',')[0])).toEqual([
      'sessionApps lacks store-session',
      'sessionApps lacks authentication-session',
      'sessionApps lacks profile-session',
    ]);
  });

  test('an unknown active contract is reported once', () => {
    expect(problemsOf(buyer({ activeContractId: 'c-9' }))).toEqual([
      'shoppers[0].buyerPortal.activeContractId "c-9" is not the id of a contract: did you mean "c-1"?',
    ]);
  });
});

describe('a fixture is accepted with', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a policy for shoppers, without a list of shoppers', { shoppers: [] }],
    ['a policy for a known shopper', { shoppers: [bob, ann] }],
    ['one person as shopper and as operator', { shoppers: [ann], operators: [ann] }],
    [
      'addresses of two shoppers, with the same id',
      {
        shoppers: [ann, bob].map((one) => ({ ...one, addresses: [{ id: 'home', country: 'BRA' }] })),
      },
    ],
    ['a range of one code', codes('USA', '10001', '10001')],
    ['Brazilian codes with their dash', codes('BRA', '01000-000', '05999-999')],
    ['codes with a space', codes('GBR', 'SW1A 1AA', 'SW1A 9ZZ')],
    ['codes with a dash', codes('PRT', '1000-001', '1999-999')],
    ['letters where the other code has digits', codes('GBR', 'W11 1AA', 'W1A 9ZZ')],
    ['a polygon alone', areas({ country: 'BRA', polygon: corners })],
    ['a polygon beside an empty list', areas({ country: 'BRA', postalCodes: [], polygon: corners })],
    ['an area of a private policy', areas({ ...area, tradePolicies: ['4'] })],
    ['known contracts', buyer({ availableContracts: ['c-1', 'c-2'], activeContractId: 'c-2' })],
    ['store-session alone', apps('store-session')],
    [
      'all apps that the installed ones need',
      apps('store-session', 'authentication-session', 'shopper-session'),
    ],
    [
      'personas of known people',
      {
        shoppers: [ann],
        operators: [olga],
        personas: [{ ...persona, shopper: ann.email, operator: olga.email }],
      },
    ],
  ])('%s', (_, change) => {
    expect(problemsOf(change)).toEqual([]);
  });
});

/** Each has one problem that the schema reports, and that a naive rule would report again. */
describe('rules do not repeat a problem of the schema', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'no policies at all',
      {
        tradePolicies: undefined,
        bindings: [binding],
        defaultTradePolicy: '1',
        ...areas({ ...area, tradePolicies: ['1'] }),
      },
      'tradePolicies',
    ],
    [
      'policies of the wrong type',
      { tradePolicies: 'x', ...areas({ ...area, tradePolicies: ['1'] }) },
      'tradePolicies',
    ],
    [
      'a policy without id',
      { tradePolicies: [{ ...brazil, id: undefined }], bindings: [binding] },
      'tradePolicies[0].id',
    ],
    [
      'an unknown privacy',
      {
        tradePolicies: [brazil, { ...closed, privacy: 'closed' }],
      },
      'tradePolicies[1].privacy',
    ],
    [
      'an invalid e-mail',
      {
        shoppers: [{ ...ann, email: 'ann' }],
        personas: [{ ...persona, shopper: 'ann@example.com' }],
      },
      'shoppers[0].email',
    ],
    ['shoppers of the wrong type', { shoppers: {}, personas: [{ ...persona, shopper: 'a@b' }] }, 'shoppers'],
    [
      'postal codes of the wrong type',
      areas({ country: 'BRA', postalCodes: '01000000' }),
      'sellers[0].areas[0].postalCodes',
    ],
    [
      'a code of the wrong type',
      areas({ country: 'BRA', postalCodes: [['01000000', 5999999]] }),
      'sellers[0].areas[0].postalCodes[0][1]',
    ],
    [
      'a polygon of two corners',
      areas({ country: 'BRA', polygon: corners.slice(1) }),
      'sellers[0].areas[0].polygon',
    ],
    ['an unknown app, perhaps store-session', apps('store-sesion', 'shopper-session'), 'sessionApps[0]'],
    [
      'an invalid locale',
      { bindings: [{ ...binding, supportedLocales: ['pt_BR'] }] },
      'bindings[0].supportedLocales[0]',
    ],
    [
      'no locales',
      { bindings: [{ ...binding, supportedLocales: undefined }] },
      'bindings[0].supportedLocales',
    ],
    [
      'no list of available contracts',
      buyer({ availableContracts: undefined }),
      'shoppers[0].buyerPortal.availableContracts',
    ],
    [
      'contracts of the wrong type',
      { ...buyer({}), organizations: [{ ...foods, contracts: 'c-1' }] },
      'organizations[0].contracts',
    ],
    [
      'no list of contracts',
      { ...buyer({}), organizations: [{ ...foods, contracts: undefined }] },
      'organizations[0].contracts',
    ],
    ['organizations of the wrong type', { ...buyer({}), organizations: 1 }, 'organizations'],
    [
      'a condition of the wrong type',
      { campaigns: [{ ...campaign, utmSource: 1 }] },
      'campaigns[0].utmSource',
    ],
    [
      'a price table of the wrong type',
      { shoppers: [{ ...ann, priceTables: [1, 1] }] },
      'shoppers[0].priceTables[0]',
    ],
  ])('%s', (_, change, path) => {
    const paths = validateFixture({ ...globex, ...change }).problems.map((problem) => problem.path);
    expect(paths.filter((one) => one !== 'shoppers[0].priceTables[1]')).toEqual([path]);
  });

  test('an entry with a missing or unknown key is still checked', () => {
    const { cultureInfo, ...lacking } = brazil;
    expect(problemsOf({ tradePolicies: [brazil, lacking, { ...brazil, colour: 'red' }] })).toEqual([
      'tradePolicies[1].cultureInfo is missing: write a BCP 47 tag such as "pt-BR"',
      'tradePolicies[2].colour is not a known key: the known keys are id, name, currencyCode, currencySymbol, countryCode, cultureInfo, privacy, shoppers',
      'tradePolicies[1].id "1" is already the id of tradePolicies[0]: give each trade policy its own id',
      'tradePolicies[2].id "1" is already the id of tradePolicies[0]: give each trade policy its own id',
    ]);
  });

  test('valid parts beside an invalid one are still checked', () => {
    expect(problemsOf({ shoppers: [{ ...ann, id: 7 }, bob, { ...bob, email: 'eve@example.com' }] })).toEqual([
      'shoppers[0].id must be of type string, not 7: write a UUID such as "5e000000-0000-4000-8000-000000000001"',
      `shoppers[2].id "${bob.id}" is already the id of shoppers[1]: give each shopper its own id`,
    ]);
  });
});
