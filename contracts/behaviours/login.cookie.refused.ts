import { claim } from '../harness/behaviour';
import { badlySigned, garbage, newSigningKey, signedBy } from '../harness/forged-tokens';
import { adminCookie, authenticated, loginOf, storeCookie, storeLogin, valuesUnder } from '../harness/logins';
import { globex, people, stranger } from '../harness/suite-account';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

const account = globex;

/** Login cookies that give no login. */
export const loginCookieRefused = [
  claim({
    id: 'login.cookie.of-the-other-kind',
    sentence: 'A store login in the Admin cookie is not a login, nor the reverse.',
    operation,
    grade: 'inferred',
    evidence: ['R-115', 'R-261'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      for (const [name, token] of [
        [adminCookie, await loginOf('ann', storeCookie, emulated)],
        [storeCookie, await loginOf('olga', adminCookie, emulated)],
      ] as const) {
        const visitor = emulated.newVisitor();
        visitor.hold(name, token);
        await visitor.post();
        expect(await valuesUnder(visitor, 'authentication', 'profile')).toEqual(stranger);
      }
    },
  }),
  claim({
    id: 'login.cookie.not-valid',
    sentence:
      'A login cookie that is garbage, forged, expired or of another account is recorded without a login.',
    operation,
    grade: 'assumed',
    evidence: ['R-261'],
    noSetting: 'any other answer would be unsafe',
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.of-an-unknown-shopper',
    sentence: 'A valid login authenticates its id even if the account does not have that shopper.',
    operation,
    grade: 'assumed',
    evidence: ['R-261', 'R-262'],
    noSetting: 'the fixture lists the shoppers',
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'login.cookie.first-of-two',
    sentence: 'Of two cookies of one name the first is recorded.',
    operation,
    grade: 'assumed',
    evidence: ['R-112', 'R-120'],
    noSetting: 'browsers send the cookie of the more specific path first',
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const [ann, ben] = [
        await loginOf('ann', storeCookie, emulated),
        await loginOf('ben', storeCookie, emulated),
      ];
      const visitor = emulated.newVisitor();
      await visitor.post({ headers: { cookie: `${storeCookie}=${ann}; ${storeCookie}=${ben}` } });
      expect((await valuesUnder(visitor, 'profile'))['profile.id']).toBe(people.ann.id);
    },
  }),
];
