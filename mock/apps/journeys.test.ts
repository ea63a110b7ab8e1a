/** The apps together: what a visitor's requests make of his session. */
import { annId } from './testing/account';
import {
  accountItself,
  acme,
  annsProfile,
  asAnn,
  everything,
  inBrazil,
  loggedOut,
  login,
  visitorOf,
} from './testing/visitor';

describe('an anonymous visitor', () => {
  test('X2: has his store and nothing else', async () => {
    const { namespaces, version } = await visitorOf(acme)();
    expect(namespaces).toEqual({ account: accountItself, store: inBrazil });
    expect(version).toBe(2);
  });

  test('R-337: and `canImpersonate` where impersonate-session is installed', async () => {
    const { namespaces } = await visitorOf(everything)();
    expect(namespaces).toEqual({
      account: accountItself,
      store: inBrazil,
      impersonate: { canImpersonate: 'false' },
    });
  });

  test.each([
    [2 as const, 'v2.CF406AF68CBA237B6347FD624E0D2883', 'v2.1BB18CE648B5111D0933734ED83EC783'],
    [1 as const, 'U1cjc2VsbGVyMTtzZWxsZXIy', 'U1cj'],
  ])(
    'X11, R-312: a postal code gives the region in the same request, format %i',
    async (format, of, none) => {
      const visit = visitorOf({ ...acme, regionIdFormat: format });
      const { namespaces, segment } = await visit({ country: 'BRA', postalCode: '04561000' });
      expect(namespaces['checkout']).toEqual({ regionId: of });
      expect(segment['regionId']).toBe(of);
      const moved = await visit({ postalCode: '90000000' });
      expect([moved.namespaces['checkout'], moved.segment['regionId']]).toEqual([{ regionId: none }, none]);
      const nowhere = await visit({ postalCode: '' });
      expect([nowhere.namespaces['checkout'], nowhere.segment['regionId']]).toEqual([
        { regionId: null },
        null,
      ]);
    },
  );

  test('R-262, R-320: an e-mail gives price tables without login', async () => {
    const { namespaces, segment } = await visitorOf(acme)({ storeUserEmail: 'ann@example.com' });
    expect(namespaces['profile']).toEqual({ priceTables: 'gold', isAuthenticated: 'false' });
    expect([segment['priceTables'], segment['campaigns']]).toEqual(['gold', null]);
  });

  test('R-321, R-322: facets reach the segment, and leave it', async () => {
    const visit = visitorOf(acme);
    const asked = await visit({ facets: 'sellername=A;;sellername=B' });
    expect(asked.segment['facets']).toBe('sellername=A;sellername=B;');
    const cleared = await visit({ facets: '' });
    expect(cleared.namespaces['search']).toEqual({ facets: '' });
    expect(cleared.segment).not.toHaveProperty('facets');
  });

  test('R-117: the cart', async () => {
    const cart = '0123456789abcdef0123456789abcdef';
    const { namespaces } = await visitorOf(acme)({}, { 'checkout.vtex.com': `__ofid=${cart}` });
    expect(namespaces['checkout']).toEqual({ orderFormId: cart });
  });
});

describe('login', () => {
  test('X6, R-233: in successive rounds of one request: who, his profile, his policies and campaigns', async () => {
    const visit = visitorOf(acme);
    await visit();
    const { namespaces, rounds, version, segment } = await visit({}, asAnn);
    expect(rounds).toEqual([['authentication'], ['profile'], ['store', 'rnb', 'search']]);
    expect(version).toBe(3);
    expect(namespaces).toEqual({
      account: accountItself,
      store: inBrazil,
      cookie: asAnn,
      authentication: { storeUserId: annId, storeUserEmail: 'ann@example.com' },
      profile: annsProfile,
      rnb: { campaigns: 'c-ann' },
      search: { facets: '' },
    });
    expect([segment['priceTables'], segment['campaigns']]).toEqual(['gold', 'c-ann']);
  });

  test('R-285: afterwards a private policy serves him, and before it did not', async () => {
    const visit = visitorOf(acme);
    await expect(visit({ sc: '4' })).rejects.toMatchObject({ status: 401 });
    await visit({}, asAnn);
    const { namespaces } = await visit({ sc: '4' });
    expect(namespaces['store']).toEqual({ ...inBrazil, channel: '4', channelPrivacy: 'private' });
  });

  test('R-211, R-285: asked for in the very request that logs him in, it serves him too', async () => {
    const { namespaces } = await visitorOf(acme)({ sc: '4' }, asAnn);
    expect(namespaces['store']).toEqual({ ...inBrazil, channel: '4', channelPrivacy: 'private' });
  });

  test('R-211: who leaves while he shops in it is refused, and stays logged in', async () => {
    const visit = visitorOf(acme);
    await visit({ sc: '4' }, asAnn);
    await expect(visit({}, loggedOut)).rejects.toMatchObject({ status: 401 });
    const { namespaces } = await visit({ sc: '' }, loggedOut);
    expect(namespaces['authentication']).toEqual({ storeUserId: null, storeUserEmail: null });
  });

  test('R-212, R-283: where the channel is cleared, it comes back within the request that logs in', async () => {
    const visit = visitorOf(acme, { forbiddenTradePolicy: 'channel-cleared' });
    const before = await visit({ sc: '4' });
    expect(before.namespaces['store']).toEqual({ ...inBrazil, channel: '' });
    const { namespaces } = await visit({}, asAnn);
    expect(namespaces['store']).toEqual({ ...inBrazil, channel: '4', channelPrivacy: 'private' });
  });

  test('R-338: of somebody unknown: he is logged in, and has no profile but his id', async () => {
    const asEve = { VtexIdclientAutCookie_acme: login('eve@example.com', 'eve-1') };
    const { namespaces } = await visitorOf(acme)({}, asEve);
    expect(namespaces['authentication']).toEqual({ storeUserId: 'eve-1', storeUserEmail: 'eve@example.com' });
    expect(namespaces['profile']).toEqual({ id: 'eve-1', isAuthenticated: 'true' });
  });

  test('R-334, R-252: logging out leaves nothing of him', async () => {
    const visit = visitorOf(acme);
    await visit({}, asAnn);
    const { namespaces, segment } = await visit({}, loggedOut);
    const emptied = Object.fromEntries(Object.keys(annsProfile).map((key) => [key, null]));
    expect(namespaces).toEqual({
      account: accountItself,
      store: inBrazil,
      cookie: loggedOut,
      authentication: { storeUserId: null, storeUserEmail: null },
      profile: { ...emptied, isAuthenticated: 'false' },
      rnb: { campaigns: null },
      search: { facets: '' },
    });
    expect([segment['priceTables'], segment['campaigns']]).toEqual([null, null]);
  });

  test.each([
    ['kept' as const, annId],
    ['dropped' as const, null],
  ])('R-118, X-4: a login cookie that is not repeated is %s', async (unrepeatedCookie, storeUserId) => {
    const visit = visitorOf(acme, { unrepeatedCookie });
    await visit({}, asAnn);
    const { namespaces } = await visit({ color: 'blue' });
    expect(namespaces['authentication']?.['storeUserId']).toBe(storeUserId);
    expect(namespaces['profile']?.['isAuthenticated']).toBe(storeUserId === null ? 'false' : 'true');
  });

  test('R-237: what was never set may also be sent as null, and comes to the same', async () => {
    const visit = visitorOf(everything, { unsetInputs: 'null' });
    expect((await visit()).namespaces['impersonate']).toEqual({ canImpersonate: 'false' });
    const { namespaces } = await visit({}, asAnn);
    expect(namespaces['profile']).toEqual(annsProfile);
  });
});
