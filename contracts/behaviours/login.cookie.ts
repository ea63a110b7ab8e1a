import type { Runs } from '../behaviour';
import { badlySigned, garbage, newSigningKey, signedBy } from '../forge';
import { adminCookie, loginOf, storeCookie, storeLogin, valuesUnder } from '../logins';
import { globex, people } from '../shops';

const annsProfile = {
  'profile.id': people.ann.id,
  'profile.email': people.ann.email,
  'profile.firstName': 'Ann',
  'profile.lastName': 'Example',
  'profile.phone': '+55 11 5550 0120',
  'profile.document': '00000000001',
  'profile.priceTables': 'silver,gold',
  'profile.isAuthenticated': 'true',
};

const nobodysProfile = {
  'profile.id': null,
  'profile.email': null,
  'profile.firstName': null,
  'profile.lastName': null,
  'profile.phone': null,
  'profile.document': null,
  'profile.priceTables': null,
  'profile.isAuthenticated': 'false',
};

const authenticated = (storeUserId: string, storeUserEmail: string) => ({
  'authentication.storeUserId': storeUserId,
  'authentication.storeUserEmail': storeUserEmail,
});

const account = globex;

/** What the login cookies of VTEX ID do to a session. */
export const loginCookie: Runs = {
  'login.cookie.is-recorded-by-its-name': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const token = await loginOf('ann', storeCookie, emulated);
    const visitor = emulated.newVisitor();
    visitor.hold(storeCookie, token);
    visitor.hold('other', 'x');
    await visitor.post();
    expect(await valuesUnder(visitor, 'cookie')).toEqual({ [`cookie.${storeCookie}`]: token });
  },
  'login.cookie.is-readable': async ({ emulate, expect }) => {
    const ann = await emulate({ account }).loggedIn('ann');
    const answer = await ann.patch({ query: `items=cookie.${storeCookie}` });
    const { namespaces } = answer.json() as { namespaces: { cookie: Record<string, { value: string }> } };
    expect(namespaces.cookie[storeCookie]?.value).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  },
  'login.cookie.names-by-pattern': async ({ emulate, expect }) => {
    const visitor = emulate({ account }).newVisitor();
    const recorded = ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_', 'VtexIdclientAutCookie_other'];
    const others = ['VtexIdclientAutCookies', 'xVtexIdclientAutCookie_a', 'vtexIdclientAutCookie', 'utm'];
    for (const name of [...recorded, ...others]) visitor.hold(name, 'x');
    await visitor.post();
    const values = await valuesUnder(visitor, 'cookie');
    expect(Object.keys(values).sort()).toEqual(recorded.map((name) => `cookie.${name}`));
  },
  'login.cookie.store-login': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const ann = await emulated.loggedIn('ann');
    expect((await ann.post()).status).toBe(201);
    expect(await valuesUnder(ann, 'authentication', 'profile')).toEqual({
      ...authenticated(people.ann.id, people.ann.email),
      ...annsProfile,
    });
    const ben = await emulated.loggedIn('ben');
    await ben.post();
    expect(await valuesUnder(ben, 'authentication', 'profile')).toEqual({
      ...authenticated(people.ben.id, people.ben.email),
      'profile.id': people.ben.id,
      'profile.email': people.ben.email,
      'profile.isAuthenticated': 'true',
    });
  },
  'login.cookie.named-by-the-account-id': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const visitor = emulated.newVisitor();
    visitor.hold(`VtexIdclientAutCookie_${globex.id}`, await loginOf('ann', storeCookie, emulated));
    await visitor.post();
    expect(await valuesUnder(visitor, 'profile')).toEqual(annsProfile);
    const other = emulated.newVisitor();
    other.hold('VtexIdclientAutCookie_other', await loginOf('ann', storeCookie, emulated));
    await other.post();
    expect(await valuesUnder(other, 'authentication', 'profile')).toEqual({});
  },
  'login.cookie.admin-login': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    await olga.post();
    expect(await valuesUnder(olga, 'authentication', 'profile')).toEqual({
      'authentication.adminUserId': people.olga.id,
      'authentication.adminUserEmail': people.olga.email,
    });
  },
  'login.cookie.both-logins-at-once': async ({ emulate, expect }) => {
    const both = await emulate({ account }).loggedIn('ben-and-olga');
    await both.post();
    expect(await valuesUnder(both, 'authentication')).toEqual({
      'authentication.adminUserId': people.olga.id,
      'authentication.adminUserEmail': people.olga.email,
      ...authenticated(people.ben.id, people.ben.email),
    });
  },
  'login.cookie.of-the-other-kind': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    for (const [name, token] of [
      [adminCookie, await loginOf('ann', storeCookie, emulated)],
      [storeCookie, await loginOf('olga', adminCookie, emulated)],
    ] as const) {
      const visitor = emulated.newVisitor();
      visitor.hold(name, token);
      await visitor.post();
      expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual({});
    }
  },
  'login.cookie.not-valid': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const token = await loginOf('ann', storeCookie, emulated);
    const elsewhere = emulate({ account: { ...globex, account: 'initech' } });
    const foreign = await loginOf('ann', 'VtexIdclientAutCookie_initech', elsewhere);
    const tryIt = async (value: string, isLogin = false) => {
      const visitor = emulated.newVisitor();
      visitor.hold(storeCookie, value);
      expect((await visitor.post()).status).toBe(201);
      const items = Object.keys(await valuesUnder(visitor, 'authentication', 'profile', 'cookie'));
      expect(items.includes('authentication.storeUserId')).toBe(isLogin);
      expect(items).toContain(`cookie.${storeCookie}`);
    };
    for (const value of [garbage, 'a.b.c', badlySigned(token), foreign]) await tryIt(value);
    await emulated.target.later?.(86_390, () => tryIt(token, true));
    await emulated.target.later?.(86_400, () => tryIt(token));
  },
  'login.cookie.odd-claims': async ({ emulate, expect }) => {
    const signingKey = newSigningKey();
    const emulated = emulate({ account, signingKey });
    const session = emulated.newVisitor();
    await session.post();
    const { exp: _, ...withoutEnd } = storeLogin;
    const odd = [
      { ...storeLogin, type: 'app' },
      { ...storeLogin, account: 'initech' },
      { ...storeLogin, audience: 'partner' },
      { ...storeLogin, audience: undefined },
      { ...storeLogin, exp: '4000000000' },
      withoutEnd,
      { ...storeLogin, exp: Math.floor(Date.now() / 1000) - 1 },
      { ...storeLogin, sub: 7 },
      { ...storeLogin, userId: 7 },
      { ...storeLogin, userId: undefined },
    ];
    const tokens = odd.map((claims) => signedBy(signingKey, claims));
    for (const token of [...tokens, session.cookie('vtex_session')]) {
      const visitor = emulated.newVisitor();
      visitor.hold(storeCookie, token);
      await visitor.post();
      expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual({});
    }
    const ben = emulated.newVisitor();
    ben.hold(storeCookie, signedBy(signingKey, storeLogin));
    await ben.post();
    expect((await valuesUnder(ben, 'profile'))['profile.email']).toBe(people.ben.email);
  },
  'login.cookie.of-somebody-unknown': async ({ emulate, expect }) => {
    const signingKey = newSigningKey();
    const visitor = emulate({ account, signingKey }).newVisitor();
    const unknown = { ...storeLogin, sub: 'stranger@example.com', userId: 'somebody-else' };
    visitor.hold(storeCookie, signedBy(signingKey, unknown));
    await visitor.post();
    expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual({
      ...authenticated('somebody-else', 'stranger@example.com'),
      'profile.id': 'somebody-else',
      'profile.isAuthenticated': 'true',
    });
  },
  'login.cookie.first-of-two': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const [ann, ben] = [
      await loginOf('ann', storeCookie, emulated),
      await loginOf('ben', storeCookie, emulated),
    ];
    const visitor = emulated.newVisitor();
    await visitor.post({ headers: { cookie: `${storeCookie}=${ann}; ${storeCookie}=${ben}` } });
    expect((await valuesUnder(visitor, 'profile'))['profile.id']).toBe(people.ann.id);
  },
  'login.cookie.not-repeated': async ({ target, emulate, expect }) => {
    const ann = await emulate({ account }).loggedIn('ann');
    await ann.post();
    const cookie = `vtex_session=${ann.cookie('vtex_session')}`;
    await ann.patch({ headers: { cookie } });
    const isKept = target.assumptions.unrepeatedCookie === 'kept';
    expect(await valuesUnder(ann, 'profile')).toEqual(isKept ? annsProfile : nobodysProfile);
    const recorded = await valuesUnder(ann, 'cookie');
    expect(Object.keys(recorded)).toEqual(isKept ? [`cookie.${storeCookie}`] : []);
    expect((await ann.get('*')).text.includes('"cookie"')).toBe(isKept);
    expect(ann.claims().version).toBe(isKept ? 2 : 3);
  },
  'login.cookie.dropped-alone': async ({ target, emulate, expect }) => {
    const both = await emulate({ account }).loggedIn('ben-and-olga');
    await both.post();
    const values = await both.values(`cookie.${storeCookie}`);
    const store = values[`cookie.${storeCookie}`];
    const cookie = `vtex_session=${both.cookie('vtex_session')}; ${storeCookie}=${store}`;
    await both.patch({ headers: { cookie } });
    const isKept = target.assumptions.unrepeatedCookie === 'kept';
    const recorded = Object.keys(await valuesUnder(both, 'cookie')).sort();
    const kept = isKept ? [`cookie.${adminCookie}`, `cookie.${storeCookie}`] : [`cookie.${storeCookie}`];
    expect(recorded).toEqual(kept);
    const { 'authentication.adminUserId': admin, 'authentication.storeUserId': shopper } = await valuesUnder(
      both,
      'authentication',
    );
    expect([admin, shopper]).toEqual([isKept ? people.olga.id : null, people.ben.id]);
  },
  'login.cookie.emptied': async ({ emulate, expect }) => {
    const ann = await emulate({ account }).loggedIn('ann');
    await ann.post();
    const cookie = `vtex_session=${ann.cookie('vtex_session')}; ${storeCookie}=`;
    await ann.patch({ headers: { cookie } });
    expect(await valuesUnder(ann, 'authentication', 'profile', 'cookie')).toEqual({
      [`cookie.${storeCookie}`]: '',
      'authentication.storeUserId': null,
      'authentication.storeUserEmail': null,
      ...nobodysProfile,
    });
  },
  'login.cookie.of-another-shopper': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const visitor = await emulated.loggedIn('ann');
    await visitor.post();
    visitor.hold(storeCookie, await loginOf('ben', storeCookie, emulated));
    await visitor.patch();
    expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual({
      ...authenticated(people.ben.id, people.ben.email),
      ...nobodysProfile,
      'profile.id': people.ben.id,
      'profile.email': people.ben.email,
      'profile.isAuthenticated': 'true',
    });
  },
  'login.cookie.seen-by-the-next-call': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const visitor = emulated.newVisitor();
    await visitor.post({ public: { color: 'blue' } });
    const { id } = visitor.claims();
    visitor.hold(storeCookie, await loginOf('ann', storeCookie, emulated));
    await visitor.patch();
    expect([visitor.claims().id, visitor.claims().version]).toEqual([id, 3]);
    expect(await valuesUnder(visitor, 'profile', 'public')).toEqual({
      ...annsProfile,
      'public.color': 'blue',
    });
  },
  'login.cookie.read-without-a-session': async ({ emulate, expect }) => {
    const ann = await emulate({ account }).loggedIn('ann');
    expect(await valuesUnder(ann, 'profile')).toEqual(annsProfile);
    expect((await ann.segment()).json()).toEqual({
      campaigns: 'ca000000-0000-4000-8000-00000000f001',
      channel: '1',
      priceTables: 'silver,gold',
      regionId: null,
      utm_campaign: null,
      utm_source: null,
      utmi_campaign: null,
      currencyCode: 'BRL',
      currencySymbol: 'R$',
      countryCode: 'BRA',
      cultureInfo: 'pt-BR',
      channelPrivacy: 'public',
    });
  },
  'login.cookie.without-a-login': async ({ emulate, expect }) => {
    const visitor = emulate({ account }).newVisitor();
    await visitor.post({ public: { color: 'blue' } });
    const items = Object.keys(await visitor.values('*')).map((item) => item.split('.', 1)[0]);
    expect([...new Set(items)]).toEqual(['account', 'store', 'public']);
  },
  'login.cookie.names-no-session': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const token = await loginOf('ann', storeCookie, emulated);
    const answer = await emulated.newVisitor().get('*', { headers: { cookie: `vtex_session=${token}` } });
    expect([answer.status, answer.json()]).toEqual([
      401,
      { type: 'Unauthorized', message: 'The session token is refused: it names no session' },
    ]);
  },
};
