import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { tokensIn, type Visitor } from '../harness/visitor';
import type { Fixture, Policy } from '../targets/fixture';
import type { Target } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['fixture'] as const;
const keys = ['channel', 'currencyCode', 'currencySymbol', 'countryCode', 'cultureInfo'] as const;

function fixtureOf({ fixture }: Target): Fixture {
  if (fixture === undefined) throw new Error('The trade policies of the account are not known');
  return fixture;
}

/** What `store` says of the visitor's trade policy. */
async function storeOf(visitor: Visitor): Promise<Policy> {
  const values = await visitor.values(keys.map((key) => `store.${key}`).join(','));
  return Object.fromEntries(keys.map((key) => [key, values[`store.${key}`]])) as unknown as Policy;
}

/** Which trade policy a visitor shops in, and what follows from it. */
export const storePolicy = [
  claim({
    id: 'store.policy.every-session-has-a-store',
    sentence: 'A new session has store.channel, countryCode, cultureInfo, currencyCode and currencySymbol.',
    operation,
    grade: 'documented',
    evidence: ['R-236', 'R-260'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      for (const value of Object.values(await storeOf(visitor))) expect(value).toMatch(/./);
    },
  }),
  claim({
    id: 'store.policy.default',
    sentence: 'A visitor without public.sc gets the default trade policy of the account.',
    operation,
    grade: 'documented',
    evidence: ['R-171', 'R-260'],
    needs,
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      expect(await storeOf(visitor)).toEqual(fixtureOf(target).defaultPolicy);
    },
  }),
  claim({
    id: 'store.policy.sc-selects',
    sentence: 'sc in the query string or in public selects a trade policy that is open to the visitor.',
    operation,
    grade: 'documented',
    evidence: ['R-051', 'R-280'],
    needs,
    run: async ({ target, visitor, newVisitor, expect }) => {
      const [{ channel }] = fixtureOf(target).openPolicies;
      await visitor.post({ query: `sc=${channel}` });
      expect(await visitor.values('public.sc,store.channel')).toEqual({
        'public.sc': channel,
        'store.channel': channel,
      });
      const other = newVisitor();
      await other.post();
      await other.patch({ public: { sc: channel } });
      expect((await storeOf(other)).channel).toBe(channel);
    },
  }),
  claim({
    id: 'store.policy.the-rest-follows',
    sentence: 'When sc changes, currency, country and culture follow, in the session and in the segment.',
    operation,
    grade: 'inferred',
    evidence: ['R-200', 'R-282'],
    needs,
    run: async ({ target, visitor, expect }) => {
      for (const policy of fixtureOf(target).openPolicies) {
        const answer = await visitor.post({ query: `sc=${policy.channel}` });
        expect(await storeOf(visitor)).toEqual(policy);
        const { segment } = decodeSegment(tokensIn(answer).segmentToken);
        expect(Object.fromEntries(keys.map((key) => [key, segment[key]]))).toEqual(policy);
      }
    },
  }),
  claim({
    id: 'store.policy.euro-sign-in-the-segment',
    sentence: 'A non-ASCII currency symbol reaches the segment whole, in the answer and in the token.',
    operation: 'GET /api/segments',
    grade: 'inferred',
    evidence: ['R-196', 'R-200'],
    needs,
    run: async ({ target, visitor, expect }) => {
      const [, { channel, currencySymbol }] = fixtureOf(target).openPolicies;
      await visitor.post({ query: `sc=${channel}` });
      const answer = await visitor.segment();
      expect((answer.json() as { currencySymbol: string }).currencySymbol).toBe(currencySymbol);
      expect(decodeSegment(visitor.cookie('vtex_segment')).segment['currencySymbol']).toBe(currencySymbol);
      const byToken = await visitor.segment({ path: `/api/segments/${visitor.cookie('vtex_segment')}` });
      expect(byToken.text).toBe(answer.text);
    },
  }),
  claim({
    id: 'store.policy.clearing-sc-returns-to-the-default',
    sentence: 'Clearing public.sc restores the default trade policy.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-280'],
    needs,
    run: async ({ target, visitor, expect }) => {
      const { defaultPolicy, openPolicies } = fixtureOf(target);
      await visitor.post({ query: `sc=${openPolicies[0].channel}` });
      await visitor.patch({ public: { sc: '' } });
      expect(await storeOf(visitor)).toEqual(defaultPolicy);
    },
  }),
  claim({
    id: 'store.policy.forbidden-to-a-visitor',
    sentence: 'A policy that a visitor without a login may not use gives 401, or no channel, by the setting.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption: { setting: 'forbiddenTradePolicy', default: 'refused' },
    needs,
    run: async ({ target, newVisitor, expect }) => {
      const { closedPolicy, missingPolicy } = fixtureOf(target);
      for (const channel of [closedPolicy, missingPolicy]) {
        const answer = await newVisitor().post({ query: `sc=${channel}&items=store.channel` });
        if (target.assumptions.forbiddenTradePolicy === 'refused') {
          expect(answer.status).toBe(401);
          const { type, message, ...besides } = answer.json() as Record<string, unknown>;
          expect(type).toBe('Unauthorized');
          expect(message).toMatch(/./);
          expect(besides).toEqual({});
        } else {
          expect(answer.status).toBeLessThanOrEqual(201);
          expect(answer.text).not.toContain(`"${channel}"`);
        }
      }
    },
  }),
  claim({
    id: 'store.policy.forbidden-saves-nothing',
    sentence: 'A write refused for its trade policy saves nothing and sets no cookie.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-211', 'R-212', 'R-234', 'R-248'],
    assumption: { setting: 'forbiddenTradePolicy', default: 'refused' },
    needs,
    run: async ({ target, visitor, expect }) => {
      await visitor.post({ public: { utm_source: 'mail' } });
      const before = await visitor.values('*');
      const token = visitor.cookie('vtex_session');
      const refuses = target.assumptions.forbiddenTradePolicy === 'refused';
      const { missingPolicy } = fixtureOf(target);
      const answer = await visitor.patch({ query: `sc=${missingPolicy}`, public: { utm_source: 'other' } });
      expect(answer.status).toBe(refuses ? 401 : 200);
      expect(answer.setCookie.length).toBe(refuses ? 0 : 2);
      if (refuses) {
        expect(await visitor.values('*')).toEqual(before);
        await visitor.patch(); // a version saved unseen would be signed now
      } else {
        // By the other setting the write counts, for nothing was refused.
        expect((await visitor.values('public.utm_source'))['public.utm_source']).toBe('other');
      }
      expect(visitor.cookie('vtex_session') === token).toBe(refuses);
    },
  }),
  claim({
    id: 'store.policy.country-has-three-letters',
    sentence: 'store.countryCode has three letters (ISO 3166).',
    operation,
    grade: 'documented',
    evidence: ['R-288'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect((await visitor.values('store.countryCode'))['store.countryCode']).toMatch(/^[A-Z]{3}$/);
    },
  }),
];
