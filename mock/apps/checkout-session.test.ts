import type { Account } from '../accounts/account';
import type { JsonValue } from '../rules/session';
import type { Plain, Values } from '../rules/testing/plain';
import { checkoutSession } from './checkout-session';
import { accountWith, ann, answerOf, declarationOf } from './testing/account';

const acme = accountWith({
  sellers: [
    {
      id: 'seller2',
      areas: [
        {
          country: 'BRA',
          postalCodes: [['01000-000', '05999-999']],
          polygon: [
            [-47, -24],
            [-46, -24],
            [-46, -23],
            [-47, -23],
          ],
        },
      ],
    },
    { id: 'seller1', areas: [{ country: 'BRA', postalCodes: [['04000-000', '04999-999']] }] },
    {
      id: 'seller3',
      areas: [{ country: 'BRA', postalCodes: [['04000-000', '04999-999']], tradePolicies: ['3'] }],
    },
    { id: 'seller4', areas: [{ country: 'GBR', postalCodes: [['SW1A 0AA', 'SW1A 9ZZ']] }] },
  ],
  shoppers: [
    {
      ...ann,
      addresses: [
        { id: 'home', country: 'BRA', postalCode: '04561-000' },
        { id: 'beach', country: 'BRA', geoCoordinates: [-46.5, -23.5] },
        { id: 'vague', country: 'BRA' },
      ],
    },
  ],
});

const both = 'v2.CF406AF68CBA237B6347FD624E0D2883'; // of seller1 and seller2 (X11)
const noSeller = 'v2.1BB18CE648B5111D0933734ED83EC783';
const secondOnly = 'v2.B0708F660FF8BABAC6164DB3F4D1052A';
const withThird = 'v2.B0F956A7169DC0697DB23D4A7EB21F17';

const checkoutOf = (input: Plain, account: Account = acme) => answerOf(checkoutSession(account), input);
const regionOf = async (input: Plain, account?: Account) =>
  (await checkoutOf(input, account))['checkout']?.['regionId'];

test('R-264: what it declares', () => {
  expect(declarationOf(checkoutSession(acme))).toEqual({
    name: 'checkout-session',
    runOnCreate: false,
    input: {
      public: ['regionId', 'country', 'postalCode', 'geoCoordinates', 'sc', 'storeUserEmail', 'addressId'],
      store: ['channel'],
      cookie: ['checkout.vtex.com'],
    },
    output: { checkout: ['regionId', 'cartId', 'orderFormId'] },
  });
});

const here = { country: 'BRA', postalCode: '04561000' };

describe('the region', () => {
  test.each<[string, Values, JsonValue]>([
    ['R-300: of no place', {}, null],
    ['R-300: of a country alone', { country: 'BRA' }, null],
    ['R-300: of a postal code alone', { postalCode: '04561000' }, null],
    ['R-300: of a point alone', { geoCoordinates: '-46.5,-23.5' }, null],
    ['X11: of country and postal code', here, both],
    ['R-309: with the dash', { country: 'BRA', postalCode: '04561-000' }, both],
    ['R-061: of a postal code that is a number', { country: 'USA', postalCode: 10001 }, noSeller],
    ['of a code that fewer serve', { country: 'BRA', postalCode: '01000-000' }, secondOnly],
    ['R-307: of country and point', { country: 'BRA', geoCoordinates: '-46.5,-23.5' }, secondOnly],
    ['R-307: latitude first is elsewhere', { country: 'BRA', geoCoordinates: '-23.5,-46.5' }, noSeller],
    ['of a point that is none', { country: 'BRA', geoCoordinates: '-46.5;-23.5' }, null],
    ['of code and bad point', { ...here, geoCoordinates: 'here' }, both],
    [
      'of a code that nobody serves and a point that one does',
      { country: 'BRA', postalCode: '90000-000', geoCoordinates: '-46.5,-23.5' },
      secondOnly,
    ],
    ['R-304: where nobody sells', { country: 'BRA', postalCode: '90000-000' }, noSeller],
    ['R-304: in a country where nobody sells', { country: 'ARG', postalCode: '1425' }, noSeller],
    ['R-309: of a code without its separator', { country: 'GBR', postalCode: 'SW1A1AA' }, noSeller],
    ['R-288: BR is no country', { country: 'BR', postalCode: '04561000' }, null],
    ['R-288: nor is bra', { country: 'bra', postalCode: '04561000' }, null],
    ['R-288: nor is BRAZ', { country: 'BRAZ', postalCode: '04561000' }, null],
    ['R-066: of a cleared code', { country: 'BRA', postalCode: '' }, null],
    ['R-301: given by hand', { regionId: 'v2.MINE' }, 'v2.MINE'],
    ['R-301: given by hand, wherever he is', { ...here, regionId: 'U1cj' }, 'U1cj'],
    ['R-066: cleared by hand, it is looked up again', { ...here, regionId: '' }, both],
    ['R-310: of a stored address', { storeUserEmail: 'ann@example.com', addressId: 'home' }, both],
    ['R-310: with a point', { storeUserEmail: 'ann@example.com', addressId: 'beach' }, secondOnly],
    ['R-310: with neither', { storeUserEmail: 'ann@example.com', addressId: 'vague' }, null],
    ['R-310: unknown', { storeUserEmail: 'ann@example.com', addressId: 'office' }, null],
    ['R-310: of a stranger', { storeUserEmail: 'eve@example.com', addressId: 'home' }, null],
    ['R-310: without e-mail', { addressId: 'home' }, null],
    ['R-310: without addressId', { storeUserEmail: 'ann@example.com' }, null],
    ['X-23: misspelt', { storeUserEmail: 'ann@example.com', adressId: 'home' }, null],
    [
      'where he says he is goes first',
      { country: 'GBR', postalCode: 'SW1A 1AA', storeUserEmail: 'ann@example.com', addressId: 'home' },
      'v2.201251058EC91192F10F3A4EDA297CA8',
    ],
    [
      'a country alone leaves the address',
      { country: 'GBR', storeUserEmail: ann.email, addressId: 'home' },
      both,
    ],
  ])('%s: %j', async (_, values, region) => {
    expect(await regionOf({ public: values })).toBe(region);
  });

  test.each<[string, Plain, JsonValue]>([
    ['that has no more sellers', { public: { ...here, sc: '1' } }, both],
    ['that has one more', { public: { ...here, sc: '3' } }, withThird],
    ['of the store', { public: here, store: { channel: '3' } }, withThird],
    ['asked for before that of the store', { public: { ...here, sc: '1' }, store: { channel: '3' } }, both],
    ['cleared: that of the store', { public: { ...here, sc: '' }, store: { channel: '3' } }, withThird],
    ['R-061: as a number', { public: { ...here, sc: 3 } }, withThird],
  ])('R-300: in a trade policy %s', async (_, input, region) => {
    expect(await regionOf(input)).toBe(region);
  });

  test.each<[string, Values, string]>([
    ['X11', here, 'U1cjc2VsbGVyMTtzZWxsZXIy'],
    ['R-304', { country: 'BRA', postalCode: '90000-000' }, 'U1cj'],
  ])('R-306: an account of format 1: %s', async (_, values, region) => {
    expect(await regionOf({ public: values }, { ...acme, regionIdFormat: 1 })).toBe(region);
  });
});

const cart = '0123456789abcdef0123456789abcdef';

test.each<[string, JsonValue, JsonValue]>([
  ['of its cookie', `__ofid=${cart}`, cart],
  ['in capitals', `__ofid=${cart.toUpperCase()}`, cart.toUpperCase()],
  ['among others', `a=1&__ofid=${cart}&b=2`, cart],
  ['too short', `__ofid=${cart.slice(1)}`, null],
  ['too long', `__ofid=${cart}0`, null],
  ['not hexadecimal', `__ofid=${cart.slice(1)}g`, null],
  ['of another name', `x__ofid=${cart}`, null],
  ['without name', cart, null],
  ['emptied', '', null],
])('R-117: the cart %s', async (_, value, orderFormId) => {
  expect(await checkoutOf({ cookie: { 'checkout.vtex.com': value } })).toEqual({
    checkout: { regionId: null, orderFormId },
  });
});

test('X-6: both keys are always answered, and cartId never', async () => {
  const input = { public: { ...here, orderFormId: 'x' }, cookie: { 'checkout.vtex.com': `__ofid=${cart}` } };
  expect(await checkoutOf({})).toEqual({ checkout: { regionId: null, orderFormId: null } });
  expect(await checkoutOf(input)).toEqual({ checkout: { regionId: both, orderFormId: cart } });
});
