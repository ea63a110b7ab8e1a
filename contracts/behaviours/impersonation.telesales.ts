import { claim } from '../harness/behaviour';
import { adminCookie, valuesUnder } from '../harness/logins';
import { globexWithAllApps as account, globex, people, stranger } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
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
export const impersonationTelesales = [
  claim({
    id: 'impersonation.telesales.plain-sessions-may-not',
    sentence: 'impersonate.canImpersonate is "false" in a plain session, if the app is installed.',
    operation,
    grade: 'documented',
    evidence: ['R-337'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      await visitor.post();
      expect(await valuesUnder(visitor, 'impersonate')).toEqual({ 'impersonate.canImpersonate': 'false' });
    },
  }),
  claim({
    id: 'impersonation.telesales.app-is-not-there-by-default',
    sentence: 'Without the app there is no namespace impersonate.',
    operation,
    grade: 'documented',
    evidence: ['R-265'],
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account: globex }).loggedIn('olga');
      await olga.post({ public: { [key]: people.ann.email } });
      expect(await valuesUnder(olga, 'impersonate', 'profile')).toEqual(stranger);
    },
  }),
  claim({
    id: 'impersonation.telesales.begins',
    sentence:
      'An operator who writes a shopper’s e-mail impersonates them: impersonate names the shopper, profile is theirs.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-265', 'R-336'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'impersonation.telesales.by-cookie',
    sentence: 'The e-mail may be in the cookie vtex-impersonated-customer-email instead.',
    operation,
    grade: 'documented',
    evidence: ['R-116'],
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account }).loggedIn('olga');
      olga.hold(key, people.ann.email);
      await olga.post();
      expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ann));
      expect(await profileOf(olga)).toEqual(annsProfile);
    },
  }),
  claim({
    id: 'impersonation.telesales.public-before-cookie',
    sentence: 'Of both the public key counts, even if it is empty.',
    operation,
    grade: 'assumed',
    evidence: ['R-116', 'R-118'],
    noSetting: 'no known client sends both',
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account }).loggedIn('olga');
      olga.hold(key, people.ben.email);
      await olga.post({ public: { [key]: people.ann.email } });
      expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ann));
      await olga.patch({ public: { [key]: '' } });
      expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
      await olga.patch({ public: { [key]: null } });
      expect(await valuesUnder(olga, 'impersonate')).toEqual(acting(people.ben));
    },
  }),
  claim({
    id: 'impersonation.telesales.others-may-not',
    sentence:
      'Without an operator with that right nothing is impersonated: canImpersonate is "false", profile.id absent.',
    operation,
    grade: 'documented',
    evidence: ['R-336', 'R-337'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const otto = await emulated.loggedIn('otto');
      await otto.post({ public: { [key]: people.ann.email } });
      const nobody = { ...actedNoMore, 'impersonate.canImpersonate': 'false' };
      expect(await valuesUnder(otto, 'impersonate')).toEqual(nobody);
      expect(await profileOf(otto)).toEqual([undefined, undefined, 'false']);
      const visitor = emulated.newVisitor();
      await visitor.post({ public: { [key]: people.ann.email } });
      expect(await valuesUnder(visitor, 'impersonate')).toEqual({ 'impersonate.canImpersonate': 'false' });
      expect(await profileOf(visitor)).toEqual([undefined, undefined, 'false']);
      const ben = await emulated.loggedIn('ben');
      await ben.post({ public: { [key]: people.ann.email } });
      expect(await profileOf(ben)).toEqual([people.ben.id, people.ben.email, 'true']);
    },
  }),
  claim({
    id: 'impersonation.telesales.unknown-email',
    sentence: 'An operator who writes an unknown e-mail impersonates no shopper, and canImpersonate stays.',
    operation,
    grade: 'documented',
    evidence: ['R-336'],
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account }).loggedIn('olga');
      await olga.post({ public: { [key]: 'nobody@example.com' } });
      expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
      expect(await profileOf(olga)).toEqual([undefined, undefined, 'false']);
    },
  }),
  claim({
    id: 'impersonation.telesales.stops',
    sentence: 'Writing "" ends the impersonation: the keys of impersonate and the profile are empty.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-066', 'R-336'],
    needs,
    run: async ({ emulate, expect }) => {
      const olga = await emulate({ account }).loggedIn('olga');
      await olga.post({ public: { [key]: people.ann.email } });
      await olga.patch({ public: { [key]: '' } });
      expect(await valuesUnder(olga, 'impersonate')).toEqual(actedNoMore);
      expect(await profileOf(olga)).toEqual([null, null, 'false']);
    },
  }),
  claim({
    id: 'impersonation.telesales.outlives-the-login',
    sentence: 'Logging out of the Admin does not end the impersonation.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-335'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
];
