import type { BuyerPortalShopper } from '../accounts/account';
import type { JsonValue } from '../rules/session';
import type { Plain } from '../rules/testing/plain';
import { shopperSession } from './shopper-session';
import { accountWith, ann, annId, answerOf, bob, declarationOf } from './testing/account';

const x15 = {
  'vtex.checkout': { creditCards: 'visa,mastercard' },
  'vtex.payments': { paymentSystemIds: '1,2,3' },
  'vtex.catalog': { collectionIds: '138,139', excludeCollectionIds: '140' },
  'vtex.master-data': { AD: [{ ids: ['addr-1'] }] },
};
const buyer: BuyerPortalShopper = {
  customerId: 'customer-1',
  unitId: 'unit-1',
  unitName: 'Head office',
  organizationManager: true,
  availableContracts: ['contract-2', 'contract-1', 'contract-9'],
  activeContractId: 'contract-1',
  scopes: x15,
  defaults: { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
};
const appWith = (buyerPortal: BuyerPortalShopper, person = ann) =>
  shopperSession(
    accountWith({
      shoppers: [{ ...person, buyerPortal }, bob],
      organizations: [
        { id: 'org-1', name: 'Org 1', contracts: [{ id: 'contract-1', name: 'Main' }] },
        { id: 'org-2', name: 'Org 2', contracts: [{ id: 'contract-2', name: 'Second' }] },
      ],
    }),
  );
const by = (storeUserId: string): Plain => ({ authentication: { storeUserId } });

const annAsBuyer = {
  firstName: 'Ann',
  lastName: 'Example',
  organizationManager: true,
  availableContracts: [
    { id: 'contract-2', name: 'Second' },
    { id: 'contract-1', name: 'Main' },
    { id: 'contract-9', name: null },
  ],
  activeContractId: 'contract-1',
  scopes: x15,
  defaults: { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
};
const x15Facets = 'productClusterIds=138;productClusterIds=139;productClusterIds=not:140';

test('R-267: what it declares', () => {
  expect(declarationOf(appWith(buyer))).toEqual({
    name: 'shopper-session',
    runOnCreate: false,
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
  });
});

test('R-267, R-062, R-063, X15: a buyer', async () => {
  expect(await answerOf(appWith(buyer), by(annId))).toEqual({
    shopper: annAsBuyer,
    public: { facets: x15Facets },
  });
});

test('a buyer with an empty profile', async () => {
  const { shopper } = await answerOf(
    appWith({ ...buyer, organizationManager: false }, { ...bob, id: 'b-1' }),
    by('b-1'),
  );
  expect(shopper).toEqual({ ...annAsBuyer, firstName: null, lastName: null, organizationManager: false });
});

test.each<[string, Plain]>([
  ['nobody', {}],
  ['R-066: somebody who left', by('')],
  ['a shopper who buys for himself', by(bob.id)],
  ['somebody whom the account does not know', by('eve-1')],
])('R-252: %s has every key cleared', async (_, input) => {
  const answer = await answerOf(appWith(buyer), input);
  const cleared = Object.fromEntries(Object.keys(annAsBuyer).map((key) => [key, null]));
  expect(answer).toEqual({ shopper: cleared, public: { facets: null } });
});

test.each<[string, JsonValue, JsonValue]>([
  ['X15', x15, x15Facets],
  [
    'only hidden ones',
    { 'vtex.catalog': { excludeCollectionIds: '140,141' } },
    'productClusterIds=not:140;productClusterIds=not:141',
  ],
  [
    'with spaces and gaps',
    { 'vtex.catalog': { collectionIds: ' 138 ,,139,' } },
    'productClusterIds=138;productClusterIds=139',
  ],
  ['no collection', { 'vtex.catalog': { collectionIds: '' } }, null],
  ['no catalog', { 'vtex.checkout': {} }, null],
  ['a catalog that is none', { 'vtex.catalog': null }, null],
  ['collections that are no text', { 'vtex.catalog': { collectionIds: [138] } }, null],
  ['scopes that are none', null, null],
  ['scopes that are text', 'vtex.catalog', null],
])('R-321: the facets of scopes: %s', async (_, scopes, facets) => {
  const answer = await answerOf(appWith({ ...buyer, scopes }), by(annId));
  expect(answer['public']).toEqual({ facets });
  expect(answer['shopper']?.['scopes']).toEqual(scopes);
});
