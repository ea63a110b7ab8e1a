import type { Plain, Values } from '../rules/testing/plain';
import { profileSession } from './profile-session';
import { accountWith, ann, annId, answerOf, bob, declarationOf } from './testing/account';

const tabled = { ...bob, priceTables: ['gold', 'north'] };
const app = profileSession(accountWith({ shoppers: [ann, tabled] }));

const nobody = {
  id: null,
  email: null,
  firstName: null,
  lastName: null,
  phone: null,
  document: null,
  priceTables: null,
  isAuthenticated: 'false',
};
const annsProfile = {
  id: annId,
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Example',
  phone: '+551100000000',
  document: '00000000000',
  priceTables: 'gold',
  isAuthenticated: 'true',
};
const bobsProfile = {
  ...nobody,
  id: bob.id,
  email: 'bob@example.com',
  priceTables: 'gold,north',
  isAuthenticated: 'true',
};
const of = (storeUserId: string) => ({ storeUserId });

test('R-262: what it declares', () => {
  expect(declarationOf(app)).toEqual({
    name: 'profile-session',
    runOnCreate: false,
    input: {
      public: ['storeUserEmail'],
      authentication: ['storeUserId'],
      impersonate: ['storeUserId'],
      'storefront-permissions': ['storeUserId'],
    },
    output: {
      profile: [
        'id',
        'email',
        'firstName',
        'lastName',
        'phone',
        'document',
        'priceTables',
        'isAuthenticated',
      ],
    },
  });
});

test.each<[string, Plain, Values]>([
  ['nobody', {}, nobody],
  ['R-066: somebody who left', { authentication: of('') }, nobody],
  ['R-338: who logged in', { authentication: of(annId) }, annsProfile],
  ['R-194, R-320: several price tables', { authentication: of(bob.id) }, bobsProfile],
  [
    'who logged in and is not known',
    { authentication: of('eve-1') },
    { ...nobody, id: 'eve-1', isAuthenticated: 'true' },
  ],
  ['R-336: whom somebody acts for', { impersonate: of(annId) }, annsProfile],
  ['R-262: whom storefront-permissions names', { 'storefront-permissions': of(annId) }, annsProfile],
  ['R-336: whom nobody knows cannot be acted for', { impersonate: of('eve-1') }, nobody],
  [
    'R-336: not even by somebody who is logged in',
    { impersonate: of('eve-1'), authentication: of(annId) },
    nobody,
  ],
  ['nor through storefront-permissions', { 'storefront-permissions': of('eve-1') }, nobody],
  [
    'impersonate goes first',
    { impersonate: of(annId), 'storefront-permissions': of(bob.id), authentication: of(bob.id) },
    annsProfile,
  ],
  [
    'then storefront-permissions',
    { impersonate: of(''), 'storefront-permissions': of(annId), authentication: of(bob.id) },
    annsProfile,
  ],
  [
    'then who logged in',
    { authentication: of(annId), public: { storeUserEmail: 'bob@example.com' } },
    annsProfile,
  ],
  [
    'R-262, R-320: an e-mail alone gives price tables, and no login',
    { public: { storeUserEmail: 'bob@example.com' } },
    { ...nobody, priceTables: 'gold,north' },
  ],
  ['an e-mail that is not known', { public: { storeUserEmail: 'eve@example.com' } }, nobody],
  ['R-066: a cleared e-mail', { public: { storeUserEmail: '' } }, nobody],
])('%s', async (_, input, profile) => {
  expect(await answerOf(app, input)).toEqual({ profile });
});

test('R-320: a shopper without price tables has none', async () => {
  const plain = profileSession(accountWith({ shoppers: [bob] }));
  expect(await answerOf(plain, { authentication: of(bob.id) })).toEqual({
    profile: { ...bobsProfile, priceTables: null },
  });
});

test('R-252, X6: every key, in the order of dumps', async () => {
  const { profile = {} } = await answerOf(app, { authentication: of('eve-1') });
  expect(Object.keys(profile)).toEqual(app.output['profile']);
});
