import { claim } from '../harness/behaviour';
import { globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;

const square = [
  [10, 10],
  [20, 10],
  [20, 20],
  [10, 20],
];
const account = {
  ...globex,
  regionIdFormat: 1,
  sellers: [
    { id: 'by-code', areas: [{ country: 'BRA', postalCodes: [['04000000', '04999999']] }] },
    { id: 'by-point', areas: [{ country: 'BRA', polygon: square }] },
  ],
};
const regionOf = (...sellers: string[]) => Buffer.from(`SW#${sellers.join(';')}`).toString('base64');
const both = regionOf('by-code', 'by-point');

const regionIn = async (visitor: Visitor) => (await visitor.values('checkout.regionId'))['checkout.regionId'];

/** Regions of visitors who give a place after another, or take it back. */
export const regionsIdPlaces = [
  claim({
    id: 'regions.id.place-given-twice',
    sentence: 'Of a postal code and coordinates in different writes, the setting says which count.',
    operation,
    grade: 'assumed',
    evidence: ['R-416'],
    assumption: { setting: 'placeGivenTwice', default: 'last' },
    needs,
    run: async ({ target, emulate, expect }) => {
      const isLast = target.assumptions.placeGivenTwice === 'last';
      const { newVisitor } = emulate({ account });
      const [one, other] = [newVisitor(), newVisitor()];
      const [code, point] = [{ postalCode: '04000000' }, { geoCoordinates: '15,15' }];
      await one.post({ public: { country: 'BRA', ...point } });
      await one.patch({ public: code });
      expect(await regionIn(one)).toBe(isLast ? regionOf('by-code') : both);
      await other.post({ public: { country: 'BRA', ...code } });
      await other.patch({ public: point });
      expect(await regionIn(other)).toBe(isLast ? regionOf('by-point') : both);
      // The place that is left when the last one is cleared.
      await other.patch({ public: { geoCoordinates: '' } });
      expect(await regionIn(other)).toBe(regionOf('by-code'));
    },
  }),
  claim({
    id: 'regions.id.place-given-at-once',
    sentence: 'A postal code and coordinates of one request both count.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-416'],
    noSetting: 'clients send the two of one place',
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      await visitor.post({ public: { country: 'BRA', postalCode: '04000000', geoCoordinates: '15,15' } });
      expect(await regionIn(visitor)).toBe(both);
    },
  }),
  claim({
    id: 'regions.id.cleared-place',
    sentence: 'After the place is cleared, checkout.regionId has the empty value of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-417'],
    assumption: { setting: 'clearedRegion', default: 'empty' },
    needs,
    run: async ({ target, emulate, expect }) => {
      const visitor = emulate({ account }).newVisitor();
      await visitor.post({ public: { country: 'BRA', postalCode: '04000000' } });
      await visitor.patch({ public: { country: '', postalCode: '' } });
      expect(await regionIn(visitor)).toBe(target.assumptions.clearedRegion === 'empty' ? '' : null);
    },
  }),
];
