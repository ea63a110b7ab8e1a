import type { Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { campaignIds, globex } from '../shops';
import type { Visitor } from '../visitor';

const { friends, readers, summer, brasilia, readersInSummer } = campaignIds;

async function campaignsOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('rnb.campaigns'))['rnb.campaigns'];
}

/** The campaigns whose audience a visitor belongs to. */
export const campaignsRnb: Runs = {
  'campaigns.rnb.are-re-evaluated': async ({ emulate, expect }) => {
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
  'campaigns.rnb.are-ids-joined-by-commas': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { utm_source: 'newsletter', postalCode: '70040020' } });
    const campaigns = `${readers},${brasilia}`;
    expect(await campaignsOf(visitor)).toBe(campaigns);
    expect(decodeSegment(visitor.cookie('vtex_segment')).segment['campaigns']).toBe(campaigns);
  },
  'campaigns.rnb.none-is-null': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { utm_source: 'newsletter' } });
    await visitor.patch({ public: { utm_source: '' } });
    expect(await campaignsOf(visitor)).toBe(null);
    expect(decodeSegment(visitor.cookie('vtex_segment')).segment['campaigns']).toBe(null);
  },
  'campaigns.rnb.all-conditions-hold': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { utm_source: 'newsletter', utm_campaign: 'summer' } });
    expect(await campaignsOf(visitor)).toBe(`${readers},${summer},${readersInSummer}`);
  },
};
