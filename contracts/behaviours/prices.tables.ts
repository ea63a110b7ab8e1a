import type { Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { globex } from '../shops';
import type { Visitor } from '../visitor';

async function tablesOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('profile.priceTables'))['profile.priceTables'];
}

function tablesInSegment(visitor: Visitor): unknown {
  return decodeSegment(visitor.cookie('vtex_segment')).segment['priceTables'];
}

/** The price tables of a visitor. */
export const pricesTables: Runs = {
  'prices.tables.are-joined-by-commas': async ({ emulate, expect }) => {
    const ann = await emulate({ account: globex }).loggedIn('ann');
    await ann.post();
    expect(await tablesOf(ann)).toBe('silver,gold');
  },
  'prices.tables.reach-the-segment': async ({ emulate, expect }) => {
    const emulated = emulate({ account: globex });
    const [ann, ben] = [await emulated.loggedIn('ann'), await emulated.loggedIn('ben')];
    await ann.post();
    await ben.post();
    expect(tablesInSegment(ann)).toBe('silver,gold');
    expect(tablesInSegment(ben)).toBe(null);
    expect(await tablesOf(ben)).toBe(undefined);
  },
  'prices.tables.of-another-app': async ({ emulate, expect }) => {
    const app = {
      name: 'external-prices',
      input: { public: ['customSessionKeys'] },
      output: { profile: ['priceTables'] },
      transform: () => ({ profile: { priceTables: { value: 'platinum' } } }),
    };
    const visitor = emulate({ account: globex, apps: [app] }).newVisitor();
    await visitor.post({ public: { customSessionKeys: '{"state":"ES"}' } });
    expect(await tablesOf(visitor)).toBe('platinum');
    expect(tablesInSegment(visitor)).toBe('platinum');
  },
};
