import type { Plain, Values } from '../rules/testing/plain';
import { impersonateSession } from './impersonate-session';
import { accountWith, ann, annId, answerOf, declarationOf } from './testing/account';

const key = 'vtex-impersonated-customer-email';
const app = impersonateSession(
  accountWith({
    shoppers: [ann],
    operators: [
      { id: 'op-1', email: 'op@example.com', mayImpersonate: true },
      { id: 'op-2', email: 'clerk@example.com', mayImpersonate: false },
    ],
  }),
);

test('R-265, R-116: what it declares; R-337: it takes part in the create call', () => {
  expect(declarationOf(app)).toEqual({
    name: 'impersonate-session',
    runOnCreate: true,
    input: {
      public: ['vtex-impersonated-customer-email'],
      cookie: ['vtex-impersonated-customer-email'],
      authentication: ['adminUserEmail'],
    },
    output: { impersonate: ['storeUserId', 'storeUserEmail', 'canImpersonate', 'account'] },
  });
});

const operator = { authentication: { adminUserEmail: 'op@example.com' } };
const clerk = { authentication: { adminUserEmail: 'clerk@example.com' } };
const stranger = { authentication: { adminUserEmail: 'eve@example.com' } };
const asPublic = (email: string | null) => ({ public: { [key]: email } });
const asCookie = (email: string | null) => ({ cookie: { [key]: email } });

const plain = { canImpersonate: 'false' };
const acting = { storeUserId: annId, storeUserEmail: ann.email, canImpersonate: 'true', account: 'acme' };
const cleared = { storeUserId: '', storeUserEmail: '', account: '' };
const untouched = { storeUserId: null, storeUserEmail: null, account: null };

test.each<[string, Plain, Values]>([
  ['R-337: a plain session', {}, plain],
  ['R-336, X12: an operator asks for a shopper', { ...operator, ...asPublic(ann.email) }, acting],
  ['R-116: by cookie', { ...operator, ...asCookie(ann.email) }, acting],
  ['in other capitals', { ...operator, ...asPublic('Ann@Example.com') }, acting],
  [
    'public goes before the cookie',
    { ...operator, ...asPublic(ann.email), ...asCookie('bob@example.com') },
    acting,
  ],
  ['a public key that is null does not', { ...operator, ...asPublic(null), ...asCookie(ann.email) }, acting],
  ['an operator who asks for nobody', operator, { ...untouched, canImpersonate: 'true' }],
  [
    'R-237: for null, which is nobody',
    { ...operator, ...asPublic(null), ...asCookie(null) },
    { ...untouched, canImpersonate: 'true' },
  ],
  ['X12: an operator who stops', { ...operator, ...asPublic('') }, { ...cleared, canImpersonate: 'true' }],
  ['by cookie', { ...operator, ...asCookie('') }, { ...cleared, canImpersonate: 'true' }],
  [
    'R-118: though the cookie is still recorded',
    { ...operator, ...asPublic(''), ...asCookie(ann.email) },
    { ...cleared, canImpersonate: 'true' },
  ],
  [
    'R-336: a customer whom nobody knows',
    { ...operator, ...asPublic('eve@example.com') },
    { ...cleared, canImpersonate: 'true' },
  ],
  ['an operator who may not', { ...clerk, ...asPublic(ann.email) }, { ...cleared, ...plain }],
  ['an operator who may not, and asks for nobody', clerk, { ...untouched, ...plain }],
  [
    'an operator whom the account does not know',
    { ...stranger, ...asPublic(ann.email) },
    { ...cleared, ...plain },
  ],
  ['R-335: an e-mail, and nobody in the Admin: what was stays', asPublic(ann.email), plain],
  ['R-335: the same by cookie', asCookie(ann.email), plain],
  ['an operator who left', { authentication: { adminUserEmail: '' }, ...asPublic(ann.email) }, plain],
  ['anybody may stop', asPublic(''), { ...cleared, ...plain }],
])('%s', async (_, input, impersonate) => {
  expect(await answerOf(app, input)).toEqual({ impersonate });
});

test('one namespace in memory for all plain sessions', async () => {
  expect(await app.transform(new Map())).toBe(await app.transform(new Map()));
});
