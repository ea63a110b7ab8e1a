import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { campaignIds, globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const { friends, readers, summer, brasilia, readersInSummer } = campaignIds;

async function campaignsOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('rnb.campaigns'))['rnb.campaigns'];
}

/** The campaigns whose audience a visitor belongs to. */
export const campaignsRnb = [
  claim({
    id: 'campaigns.rnb.are-re-evaluated',
    sentence: 'A change of e-mail, utm_source, utm_campaign or postal code changes rnb.campaigns.',
    operation,
    grade: 'documented',
    evidence: ['R-263', 'R-325'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex });
      const visitor = emulated.newVisitor();
      const steps = [
        [{ utm_source: 'newsletter' }, readers],
        [{ utm_source: 'other' }, null],
        [{ utm_campaign: 'summer' }, summer],
        [{ utm_campaign: 'winter' }, null],
        [{ postalCode: '70040-020' }, brasilia],
        [{ postalCode: '04561000' }, null],
      ] as const;
      await visitor.post();
      expect(await campaignsOf(visitor)).toBe(undefined);
      for (const [written, campaigns] of steps) {
        await visitor.post({ public: written });
        expect(await campaignsOf(visitor)).toBe(campaigns);
      }
      const ann = await emulated.loggedIn('ann');
      await ann.post();
      expect(await campaignsOf(ann)).toBe(friends); // by her e-mail, whose capitals do not count
      const ben = await emulated.loggedIn('ben');
      await ben.post();
      expect(await campaignsOf(ben)).toBe(undefined);
    },
  }),
  claim({
    id: 'campaigns.rnb.are-ids-joined-by-commas',
    sentence: 'Campaigns are their ids, comma-separated, in the session and in the segment.',
    operation,
    grade: 'documented',
    evidence: ['R-193', 'R-202'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { utm_source: 'newsletter', postalCode: '70040020' } });
      const campaigns = `${readers},${brasilia}`;
      expect(await campaignsOf(visitor)).toBe(campaigns);
      expect(decodeSegment(visitor.cookie('vtex_segment')).segment['campaigns']).toBe(campaigns);
    },
  }),
  claim({
    id: 'campaigns.rnb.none-is-null',
    sentence: 'A visitor who no longer belongs to a campaign has null there.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-193'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { utm_source: 'newsletter' } });
      await visitor.patch({ public: { utm_source: '' } });
      expect(await campaignsOf(visitor)).toBe(null);
      expect(decodeSegment(visitor.cookie('vtex_segment')).segment['campaigns']).toBe(null);
    },
  }),
  claim({
    id: 'campaigns.rnb.all-conditions-hold',
    sentence: 'All conditions of a campaign must hold.',
    operation,
    grade: 'assumed',
    evidence: ['R-263'],
    noSetting: 'the account, here the fixture, decides about conditions',
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { utm_source: 'newsletter', utm_campaign: 'summer' } });
      expect(await campaignsOf(visitor)).toBe(`${readers},${summer},${readersInSummer}`);
    },
  }),
];
