import { claim } from '../harness/behaviour';
import { valuesUnder } from '../harness/logins';
import { globex, globexWithAllApps, people } from '../harness/suite-account';
import type { VariantApp } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** Like VTEX's B2B suite: names the shopper to buy for. */
const storefrontPermissions: VariantApp = {
  name: 'storefront-permissions',
  input: { public: ['impersonate'] },
  output: { 'storefront-permissions': ['storeUserId'] },
  transform: ({ public: { impersonate } = {} }) => ({
    'storefront-permissions': { storeUserId: { value: impersonate?.value } },
  }),
};

const tablesOnly = { 'profile.priceTables': 'silver,gold', 'profile.isAuthenticated': 'false' };

/** Whose profile a session shows besides that of who logged in. */
export const loginProfile = [
  claim({
    id: 'login.profile.email-gives-price-tables-only',
    sentence: 'public.storeUserEmail loads the price tables only; isAuthenticated is "false".',
    operation,
    grade: 'documented',
    evidence: ['R-262', 'R-320'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { storeUserEmail: people.ann.email } });
      expect(await valuesUnder(visitor, 'profile', 'authentication')).toEqual(tablesOnly);
    },
  }),
  claim({
    id: 'login.profile.email-in-any-case',
    sentence: 'public.storeUserEmail is case-insensitive; an unknown e-mail gives no price table.',
    operation,
    grade: 'assumed',
    evidence: ['R-262'],
    noSetting: 'no known client relies on it',
    needs,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ account: globex });
      const [ann, stranger] = [newVisitor(), newVisitor()];
      await ann.post({ public: { storeUserEmail: 'aNN.mixed@EXAMPLE.com' } });
      expect(await valuesUnder(ann, 'profile')).toEqual(tablesOnly);
      await stranger.post({ public: { storeUserEmail: 'stranger@example.com' } });
      expect(await valuesUnder(stranger, 'profile')).toEqual({ 'profile.isAuthenticated': 'false' });
    },
  }),
  claim({
    id: 'login.profile.email-cleared',
    sentence: 'Clearing public.storeUserEmail removes the price tables.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-262'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { storeUserEmail: people.ann.email } });
      await visitor.patch({ public: { storeUserEmail: '' } });
      expect(await valuesUnder(visitor, 'profile')).toEqual({
        'profile.priceTables': null,
        'profile.isAuthenticated': 'false',
      });
    },
  }),
  claim({
    id: 'login.profile.login-wins-over-the-email',
    sentence: 'public.storeUserEmail does not change the profile of a logged-in shopper.',
    operation,
    grade: 'assumed',
    evidence: ['R-262'],
    noSetting: 'otherwise an unverified e-mail would take over a profile',
    needs,
    run: async ({ emulate, expect }) => {
      const ben = await emulate({ account: globex }).loggedIn('ben');
      await ben.post({ public: { storeUserEmail: people.ann.email } });
      expect(await valuesUnder(ben, 'profile')).toEqual({
        'profile.id': people.ben.id,
        'profile.email': people.ben.email,
        'profile.priceTables': null, // derived before the login was read, then cleared
        'profile.isAuthenticated': 'true',
      });
    },
  }),
  claim({
    id: 'login.profile.of-storefront-permissions',
    sentence: 'storefront-permissions.storeUserId selects the profile, before the login does.',
    operation,
    grade: 'documented',
    evidence: ['R-262', 'R-268'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex, apps: [storefrontPermissions] });
      const ben = await emulated.loggedIn('ben');
      await ben.post({ public: { impersonate: people.ann.id } });
      const { 'profile.email': email, 'profile.isAuthenticated': is } = await valuesUnder(ben, 'profile');
      expect([email, is]).toEqual([people.ann.email, 'true']);
      const olga = await emulate({ account: globexWithAllApps, apps: [storefrontPermissions] }).loggedIn(
        'olga',
      );
      await olga.post({
        public: { impersonate: people.ann.id, 'vtex-impersonated-customer-email': people.ben.email },
      });
      expect((await valuesUnder(olga, 'profile'))['profile.email']).toBe(people.ben.email);
    },
  }),
  claim({
    id: 'login.profile.acting-for-an-unknown-shopper',
    sentence: 'An unknown storeUserId gives no profile, and isAuthenticated "false".',
    operation,
    grade: 'assumed',
    evidence: ['R-336'],
    noSetting: 'there is no other profile',
    needs,
    run: async ({ emulate, expect }) => {
      const ben = await emulate({ account: globex, apps: [storefrontPermissions] }).loggedIn('ben');
      await ben.post({ public: { impersonate: 'nobody-known' } });
      expect(await valuesUnder(ben, 'profile')).toEqual({
        'profile.isAuthenticated': 'false',
      });
    },
  }),
  claim({
    id: 'login.profile.identified',
    sentence:
      'public.storeUserEmail without a login loads price tables or the whole profile, by the setting.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-262', 'R-414'],
    assumption: { setting: 'identifiedVisitorProfile', default: 'price-tables' },
    needs: ['variant'],
    run: async ({ target, emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { storeUserEmail: people.ann.email } });
      const isWhole = target.assumptions.identifiedVisitorProfile === 'whole';
      expect(await visitor.values('profile.id,profile.isAuthenticated,profile.priceTables')).toEqual({
        ...(isWhole && { 'profile.id': people.ann.id }),
        'profile.isAuthenticated': 'false',
        'profile.priceTables': 'silver,gold',
      });
    },
  }),
];
