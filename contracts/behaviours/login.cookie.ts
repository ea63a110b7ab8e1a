import { claim } from '../harness/behaviour';
import { newSigningKey, signedBy } from '../harness/forged-tokens';
import { adminCookie, authenticated, loginOf, storeCookie, storeLogin, valuesUnder } from '../harness/logins';
import { globex, people, stranger } from '../harness/suite-account';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

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

const account = globex;

/** What the login cookies of VTEX ID do to a session. */
export const loginCookie = [
  claim({
    id: 'login.cookie.is-recorded-by-its-name',
    sentence: 'A login cookie is recorded in the namespace cookie under its full name.',
    operation,
    grade: 'observed',
    evidence: ['R-110', 'R-112'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const token = await loginOf('ann', storeCookie, emulated);
      const visitor = emulated.newVisitor();
      visitor.hold(storeCookie, token);
      visitor.hold('other', 'x');
      await visitor.post();
      expect(await valuesUnder(visitor, 'cookie')).toEqual({ [`cookie.${storeCookie}`]: token });
    },
  }),
  claim({
    id: 'login.cookie.is-readable',
    sentence: 'The raw value of the login cookie is readable through items.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-113'],
    needs,
    run: async ({ emulate, expect }) => {
      const ann = await emulate({ account }).loggedIn('ann');
      const answer = await ann.patch({ query: `items=cookie.${storeCookie}` });
      const { namespaces } = answer.json() as { namespaces: { cookie: Record<string, { value: string }> } };
      expect(namespaces.cookie[storeCookie]?.value).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    },
  }),
  claim({
    id: 'login.cookie.names-by-pattern',
    sentence:
      'VtexIdclientAutCookie, and VtexIdclientAutCookie_ with any suffix, are recorded; other cookies are not.',
    operation,
    grade: 'documented',
    evidence: ['R-114'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      const recorded = ['VtexIdclientAutCookie', 'VtexIdclientAutCookie_', 'VtexIdclientAutCookie_other'];
      const others = ['VtexIdclientAutCookies', 'xVtexIdclientAutCookie_a', 'vtexIdclientAutCookie', 'utm'];
      for (const name of [...recorded, ...others]) visitor.hold(name, 'x');
      await visitor.post();
      const values = await valuesUnder(visitor, 'cookie');
      expect(Object.keys(values).sort()).toEqual(recorded.map((name) => `cookie.${name}`));
    },
  }),
  claim({
    id: 'login.cookie.store-login',
    sentence: 'The cookie of a store login fills authentication and profile; isAuthenticated is "true".',
    operation,
    grade: 'observed',
    evidence: ['R-115', 'R-251', 'R-261', 'R-262', 'R-338'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.named-by-the-account-id',
    sentence: 'The cookie’s name may have the UUID of the account instead.',
    operation,
    grade: 'observed',
    evidence: ['R-112'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const visitor = emulated.newVisitor();
      visitor.hold(`VtexIdclientAutCookie_${globex.id}`, await loginOf('ann', storeCookie, emulated));
      await visitor.post();
      expect(await valuesUnder(visitor, 'profile')).toEqual(annsProfile);
      const other = emulated.newVisitor();
      other.hold('VtexIdclientAutCookie_other', await loginOf('ann', storeCookie, emulated));
      await other.post();
      expect(await valuesUnder(other, 'authentication', 'profile')).toEqual(stranger);
    },
  }),
  claim({
    id: 'login.cookie.admin-login',
    sentence: 'The cookie without a suffix is a login to the Admin: it fills adminUserId and adminUserEmail.',
    operation,
    grade: 'observed',
    evidence: ['R-115', 'R-261'],
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account }).loggedIn('olga');
      await olga.post();
      expect(await valuesUnder(olga, 'authentication', 'profile')).toEqual({
        'authentication.adminUserId': people.olga.id,
        'authentication.adminUserEmail': people.olga.email,
        ...stranger,
      });
    },
  }),
  claim({
    id: 'login.cookie.both-logins-at-once',
    sentence: 'A visitor may be logged in to the store and to the Admin as two people.',
    operation,
    grade: 'assumed',
    evidence: ['R-220', 'R-261'],
    noSetting: 'the alternative is a known issue of VTEX',
    marker: {
      emulatorOnly: 'the real service is known to fail here, which is published as its defect KI-1221787',
    },
    needs,
    run: async ({ emulate, expect }) => {
      const both = await emulate({ account }).loggedIn('ben-and-olga');
      await both.post();
      expect(await valuesUnder(both, 'authentication')).toEqual({
        'authentication.adminUserId': people.olga.id,
        'authentication.adminUserEmail': people.olga.email,
        ...authenticated(people.ben.id, people.ben.email),
      });
    },
  }),
  claim({
    id: 'login.cookie.odd-claims',
    sentence: 'A validly signed token that is not a login, such as a session token, is no login.',
    operation,
    grade: 'assumed',
    evidence: ['R-261'],
    noSetting: 'any other answer would be unsafe',
    marker: { emulatorOnly: 'only the emulator signs with a key that the suite knows' },
    needs,
    run: async ({ emulate, expect }) => {
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
        expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual(stranger);
      }
      const ben = emulated.newVisitor();
      ben.hold(storeCookie, signedBy(signingKey, storeLogin));
      await ben.post();
      expect((await valuesUnder(ben, 'profile'))['profile.email']).toBe(people.ben.email);
    },
  }),
  claim({
    id: 'login.cookie.not-repeated',
    sentence: 'The setting says whether a write without the login cookie leaves the visitor logged in.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-118'],
    assumption: { setting: 'unrepeatedCookie', default: 'kept' },
    needs,
    run: async ({ target, emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.dropped-alone',
    sentence: 'If it does not, only the cookie that was not repeated is dropped.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-118'],
    assumption: { setting: 'unrepeatedCookie', default: 'kept' },
    needs,
    run: async ({ target, emulate, expect }) => {
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
      const { 'authentication.adminUserId': admin, 'authentication.storeUserId': shopper } =
        await valuesUnder(both, 'authentication');
      expect([admin, shopper]).toEqual([isKept ? people.olga.id : null, people.ben.id]);
    },
  }),
  claim({
    id: 'login.cookie.emptied',
    sentence: 'An emptied login cookie logs out: the profile is cleared, isAuthenticated is "false".',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-252', 'R-334'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.of-another-shopper',
    sentence: 'When another shopper logs in, nothing of the previous one remains.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-252'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.seen-by-the-next-call',
    sentence: 'An anonymous session becomes the shopper’s with the next write that has the cookie.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-041', 'R-332'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.read-without-a-session',
    sentence: 'A GET with a login cookie and no session shows the profile of the login.',
    operation: 'GET /api/sessions',
    grade: 'inferred',
    evidence: ['R-100'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.without-a-login',
    sentence:
      'A visitor without a login has nothing in cookie, authentication and profile but isAuthenticated "false".',
    operation,
    grade: 'observed',
    evidence: ['R-090', 'R-091'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      const items = Object.keys(await visitor.values('*')).map((item) => item.split('.', 1)[0]);
      expect([...new Set(items)]).toEqual(['account', 'store', 'profile', 'public']);
    },
  }),
  claim({
    id: 'login.cookie.names-no-session',
    sentence: 'A login cookie in place of a session token names no session.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-086'],
    noSetting: 'any other answer would be unsafe',
    marker: { emulatorOnly: 'only the emulator signs both with one key' },
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const token = await loginOf('ann', storeCookie, emulated);
      const answer = await emulated.newVisitor().get('*', { headers: { cookie: `vtex_session=${token}` } });
      expect([answer.status, answer.json()]).toEqual([
        401,
        { type: 'Unauthorized', message: 'The session token is refused: it names no session' },
      ]);
    },
  }),
];
