/** A visitor of an account with everything, for the tests of the apps together. */
import { type Account, type Shopper, shippedApps } from '../../accounts/account';
import { type Assumptions, defaultAssumptions } from '../../rules/assumptions';
import { segmentOf } from '../../rules/segment';
import type { Session } from '../../rules/session';
import { type Plain, plainOf, type Values } from '../../rules/testing/plain';
import { tokenSigner } from '../../rules/token-signer';
import { sessionRules } from '../../rules/write-session';
import { installedApps } from '..';
import { type Audience, signAuthCookie } from '../auth-cookie';
import { accountWith, ann, annId, brazil } from './account';

export const buyer: Shopper = {
  id: '00000000-0000-4000-8000-0000000000b2',
  email: 'buyer@example.com',
  firstName: 'Ann',
  lastName: 'Example',
  priceTables: [],
  addresses: [],
  buyerPortal: {
    customerId: 'customer-1',
    unitId: 'unit-1',
    unitName: 'Head office',
    organizationManager: false,
    availableContracts: ['contract-1'],
    activeContractId: 'contract-1',
    scopes: {
      'vtex.checkout': { creditCards: 'visa,mastercard' },
      'vtex.payments': { paymentSystemIds: '1,2,3' },
      'vtex.catalog': { collectionIds: '138,139', excludeCollectionIds: '140' },
      'vtex.master-data': { AD: [{ ids: ['addr-1'] }] },
    },
    defaults: { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
  },
};

export const acme = accountWith({
  tradePolicies: [brazil, { ...brazil, id: '4', privacy: 'private', shoppers: [ann.email] }],
  sessionApps: shippedApps.filter((name) => !/^(?:impersonate|shopper)-session$/.test(name)),
  sellers: ['seller2', 'seller1'].map((id) => ({
    id,
    areas: [{ country: 'BRA', postalCodes: [['01000-000', '05999-999']] }],
  })),
  shoppers: [ann, { ...ann, id: 'client-1', email: 'client@example.com', priceTables: [] }, buyer],
  operators: [{ id: 'op-1', email: 'op@example.com', mayImpersonate: true }],
  campaigns: [{ id: 'c-ann', name: 'For Ann', emails: [ann.email] }],
  organizations: [{ id: 'org-1', name: 'Org', contracts: [{ id: 'contract-1', name: 'Main' }] }],
});
export const everything = accountWith({ ...acme, sessionApps: shippedApps });

export const signer = tokenSigner();
export const clock = () => Date.UTC(2026, 10, 23);
let issued = 0;
const ids = () => `id-${issued++}`;

/** Writes to `public` and sends cookies, request after request in one session. */
export function visitorOf(account: Account, assume: Partial<Assumptions> = {}) {
  const assumptions = { ...defaultAssumptions, ...assume };
  const apps = installedApps({ account, assumptions, signer, clock });
  const rules = sessionRules({
    account,
    apps: () => apps,
    assumptions,
    signer,
    clock,
    ids,
    tokenForm: '2026',
  });
  let session: Session | undefined;
  return async (values: Values = {}, cookies: Readonly<Record<string, string>> = {}) => {
    const entries = Object.entries(values).map(([key, value]) => [key, { value }]);
    const body = { public: Object.fromEntries(entries) };
    const draft = await rules.draft(session, { body, query: [], cookies: Object.entries(cookies) });
    session = rules.sign(draft);
    const rounds = draft.rounds.map(({ calls }) => calls.map(({ app }) => app.replace('-session', '')));
    const namespaces: Plain = plainOf(draft.namespaces);
    return { namespaces, rounds, version: draft.version, segment: segmentOf(draft.namespaces) };
  };
}

export const login = (email: string, userId: string, audience: Audience = 'webstore') =>
  signAuthCookie({ email, userId, audience }, { account: acme, signer, clock, ids });
export const asAnn = { VtexIdclientAutCookie_acme: login(ann.email, annId) };
export const asBuyer = { VtexIdclientAutCookie_acme: login(buyer.email, buyer.id) };
export const asOperator = { VtexIdclientAutCookie: login('op@example.com', 'op-1', 'admin') };
export const loggedOut = { VtexIdclientAutCookie_acme: '' };

export const inBrazil = {
  channel: '1',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  channelPrivacy: 'public',
};
export const accountItself = { id: acme.id, accountName: 'acme' };
export const annsProfile = {
  id: annId,
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Example',
  phone: '+551100000000',
  document: '00000000000',
  priceTables: 'gold',
  isAuthenticated: 'true',
};
