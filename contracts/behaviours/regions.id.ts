import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { regionIn, regionOf, regions } from '../harness/regions';
import { globex } from '../harness/suite-account';
import { tokensIn } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** Which region a visitor shops in, and how its id is made. */
export const regionsId = [
  claim({
    id: 'regions.id.country-and-postal-code',
    sentence: 'Country and postal code give checkout.regionId, at once in session and segment.',
    operation,
    grade: 'observed',
    evidence: ['R-203', 'R-300', 'R-312'],
    needs: ['fixture'],
    run: async ({ target, visitor, expect }) => {
      const { regionId, ...place } = target.fixture?.region ?? {};
      const answer = await visitor.post({ public: place });
      expect(await regionIn(visitor)).toBe(regionId);
      expect(decodeSegment(tokensIn(answer).segmentToken).segment['regionId']).toBe(regionId);
      expect((await visitor.segment()).json()).toEqual(decodeSegment(visitor.cookie('vtex_segment')).segment);
    },
  }),
  claim({
    id: 'regions.id.readable-back',
    sentence: 'The country and postal code that were written are read back unchanged.',
    operation,
    grade: 'documented',
    evidence: ['R-313'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { country: 'BRA', postalCode: '04561-000' } });
      expect(await visitor.values('public.country,public.postalCode')).toEqual({
        'public.country': 'BRA',
        'public.postalCode': '04561-000',
      });
    },
  }),
  claim({
    id: 'regions.id.no-seller-delivers',
    sentence: 'A place that no seller serves has the region v2.1BB18CE648B5111D0933734ED83EC783.',
    operation,
    grade: 'observed',
    evidence: ['R-303', 'R-304'],
    needs: ['fixture'],
    run: async ({ target, visitor, expect }) => {
      const { regionId, ...place } = target.fixture?.nowhere ?? {};
      await visitor.post({ public: place });
      expect(await regionIn(visitor)).toBe('v2.1BB18CE648B5111D0933734ED83EC783');
      expect(regionId).toBe('v2.1BB18CE648B5111D0933734ED83EC783');
    },
  }),
  claim({
    id: 'regions.id.country-alone-is-not-enough',
    sentence: 'A country alone gives no region; neither does a postal code or a point without a country.',
    operation,
    grade: 'documented',
    evidence: ['R-300'],
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const written of [
        { country: 'BRA' },
        { postalCode: '04561000' },
        { geoCoordinates: '-55,-35' },
        { country: '', postalCode: '04561000' },
        { country: 'BRA', postalCode: '' },
        { country: 'BRA', postalCode: null },
      ]) {
        context.expect(await region(written)).toBe(undefined);
      }
      context.expect(await region({ country: 'BRA', postalCode: '04561000' })).toBe(regionOf('alfa', 'zulu'));
    },
  }),
  claim({
    id: 'regions.id.of-the-second-format',
    sentence:
      'The second format is v2. and the MD5, in capitals, of SW# and the sellers joined by semicolons.',
    operation,
    grade: 'observed',
    evidence: ['R-303', 'R-306'],
    needs,
    run: async (context) => {
      const region = regions(context, { regionIdFormat: 2 });
      context.expect(await region({ country: 'BRA', postalCode: '70040000' })).toBe(regionOf('alfa'));
      context.expect(await region({ country: 'BRA', postalCode: '04561000' })).toBe(regionOf('alfa', 'zulu'));
      context.expect(await region({ country: 'BRA', postalCode: '99999999' })).toBe(regionOf());
    },
  }),
  claim({
    id: 'regions.id.of-the-first-format',
    sentence:
      'The first format is the padded base64 of SW# and the sellers joined by semicolons, U1cj for none.',
    operation,
    grade: 'observed',
    evidence: ['R-302', 'R-306'],
    needs,
    run: async (context) => {
      const region = regions(context, { regionIdFormat: 1 });
      const { expect } = context;
      expect(await region({ country: 'BRA', postalCode: '70040000' })).toBe(btoa('SW#alfa'));
      expect(await region({ country: 'BRA', postalCode: '04561000' })).toBe(btoa('SW#alfa;zulu'));
      expect(await region({ country: 'USA', postalCode: '10001', sc: '2' })).toBe(btoa('SW#usa-only'));
      expect(btoa('SW#usa-only')).toMatch(/=$/);
      expect(await region({ country: 'BRA', postalCode: '99999999' })).toBe('U1cj');
    },
  }),
  claim({
    id: 'regions.id.sellers-ascend',
    sentence: 'The sellers of a region are sorted.',
    operation,
    grade: 'inferred',
    evidence: ['R-305'],
    needs,
    run: async (context) => {
      const sellers = ['c', 'a', 'd', 'b'].map((id) => ({
        id,
        areas: [{ country: 'BRA', postalCodes: [['10000000', '10000000']] }],
      }));
      const region = regions(context, { sellers });
      context
        .expect(await region({ country: 'BRA', postalCode: '10000000' }))
        .toBe(regionOf('a', 'b', 'c', 'd'));
    },
  }),
  claim({
    id: 'regions.id.both-ends-of-a-range',
    sentence: 'A range of postal codes includes its first and its last code.',
    operation,
    grade: 'inferred',
    evidence: ['R-300'],
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const [postalCode, ...sellers] of [
        ['03999999'],
        ['04000000', 'alfa', 'zulu'],
        ['04999999', 'alfa', 'zulu'],
        ['05000000', 'alfa'],
        ['05999999', 'alfa'],
        ['06000000'],
      ] as [string, ...string[]][]) {
        context.expect(await region({ country: 'BRA', postalCode })).toBe(regionOf(...sellers));
      }
    },
  }),
  claim({
    id: 'regions.id.given-directly',
    sentence: 'public.regionId sets the region, whatever country and postal code say.',
    operation,
    grade: 'observed',
    evidence: ['R-301'],
    needs,
    run: async (context) => {
      const region = regions(context);
      const regionId = 'v2.DIRECTLY';
      context.expect(await region({ regionId })).toBe(regionId);
      context.expect(await region({ regionId, country: 'BRA', postalCode: '04561000' })).toBe(regionId);
      context
        .expect(await region({ regionId: '', country: 'BRA', postalCode: '70040000' }))
        .toBe(regionOf('alfa'));
    },
  }),
  claim({
    id: 'regions.id.separators-count',
    sentence: 'Postal codes have the separators of their country, as in Great Britain and Portugal.',
    operation,
    grade: 'observed',
    evidence: ['R-309'],
    needs,
    run: async (context) => {
      const region = regions(context);
      const { expect } = context;
      expect(await region({ country: 'GBR', postalCode: 'SW1A 2AA' })).toBe(regionOf('london'));
      expect(await region({ country: 'GBR', postalCode: 'sw1a 2aa' })).toBe(regionOf('london'));
      expect(await region({ country: 'PRT', postalCode: '1100-148' })).toBe(regionOf('lisbon'));
      expect(await region({ country: 'PRT', postalCode: '4100-148' })).toBe(regionOf('lisbon'));
      for (const place of [
        { country: 'GBR', postalCode: 'SW1A2AA' },
        { country: 'GBR', postalCode: 'SW1A-2AA' },
        { country: 'GBR', postalCode: 'SW1A 2A' },
        { country: 'GBR', postalCode: 'SW1A 2AAA' },
        { country: 'PRT', postalCode: '1100148' },
        { country: 'PRT', postalCode: '1100-1480' },
        { country: 'BRA', postalCode: '04561 000' },
        { country: 'BRA', postalCode: '0456' },
      ]) {
        expect(await region(place)).toBe(regionOf());
      }
    },
  }),
  claim({
    id: 'regions.id.brazil-with-a-dash',
    sentence: 'A Brazilian postal code has eight digits, with or without a dash before the last three.',
    operation,
    grade: 'inferred',
    evidence: ['R-309'],
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const [postalCode, ...sellers] of [
        ['04561000', 'alfa', 'zulu'],
        ['04561-000', 'alfa', 'zulu'],
        ['05561-000', 'alfa'],
        ['0456-1000'],
        ['104561-000'],
        ['04561-0001'],
      ] as [string, ...string[]][]) {
        context.expect(await region({ country: 'BRA', postalCode })).toBe(regionOf(...sellers));
      }
      // Nine digits with a dash are not a postal code.
      for (const postalCode of ['104561-000', '10456-1000']) {
        context.expect(await region({ country: 'AFG', postalCode })).toBe(regionOf());
      }
      const nine = { country: 'AFG', postalCode: '104561000' };
      context.expect(await region(nine)).toBe(regionOf('nine-digits'));
    },
  }),
  claim({
    id: 'regions.id.alpha-3',
    sentence: 'Countries are alpha-3 codes in capitals; anything else gives no region.',
    operation,
    grade: 'documented',
    evidence: ['R-288'],
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const country of ['BR', 'bra', 'BRAX', 'Brazil', 'B1A', 'xBRA']) {
        context.expect(await region({ country, postalCode: '04561000' })).toBe(undefined);
      }
      context.expect(await region({ country: 'ESP', postalCode: '04561000' })).toBe(regionOf());
    },
  }),
  claim({
    id: 'regions.id.of-the-trade-policy',
    sentence: 'The region depends on the trade policy: on public.sc, and on store.channel without one.',
    operation,
    grade: 'documented',
    evidence: ['R-300'],
    needs,
    run: async (context) => {
      const { expect, emulate } = context;
      const region = regions(context);
      const place = { country: 'USA', postalCode: '10001' };
      expect(await region(place)).toBe(regionOf());
      expect(await region({ ...place, sc: '2' })).toBe(regionOf('usa-only'));
      expect(await region({ ...place, sc: '1' })).toBe(regionOf());
      expect(await regions(context, { defaultTradePolicy: '2' })(place)).toBe(regionOf('usa-only'));
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { ...place, sc: '2' } });
      expect(await regionIn(visitor)).toBe(regionOf('usa-only'));
      await visitor.patch({ public: { sc: '' } });
      expect(await regionIn(visitor)).toBe(regionOf());
      const lax = emulate({
        account: globex,
        assumptions: { forbiddenTradePolicy: 'channel-cleared' },
      }).newVisitor();
      await lax.post({ public: { country: 'ESP', postalCode: '28001', sc: '3' } });
      expect(await regionIn(lax)).toBe(regionOf('spain-only')); // they asked for it, though it is not theirs
    },
  }),
  claim({
    id: 'regions.id.cleared',
    sentence: 'Clearing the postal code removes the region from the session and the segment.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-300'],
    needs,
    run: async ({ target, emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { country: 'BRA', postalCode: '04561000' } });
      const answer = await visitor.patch({ public: { postalCode: '' } });
      const empty = target.assumptions.clearedRegion === 'empty' ? '' : null;
      expect(await regionIn(visitor)).toBe(empty);
      expect(decodeSegment(tokensIn(answer).segmentToken).segment['regionId']).toBe(empty);
    },
  }),
  claim({
    id: 'regions.id.of-a-stored-address',
    sentence: 'storeUserEmail and addressId give the region of the shopper’s stored address.',
    operation,
    grade: 'documented',
    evidence: ['R-310'],
    needs,
    run: async (context) => {
      const region = regions(context);
      const { expect } = context;
      const storeUserEmail = 'ann.mixed@example.com';
      expect(await region({ storeUserEmail, addressId: 'home' })).toBe(regionOf('alfa', 'zulu'));
      expect(await region({ storeUserEmail, addressId: 'farm' })).toBe(regionOf('mapped'));
      const reported = { country: 'BRA', postalCode: '70040000' };
      expect(await region({ storeUserEmail, addressId: 'home', ...reported })).toBe(regionOf('alfa'));
      for (const written of [
        { storeUserEmail },
        { addressId: 'home' },
        { storeUserEmail, addressId: 'elsewhere' },
        { storeUserEmail: 'ben@example.com', addressId: 'home' },
      ]) {
        expect(await region(written)).toBe(undefined);
      }
    },
  }),
];
