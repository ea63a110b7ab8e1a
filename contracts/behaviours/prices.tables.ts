import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

async function tablesOf(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('profile.priceTables'))['profile.priceTables'];
}

function tablesInSegment(visitor: Visitor): unknown {
  return decodeSegment(visitor.cookie('vtex_segment')).segment['priceTables'];
}

/** The price tables of a visitor. */
export const pricesTables = [
  claim({
    id: 'prices.tables.are-joined-by-commas',
    sentence: 'profile.priceTables holds the names of the price tables, comma-separated.',
    operation,
    grade: 'documented',
    evidence: ['R-320'],
    needs,
    run: async ({ emulate, expect }) => {
      const ann = await emulate({ account: globex }).loggedIn('ann');
      await ann.post();
      expect(await tablesOf(ann)).toBe('silver,gold');
    },
  }),
  claim({
    id: 'prices.tables.reach-the-segment',
    sentence: 'priceTables of the segment is profile.priceTables, or null.',
    operation,
    grade: 'observed',
    evidence: ['R-194', 'R-201'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex });
      const [ann, ben] = [await emulated.loggedIn('ann'), await emulated.loggedIn('ben')];
      await ann.post();
      await ben.post();
      expect(tablesInSegment(ann)).toBe('silver,gold');
      expect(tablesInSegment(ben)).toBe(null);
      expect(await tablesOf(ben)).toBe(undefined);
    },
  }),
  claim({
    id: 'prices.tables.of-another-app',
    sentence: 'An app that declares profile.priceTables as output changes the prices of the segment.',
    operation,
    grade: 'observed',
    evidence: ['R-201', 'R-245', 'R-272'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'prices.tables.of-the-organization',
    sentence:
      'storefront-permissions.priceTables reaches profile.priceTables and the segment; the setting says whether it replaces the shopper’s own.',
    operation,
    grade: 'assumed',
    evidence: ['R-405'],
    assumption: { setting: 'organizationPriceTables', default: 'replace' },
    needs,
    run: async ({ target, emulate, expect }) => {
      const app = {
        name: 'storefront-permissions',
        input: { public: ['organization'] },
        output: { 'storefront-permissions': ['priceTables'] },
        transform: ({ public: written }: { public?: { organization?: { value: unknown } } }) => ({
          'storefront-permissions': { priceTables: { value: written?.organization?.value } },
        }),
      };
      const emulated = emulate({ account: globex, apps: [app] });
      const ann = await emulated.loggedIn('ann');
      await ann.post({ public: { organization: 'steel,gold' } });
      const expected =
        target.assumptions.organizationPriceTables === 'join' ? 'silver,gold,steel' : 'steel,gold';
      expect(await tablesOf(ann)).toBe(expected);
      expect(tablesInSegment(ann)).toBe(expected);
      await ann.patch({ public: { organization: '' } });
      expect(await tablesOf(ann)).toBe('silver,gold');
    },
  }),
];
