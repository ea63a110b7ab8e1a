import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import { loadAccount } from './load-account';
import { shippedFixtures } from './shipped';

/** What other tests, the docs and the issue rely on: who is in the fixtures, and where. */
const accounts = Object.fromEntries([...shippedFixtures.keys()].map((name) => [name, loadAccount(name)]));
const account = (name: string) => accounts[name] as Account;
const persona = (name: string, id: string) => account(name).personas.find((one) => one.id === id);
const shopperOf = (name: string, id: string) =>
  account(name).shoppers.find(({ email }) => email === persona(name, id)?.shopper);

test.each([
  ['acme', ['anonymous', 'shopper', 'shopper-in-region']],
  ['b2c-brazil', ['anonymous', 'shopper', 'shopper-in-region', 'two-campaigns']],
  ['multi-currency', ['anonymous', 'shopper', 'shopper-in-region']],
  [
    'b2b',
    [
      'anonymous',
      'shopper',
      'b2b-representative',
      'b2b-representative-empty-profile',
      'call-center-impersonating',
      'b2b-300-price-tables',
    ],
  ],
])('%s has the personas %j', (name, ids) => {
  expect(account(name).personas.map(({ id }) => id)).toEqual(ids);
  expect(persona(name, 'anonymous')).toEqual({
    id: 'anonymous',
    description: 'Nobody is logged in, and nothing is known of him',
    public: {},
  });
  expect(shopperOf(name, 'shopper')?.priceTables).toHaveLength(1);
});

/** Where the codes of the fixtures go: BRA without dash, the others as they are. */
function sellersAt(name: string, country: string, code: string, policy = account(name).defaultTradePolicy) {
  const serving = account(name).sellers.filter(({ areas }) =>
    areas.some(
      (area) =>
        area.country === country &&
        (area.tradePolicies ?? [policy]).includes(policy) &&
        area.postalCodes.some(([from, to]) => from.length === code.length && from <= code && code <= to),
    ),
  );
  return serving.map(({ id }) => id).sort();
}

test.each<[string, string, string, string, string[]]>([
  ['acme', '1', 'BRA', '04561000', ['seller1', 'seller2']],
  ['acme', '1', 'BRA', '20040002', ['seller3']],
  ['acme', '2', 'USA', '10001', ['seller-us']],
  ['acme', '1', 'BRA', '90000000', []],
  ['b2c-brazil', '1', 'BRA', '04561000', ['expresso', 'lojasul']],
  ['b2c-brazil', '2', 'BRA', '04561000', ['expresso', 'lojastaff', 'lojasul']],
  ['b2c-brazil', '1', 'BRA', '01310100', ['expresso', 'lojacentro']],
  ['b2c-brazil', '1', 'BRA', '22070900', ['lojario']],
  ['multi-currency', '4', 'GBR', 'SW1A 2AA', ['courier-london', 'warehouse-uk']],
  ['multi-currency', '1', 'GBR', 'SW1A 2AA', []],
  ['multi-currency', '3', 'PRT', '1100-148', ['warehouse-iberia']],
  ['multi-currency', '3', 'ESP', '08001', ['warehouse-iberia']],
  ['multi-currency', '2', 'USA', '10001', ['warehouse-us']],
  ['b2b', '1', 'USA', '10001', ['depot-east']],
])('%s, policy %s, %s %s: %j (R-300)', (name, policy, country, code, sellers) => {
  expect(sellersAt(name, country, code, policy)).toEqual(sellers);
});

test('X11: the sellers at 04561000 in acme give the region id of the example', () => {
  const sellers = sellersAt('acme', 'BRA', '04561000').join(';');
  const md5 = createHash('md5').update(`SW#${sellers}`).digest('hex').toUpperCase();
  expect([account('acme').regionIdFormat, `v2.${md5}`]).toEqual([2, 'v2.CF406AF68CBA237B6347FD624E0D2883']);
});

test.each([
  ['acme', { country: 'BRA', postalCode: '04561000' }],
  ['b2c-brazil', { country: 'BRA', postalCode: '04561000' }],
  ['multi-currency', { sc: '4', country: 'GBR', postalCode: 'SW1A 2AA' }],
])('%s: the shopper in region is where two sellers are', (name, given) => {
  expect(persona(name, 'shopper-in-region')?.public).toEqual(given);
  expect(sellersAt(name, given.country, given.postalCode, 'sc' in given ? given.sc : '1')).toHaveLength(2);
});

test('acme: ann may use the private policy', () => {
  expect(shopperOf('acme', 'shopper')).toMatchObject({
    email: 'ann@example.com',
    priceTables: ['wholesale'],
  });
});

test('b2c-brazil: polygons round -46.63,-23.55, longitude first', () => {
  const polygons = account('b2c-brazil').sellers.flatMap(({ areas }) =>
    areas.flatMap(({ polygon = [] }) => polygon),
  );
  expect(polygons).toHaveLength(9);
  for (const [longitude, latitude] of polygons) {
    expect(Math.abs(longitude + 46.63)).toBeLessThan(0.2);
    expect(Math.abs(latitude + 23.55)).toBeLessThan(0.2);
  }
});

test('b2c-brazil: two campaigns hold for the persona, by e-mail and by utm_source', () => {
  const { shopper = '', public: given } = persona(
    'b2c-brazil',
    'two-campaigns',
  ) as Account['personas'][number];
  const holding = account('b2c-brazil').campaigns.filter(
    ({ emails = [shopper], utmSource = given['utm_source'], utmCampaign, postalCodes }) =>
      emails.includes(shopper) &&
      utmSource === given['utm_source'] &&
      utmCampaign === undefined &&
      !postalCodes,
  );
  expect(holding.map(({ name }) => name)).toEqual(['Friends of the house', 'Newsletter readers']);
});

test('multi-currency: a binding for each currency', () => {
  const { bindings, tradePolicies } = account('multi-currency');
  const currencies = bindings.map(({ defaultLocale, tradePolicy }) => {
    const policy = tradePolicies.find(({ id }) => id === tradePolicy);
    return [defaultLocale, policy?.cultureInfo, policy?.currencyCode];
  });
  expect(currencies).toEqual([
    ['pt-BR', 'pt-BR', 'BRL'],
    ['en-US', 'en-US', 'USD'],
    ['es-ES', 'es-ES', 'EUR'],
    ['en-GB', 'en-GB', 'GBP'],
  ]);
});

describe('b2b', () => {
  test('the representative has the scopes and defaults of X15, and two contracts', () => {
    expect(shopperOf('b2b', 'b2b-representative')?.buyerPortal).toMatchObject({
      availableContracts: [expect.any(String), expect.any(String)],
      scopes: {
        'vtex.checkout': { creditCards: 'visa,mastercard' },
        'vtex.payments': { paymentSystemIds: '1,2,3' },
        'vtex.catalog': { collectionIds: '138,139', excludeCollectionIds: '140' },
        'vtex.master-data': { AD: [{ ids: ['addr-1'] }] },
      },
      defaults: { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
    });
  });

  test('of the one with the empty profile id and e-mail are known', () => {
    expect(shopperOf('b2b', 'b2b-representative-empty-profile')).toEqual({
      id: '5e000000-0000-4000-8000-000000000b02',
      email: 'emil@example.com',
      priceTables: [],
      addresses: [],
    });
  });

  test('the call centre acts for a shopper, by an operator who may; another may not', () => {
    const { operators, shoppers } = account('b2b');
    const caller = persona('b2b', 'call-center-impersonating');
    expect(operators.map(({ email, mayImpersonate }) => [email, mayImpersonate])).toEqual([
      ['olga@example.com', true],
      ['otto@example.com', false],
    ]);
    expect([caller?.operator, caller?.shopper]).toEqual(['olga@example.com', undefined]);
    expect(shoppers.map(({ email }) => email)).toContain(caller?.public['vtex-impersonated-customer-email']);
  });

  test('300 price tables, too long for a cookie of 4,096 bytes when joined and in base64', () => {
    const tables = shopperOf('b2b', 'b2b-300-price-tables')?.priceTables ?? [];
    expect(new Set(tables).size).toBe(300);
    expect([tables.length, tables[0], tables[299]]).toEqual([300, 'contract-001', 'contract-300']);
    expect(Buffer.from(tables.join(',')).toString('base64url').length).toBeGreaterThan(4096);
  });

  test('all apps are installed', () => {
    expect(account('b2b').sessionApps).toHaveLength(8);
  });
});

test('people and places are invented', () => {
  for (const name of shippedFixtures.keys()) {
    const text = readFileSync(join(__dirname, `../../fixtures/accounts/${name}.json`), 'utf8');
    const emails = text.match(/[^"\s]+@[^"\s]+/g) ?? [];
    expect(emails.filter((email) => !email.endsWith('@example.com'))).toEqual([]);
    expect(text.split('\n').length).toBeLessThan(400);
  }
  const phones = Object.values(accounts).flatMap(({ shoppers }) =>
    shoppers.flatMap(({ phone = [] }) => phone),
  );
  expect(phones.filter((phone) => !/ (5550|555|7946) 01\d\d$/.test(phone))).toEqual([]);
});
