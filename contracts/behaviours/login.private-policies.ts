import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { newSigningKey, signedBy } from '../harness/forged-tokens';
import { storeCookie, storeLogin } from '../harness/logins';
import { globex, people } from '../harness/suite-account';
import type { Answer } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const assumption = { setting: 'forbiddenTradePolicy', default: 'refused' } as const;

/** What a refused write, or one whose channel was cleared, comes to. */
function outcomeOf(answer: Answer): unknown {
  if (answer.status >= 400) return [answer.status, (answer.json() as { type: string }).type];
  const { namespaces } = answer.json() as { namespaces: { store?: { channel?: { value: string } } } };
  return [answer.status, namespaces.store?.channel?.value];
}

const query = 'items=store.channel';
const account = globex;

/** Trade policies that serve certain shoppers only. */
export const loginPrivatePolicies = [
  claim({
    id: 'login.private-policies.serve-their-shoppers',
    sentence: 'A shopper gets their private policy, and the segment says that it is private.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-280', 'R-285'],
    needs,
    run: async ({ emulate, expect }) => {
      const ann = await emulate({ account }).loggedIn('ann');
      await ann.post({ query: 'cultureInfo=es-ES' }); // that of policy 3: the culture alone must not name a store
      const answer = await ann.patch({ query: 'sc=3' });
      expect(answer.status).toBe(200);
      const { segment } = decodeSegment(ann.cookie('vtex_segment'));
      expect([segment['channel'], segment['channelPrivacy'], segment['currencySymbol']]).toEqual([
        '3',
        'private',
        '€',
      ]);
      await ann.patch({ public: { sc: '2' } });
      expect(decodeSegment(ann.cookie('vtex_segment')).segment['channelPrivacy']).toBe('public');
    },
  }),
  claim({
    id: 'login.private-policies.at-the-first-request',
    sentence: 'A shopper who logs in and asks for their private policy in one request gets it.',
    operation,
    grade: 'documented',
    evidence: ['R-249'],
    needs,
    run: async ({ emulate, expect }) => {
      const ann = await emulate({ account }).loggedIn('ann');
      expect(outcomeOf(await ann.post({ query: `sc=3&${query}` }))).toEqual([201, '3']);
    },
  }),
  claim({
    id: 'login.private-policies.forbidden-to-another-shopper',
    sentence: 'Another shopper’s private policy gets 403, or, by the setting, no channel.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption,
    needs,
    run: async ({ target, emulate, expect }) => {
      const ben = await emulate({ account }).loggedIn('ben');
      const isRefused = target.assumptions.forbiddenTradePolicy === 'refused';
      for (const policy of ['3', '99']) {
        const answer = await ben.post({ query: `sc=${policy}&${query}` });
        expect(outcomeOf(answer)).toEqual(isRefused ? [403, 'Forbidden'] : [201, '']);
      }
      const signingKey = newSigningKey();
      const stranger = emulate({ account, signingKey }).newVisitor(); // logged in with an unknown e-mail
      stranger.hold(storeCookie, signedBy(signingKey, { ...storeLogin, userId: 'somebody-else' }));
      const answer = await stranger.post({ query: `sc=3&${query}` });
      expect(outcomeOf(answer)).toEqual(isRefused ? [403, 'Forbidden'] : [201, '']);
    },
  }),
  claim({
    id: 'login.private-policies.forbidden-to-a-visitor',
    sentence: 'A private or unknown policy gets 401 without a login.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption,
    needs,
    run: async ({ target, emulate, expect }) => {
      const { newVisitor } = emulate({ account });
      const isRefused = target.assumptions.forbiddenTradePolicy === 'refused';
      for (const policy of ['3', '99']) {
        const answer = await newVisitor().post({ query: `sc=${policy}&${query}` });
        expect(outcomeOf(answer)).toEqual(isRefused ? [401, 'Unauthorized'] : [201, '']);
      }
    },
  }),
  claim({
    id: 'login.private-policies.not-by-email',
    sentence: 'The e-mail of a shopper opens no private policy.',
    operation,
    grade: 'inferred',
    evidence: ['R-211', 'R-262'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      const written = { storeUserEmail: people.ann.email, sc: '3' };
      expect((await visitor.post({ public: written })).status).toBe(401);
    },
  }),
  claim({
    id: 'login.private-policies.messages',
    sentence: 'The refusal names the policy and what is missing: a login, or the right to it.',
    operation,
    grade: 'assumed',
    evidence: ['R-210'],
    noSetting: 'no known client reads the text',
    marker: { emulatorOnly: 'the messages of the real service are not recorded' },
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const ben = await emulated.loggedIn('ben');
      expect((await ben.post({ query: 'sc=3' })).json()).toEqual({
        type: 'Forbidden',
        message: 'The shopper may not use trade policy 3',
      });
      expect((await emulated.newVisitor().post({ query: 'sc=99' })).json()).toEqual({
        type: 'Unauthorized',
        message: 'Trade policy 99 asks for a login',
      });
    },
  }),
];
