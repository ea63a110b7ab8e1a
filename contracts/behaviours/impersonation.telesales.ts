import type { Runs } from '../behaviour';
import { adminCookie, valuesUnder } from '../logins';
import { globexWithAllApps as account, globex, people } from '../shops';
import type { Visitor } from '../visitor';

const key = 'vtex-impersonated-customer-email';

const acting = (who: { readonly id: string; readonly email: string }) => ({
  'impersonate.storeUserId': who.id,
  'impersonate.storeUserEmail': who.email,
  'impersonate.canImpersonate': 'true',
  'impersonate.account': 'globex',
});

const actedNoMore = {
  'impersonate.storeUserId': '',
  'impersonate.storeUserEmail': '',
  'impersonate.canImpersonate': 'true',
  'impersonate.account': '',
};

async function profileOf(visitor: Visitor): Promise<unknown[]> {
  const values = await visitor.values('profile.id,profile.email,profile.isAuthenticated');
  return [values['profile.id'], values['profile.email'], values['profile.isAuthenticated']];
}

const annsProfile = [people.ann.id, people.ann.email, 'true'];

/** An operator acts for a shopper. */
export const impersonationTelesales: Runs = {
  'impersonation.telesales.plain-sessions-may-not': async ({ emulate, expect }) => {
    const visitor = emulate({ account }).newVisitor();
    await visitor.post();
    expect(await valuesUnder(visitor, 'impersonate')).toEqual({ 'impersonate.canImpersonate': 'false' });
  },
  'impersonation.telesales.app-is-not-there-by-default': async ({ emulate, expect }) => {
    const olga = await emulate({ account: globex }).loggedIn('olga');
    await olga.post({ public: { [key]: people.ann.email } });
    expect(await valuesUnder(olga, 'impersonate', 'profile')).toEqual({});
  },
  'impersonation.telesales.begins': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    await olga.post();
    expect(await valuesUnder(olga, 'impersonate')).toEqual({ 'impersonate.canImpersonate': 'true' });
    await olga.patch({ public: { [key]: 'ANN.MIXED@example.com' } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ann));
    expect(await profileOf(olga)).toEqual(annsProfile);
    await olga.patch({ public: { [key]: people.ben.email } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ben));
    const both = await emulate({ account }).loggedIn('ben-and-olga');
    await both.post({ public: { [key]: people.ann.email } });
    expect(await profileOf(both)).toEqual(annsProfile);
  },
  'impersonation.telesales.by-cookie': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    olga.hold(key, people.ann.email);
    await olga.post();
    expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ann));
    expect(await profileOf(olga)).toEqual(annsProfile);
  },
  'impersonation.telesales.public-before-cookie': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    olga.hold(key, people.ben.email);
    await olga.post({ public: { [key]: people.ann.email } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ann));
    await olga.patch({ public: { [key]: '' } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
    await olga.patch({ public: { [key]: null } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ben));
  },
  'impersonation.telesales.others-may-not': async ({ emulate, expect }) => {
    const emulated = emulate({ account });
    const otto = await emulated.loggedIn('otto');
    await otto.post({ public: { [key]: people.ann.email } });
    const nobody = { ...actedNoMore, 'impersonate.canImpersonate': 'false' };
    expect(await valuesUnder(otto, 'impersonate')).toEqual(nobody);
    expect(await profileOf(otto)).toEqual([undefined, undefined, 'false']);
    const visitor = emulated.newVisitor();
    await visitor.post({ public: { [key]: people.ann.email } });
    expect(await valuesUnder(visitor, 'impersonate')).toEqual({ 'impersonate.canImpersonate': 'false' });
    expect(await profileOf(visitor)).toEqual([undefined, undefined, undefined]);
    const ben = await emulated.loggedIn('ben');
    await ben.post({ public: { [key]: people.ann.email } });
    expect(await profileOf(ben)).toEqual([people.ben.id, people.ben.email, 'true']);
  },
  'impersonation.telesales.nobody-of-that-email': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    await olga.post({ public: { [key]: 'nobody@example.com' } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
    expect(await profileOf(olga)).toEqual([undefined, undefined, 'false']);
  },
  'impersonation.telesales.stops': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    await olga.post({ public: { [key]: people.ann.email } });
    await olga.patch({ public: { [key]: '' } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
    expect(await profileOf(olga)).toEqual([null, null, 'false']);
  },
  'impersonation.telesales.outlives-the-login': async ({ emulate, expect }) => {
    const olga = await emulate({ account }).loggedIn('olga');
    await olga.post({ public: { [key]: people.ann.email } });
    const cookie = `vtex_session=${olga.cookie('vtex_session')}; ${adminCookie}=`;
    await olga.patch({ headers: { cookie } });
    expect(await valuesUnder(olga, 'impersonate')).toEqual({
      ...acting(people.ann),
      'impersonate.canImpersonate': 'false',
    });
    expect(await profileOf(olga)).toEqual(annsProfile);
    await olga.patch({
      public: { [key]: '' },
      headers: { cookie: `vtex_session=${olga.cookie('vtex_session')}; ${adminCookie}=` },
    });
    expect(await valuesUnder(olga, 'impersonate')).toEqual({
      ...actedNoMore,
      'impersonate.canImpersonate': 'false',
    });
  },
};
