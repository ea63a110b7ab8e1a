import type { Account } from '../accounts/account';
import type { Plain, Values } from '../rules/testing/plain';
import { tokenSigner } from '../rules/token-signer';
import { type Login, signAuthCookie } from './auth-cookie';
import { authenticationSession } from './authentication-session';
import { accountWith, ann, annId, answerOf, bob, declarationOf } from './testing/account';

const signer = tokenSigner();
const now = Date.UTC(2026, 10, 23);
const acme = accountWith({
  shoppers: [
    {
      ...ann,
      buyerPortal: {
        customerId: 'customer-1',
        unitId: 'unit-1',
        unitName: 'Head office',
        organizationManager: true,
        availableContracts: [],
        activeContractId: 'contract-1',
        scopes: {},
        defaults: {},
      },
    },
    bob,
  ],
});
const portal = accountWith({ ...acme, sessionApps: ['authentication-session', 'shopper-session'] });

const cookie = (login: Partial<Login>, { account = acme, at = now } = {}) =>
  signAuthCookie(
    { email: 'ann@example.com', userId: annId, audience: 'webstore', ...login },
    { account, signer, clock: () => at, ids: () => 'jti' },
  );
const appOf = (account: Account) => authenticationSession(account, { signer, clock: () => now });
const authenticate = (cookies: Values, account = acme): Promise<Plain> =>
  answerOf(appOf(account), { cookie: cookies });

const anonymous = { adminUserId: null, adminUserEmail: null, storeUserId: null, storeUserEmail: null };
const annInStore = { ...anonymous, storeUserId: annId, storeUserEmail: 'ann@example.com' };
const opInAdmin = { adminUserId: 'op-1', adminUserEmail: 'op@example.com' };

const admin = cookie({ email: 'op@example.com', userId: 'op-1', audience: 'admin' });
const store = cookie({});
const expired = cookie({}, { at: now - 86_400_000 });
const [ofAdmin, ofName, ofUuid] = [
  'VtexIdclientAutCookie',
  'VtexIdclientAutCookie_acme',
  'VtexIdclientAutCookie_0e000000-0000-4000-8000-00000000000a',
];

test('R-261, R-114: what it declares', () => {
  const declared = {
    name: 'authentication-session',
    runOnCreate: false,
    input: { cookie: ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_.*'] },
    output: { authentication: ['adminUserId', 'adminUserEmail', 'storeUserId', 'storeUserEmail'] },
  };
  expect(declarationOf(appOf(acme))).toEqual(declared);
  const more = [...declared.output.authentication, 'customerId', 'unitId', 'unitName'];
  expect(declarationOf(appOf(portal))).toEqual({ ...declared, output: { authentication: more } });
});

test.each<[string, Values, Values]>([
  ['R-115: nobody', {}, anonymous],
  ['R-115: an operator', { [ofAdmin]: admin }, { ...anonymous, ...opInAdmin }],
  ['R-115: a shopper, by the account’s name', { [ofName]: store }, annInStore],
  ['R-112: a shopper, by the account’s uuid', { [ofUuid]: store }, annInStore],
  ['both', { [ofAdmin]: admin, [ofName]: store }, { ...annInStore, ...opInAdmin }],
  ['the name goes first', { [ofUuid]: cookie({ userId: 'other' }), [ofName]: store }, annInStore],
  ['the uuid where the name’s has expired', { [ofName]: expired, [ofUuid]: store }, annInStore],
  ['R-115: a store login is none to the Admin', { [ofAdmin]: store }, anonymous],
  ['R-115: an Admin login is none to the store', { [ofName]: admin, [ofUuid]: admin }, anonymous],
  ['a login to another account', { VtexIdclientAutCookie_other: store }, anonymous],
  ['a longer name', { VtexIdclientAutCookie_acme2: store }, anonymous],
  [
    'another account’s token under this one’s name',
    { [ofName]: cookie({}, { account: accountWith({ name: 'other' }) }) },
    anonymous,
  ],
  ['an expired one', { [ofName]: expired }, anonymous],
  ['R-334: one emptied at logout', { [ofName]: '' }, anonymous],
  ['R-065: a placeholder', { [ofName]: '{auth_cookie_value}' }, anonymous],
  ['one bad, one good', { [ofAdmin]: 'x', [ofName]: store }, annInStore],
  [
    'somebody whom the account does not know',
    { [ofName]: cookie({ email: 'eve@example.com', userId: 'eve-1' }) },
    { ...anonymous, storeUserId: 'eve-1', storeUserEmail: 'eve@example.com' },
  ],
])('%s', async (_, cookies, authentication) => {
  expect(await authenticate(cookies)).toEqual({ authentication });
});

const noBuyer = { customerId: null, unitId: null, unitName: null };
const buyer = { customerId: 'customer-1', unitId: 'unit-1', unitName: 'Head office' };

test.each<[string, Values, Values]>([
  ['a buyer', { [ofName]: store }, { ...annInStore, ...buyer }],
  [
    'a shopper who buys for himself',
    { [ofName]: cookie({ email: bob.email, userId: bob.id }) },
    { ...anonymous, storeUserId: bob.id, storeUserEmail: bob.email, ...noBuyer },
  ],
  [
    'a buyer’s id in the Admin',
    { [ofAdmin]: cookie({ audience: 'admin' }) },
    { ...anonymous, adminUserId: annId, adminUserEmail: ann.email, ...noBuyer },
  ],
  ['nobody', {}, { ...anonymous, ...noBuyer }],
])('R-261: with the Buyer Portal, %s', async (_, cookies, authentication) => {
  expect(await authenticate(cookies, portal)).toEqual({ authentication });
});
