import type { Runs } from '../behaviour';
import { valuesUnder } from '../logins';
import { globex, globexWithAllApps, people } from '../shops';
import type { VariantApp } from '../targets/variant';

/** As VTEX's B2B suite does: it says for whom somebody buys. */
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
export const loginProfile: Runs = {
  'login.profile.email-gives-price-tables-only': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { storeUserEmail: people.ann.email } });
    expect(await valuesUnder(visitor, 'profile', 'authentication')).toEqual(tablesOnly);
  },
  'login.profile.email-in-any-case': async ({ emulate, expect }) => {
    const { newVisitor } = emulate({ account: globex });
    const [ann, stranger] = [newVisitor(), newVisitor()];
    await ann.post({ public: { storeUserEmail: 'aNN.mixed@EXAMPLE.com' } });
    expect(await valuesUnder(ann, 'profile')).toEqual(tablesOnly);
    await stranger.post({ public: { storeUserEmail: 'stranger@example.com' } });
    expect(await valuesUnder(stranger, 'profile')).toEqual({ 'profile.isAuthenticated': 'false' });
  },
  'login.profile.email-cleared': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { storeUserEmail: people.ann.email } });
    await visitor.patch({ public: { storeUserEmail: '' } });
    expect(await valuesUnder(visitor, 'profile')).toEqual({
      'profile.priceTables': null,
      'profile.isAuthenticated': 'false',
    });
  },
  'login.profile.login-wins-over-the-email': async ({ emulate, expect }) => {
    const ben = await emulate({ account: globex }).loggedIn('ben');
    await ben.post({ public: { storeUserEmail: people.ann.email } });
    expect(await valuesUnder(ben, 'profile')).toEqual({
      'profile.id': people.ben.id,
      'profile.email': people.ben.email,
      'profile.priceTables': null, // told before the login was read, and taken back
      'profile.isAuthenticated': 'true',
    });
  },
  'login.profile.of-storefront-permissions': async ({ emulate, expect }) => {
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
  'login.profile.acting-for-somebody-unknown': async ({ emulate, expect }) => {
    const ben = await emulate({ account: globex, apps: [storefrontPermissions] }).loggedIn('ben');
    await ben.post({ public: { impersonate: 'nobody-known' } });
    expect(await valuesUnder(ben, 'profile')).toEqual({
      'profile.isAuthenticated': 'false',
    });
  },
};
