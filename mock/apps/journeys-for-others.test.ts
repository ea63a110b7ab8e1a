/** The apps together: who acts for somebody else, a shopper or a company. */
import {
  acme,
  annsProfile,
  asAnn,
  asBuyer,
  asOperator,
  buyer,
  everything,
  loggedOut,
  visitorOf,
} from './testing/visitor';

describe('impersonation', () => {
  const key = 'vtex-impersonated-customer-email';
  const client = { [key]: 'client@example.com' };
  const acting = {
    storeUserId: 'client-1',
    storeUserEmail: 'client@example.com',
    canImpersonate: 'true',
    account: 'acme',
  };
  const clientsProfile = { id: 'client-1', email: 'client@example.com', isAuthenticated: 'true' };

  test('X12: starts and stops', async () => {
    const visit = visitorOf(everything);
    const before = await visit({}, asOperator);
    expect(before.namespaces['authentication']).toEqual({
      adminUserId: 'op-1',
      adminUserEmail: 'op@example.com',
    });
    expect(before.namespaces['impersonate']).toEqual({ canImpersonate: 'true' });
    expect(before.namespaces).not.toHaveProperty('profile');

    const started = await visit(client, asOperator);
    expect(started.namespaces['public']).toEqual(client);
    expect(started.namespaces['impersonate']).toEqual(acting);
    expect(started.namespaces['profile']).toMatchObject(clientsProfile);

    const stopped = await visit({ [key]: '' }, asOperator);
    expect(stopped.namespaces['impersonate']).toEqual({
      storeUserId: '',
      storeUserEmail: '',
      canImpersonate: 'true',
      account: '',
    });
    expect(stopped.namespaces['profile']).toMatchObject({ id: null, email: null, isAuthenticated: 'false' });
  });

  test('R-116: by cookie, together with the login, in one request', async () => {
    const { namespaces } = await visitorOf(everything)({}, { ...asOperator, ...client });
    expect(namespaces['impersonate']).toEqual(acting);
    expect(namespaces['profile']).toMatchObject(clientsProfile);
  });

  test('R-336: of a customer whom nobody knows fails: no login and no profile.id', async () => {
    const { namespaces } = await visitorOf(everything)({ [key]: 'nobody@example.com' }, asOperator);
    expect(namespaces['profile']).toEqual({ isAuthenticated: 'false' });
  });

  test('R-335: logging out of store and Admin leaves it, until it is stopped', async () => {
    const visit = visitorOf(everything);
    await visit(client, { ...asOperator, ...asAnn });
    const { namespaces } = await visit({}, { ...loggedOut, VtexIdclientAutCookie: '' });
    expect(namespaces['authentication']).toMatchObject({ adminUserEmail: null, storeUserId: null });
    expect(namespaces['impersonate']).toEqual({ ...acting, canImpersonate: 'false' });
    expect(namespaces['profile']).toMatchObject(clientsProfile);
    const stopped = await visit({ [key]: '' });
    expect(stopped.namespaces['profile']).toMatchObject({ id: null, isAuthenticated: 'false' });
  });

  test('it goes before the operator’s own store login, and gives it back', async () => {
    const visit = visitorOf(everything);
    const started = await visit(client, { ...asOperator, ...asAnn });
    expect(started.namespaces['profile']).toMatchObject(clientsProfile);
    const stopped = await visit({ [key]: '' });
    expect(stopped.namespaces['profile']).toEqual(annsProfile);
  });

  test('R-265: is nothing where the app is not installed', async () => {
    const { namespaces } = await visitorOf(acme)(client, asOperator);
    expect(namespaces).not.toHaveProperty('impersonate');
    expect(namespaces).not.toHaveProperty('profile');
  });
});

describe('the Buyer Portal', () => {
  const facets = 'productClusterIds=138;productClusterIds=139;productClusterIds=not:140';

  test('X15, R-267: a buyer’s scopes, his unit, and the facets in the segment', async () => {
    const { namespaces, segment } = await visitorOf(everything)({}, asBuyer);
    expect(namespaces['authentication']).toEqual({
      storeUserId: buyer.id,
      storeUserEmail: buyer.email,
      customerId: 'customer-1',
      unitId: 'unit-1',
      unitName: 'Head office',
    });
    expect(namespaces['public']).toEqual({ facets });
    expect(namespaces['shopper']).toEqual({
      firstName: 'Ann',
      lastName: 'Example',
      organizationManager: false,
      availableContracts: [{ id: 'contract-1', name: 'Main' }],
      activeContractId: 'contract-1',
      scopes: {
        'vtex.checkout': { creditCards: 'visa,mastercard' },
        'vtex.payments': { paymentSystemIds: '1,2,3' },
        'vtex.catalog': { collectionIds: '138,139', excludeCollectionIds: '140' },
        'vtex.master-data': { AD: [{ ids: ['addr-1'] }] },
      },
      defaults: { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
    });
    expect(segment['facets']).toBe(`${facets};`);
  });

  test('R-252: logging out takes the facets with it', async () => {
    const visit = visitorOf(everything);
    await visit({}, asBuyer);
    const { namespaces, segment } = await visit({}, loggedOut);
    expect(namespaces['public']).toEqual({ facets: null });
    expect(namespaces['shopper']).toMatchObject({ scopes: null, activeContractId: null });
    expect(segment).not.toHaveProperty('facets');
  });
});
