import { createHash } from 'node:crypto';
import type { Context, Runs } from '../behaviour';
import { decodeSegment } from '../decode';
import { globex } from '../shops';
import { tokensIn, type Visitor } from '../visitor';

/** The id of a region by its sellers, in today's format. */
function regionOf(...sellers: string[]): string {
  return `v2.${createHash('md5')
    .update(`SW#${sellers.join(';')}`)
    .digest('hex')
    .toUpperCase()}`;
}

type Public = Readonly<Record<string, unknown>>;

/** Answers the regions of visitors who write this, each of them new. */
function regions({ emulate }: Context, more: object = {}) {
  const { newVisitor } = emulate({ account: { ...globex, ...more } });
  return async (written: Public) => {
    const visitor = newVisitor();
    await visitor.post({ public: written });
    return regionIn(visitor);
  };
}

async function regionIn(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('checkout.regionId'))['checkout.regionId'];
}

const coordinates = (geoCoordinates: string) => ({ country: 'ARG', geoCoordinates });

/** Which region a visitor shops in, and how its id is made. */
export const regionsId: Runs = {
  'regions.id.country-and-postal-code': async ({ target, visitor, expect }) => {
    const { regionId, ...place } = target.fixture?.region ?? {};
    const answer = await visitor.post({ public: place });
    expect(await regionIn(visitor)).toBe(regionId);
    expect(decodeSegment(tokensIn(answer).segmentToken).segment['regionId']).toBe(regionId);
    expect((await visitor.segment()).json()).toEqual(decodeSegment(visitor.cookie('vtex_segment')).segment);
  },
  'regions.id.readable-back': async ({ visitor, expect }) => {
    await visitor.post({ public: { country: 'BRA', postalCode: '04561-000' } });
    expect(await visitor.values('public.country,public.postalCode')).toEqual({
      'public.country': 'BRA',
      'public.postalCode': '04561-000',
    });
  },
  'regions.id.nobody-delivers': async ({ target, visitor, expect }) => {
    const { regionId, ...place } = target.fixture?.nowhere ?? {};
    await visitor.post({ public: place });
    expect(await regionIn(visitor)).toBe('v2.1BB18CE648B5111D0933734ED83EC783');
    expect(regionId).toBe('v2.1BB18CE648B5111D0933734ED83EC783');
  },
  'regions.id.country-alone-is-not-enough': async (context) => {
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
  'regions.id.of-the-second-format': async (context) => {
    const region = regions(context, { regionIdFormat: 2 });
    context.expect(await region({ country: 'BRA', postalCode: '70040000' })).toBe(regionOf('alfa'));
    context.expect(await region({ country: 'BRA', postalCode: '04561000' })).toBe(regionOf('alfa', 'zulu'));
    context.expect(await region({ country: 'BRA', postalCode: '99999999' })).toBe(regionOf());
  },
  'regions.id.of-the-first-format': async (context) => {
    const region = regions(context, { regionIdFormat: 1 });
    const { expect } = context;
    expect(await region({ country: 'BRA', postalCode: '70040000' })).toBe(btoa('SW#alfa'));
    expect(await region({ country: 'BRA', postalCode: '04561000' })).toBe(btoa('SW#alfa;zulu'));
    expect(await region({ country: 'USA', postalCode: '10001', sc: '2' })).toBe(btoa('SW#usa-only'));
    expect(btoa('SW#usa-only')).toMatch(/=$/);
    expect(await region({ country: 'BRA', postalCode: '99999999' })).toBe('U1cj');
  },
  'regions.id.sellers-ascend': async (context) => {
    const sellers = ['c', 'a', 'd', 'b'].map((id) => ({
      id,
      areas: [{ country: 'BRA', postalCodes: [['10000000', '10000000']] }],
    }));
    const region = regions(context, { sellers });
    context
      .expect(await region({ country: 'BRA', postalCode: '10000000' }))
      .toBe(regionOf('a', 'b', 'c', 'd'));
  },
  'regions.id.both-ends-of-a-range': async (context) => {
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
  'regions.id.given-directly': async (context) => {
    const region = regions(context);
    const regionId = 'v2.DIRECTLY';
    context.expect(await region({ regionId })).toBe(regionId);
    context.expect(await region({ regionId, country: 'BRA', postalCode: '04561000' })).toBe(regionId);
    context
      .expect(await region({ regionId: '', country: 'BRA', postalCode: '70040000' }))
      .toBe(regionOf('alfa'));
  },
  'regions.id.longitude-and-latitude': async (context) => {
    const region = regions(context);
    const inside = ['-55,-35', '-58,-38', '-53,-36', '-57.9,-30.1', '-52.1,-30.1', '-51,-35.5'];
    const outside = [
      '-35,-55',
      '-55,-39',
      '-50.5,-33',
      '-59.5,-33',
      '-55,-29.9',
      '-61,-40',
      '-49,-36',
      '55,35',
    ];
    for (const point of inside) context.expect(await region(coordinates(point))).toBe(regionOf('mapped'));
    for (const point of outside) context.expect(await region(coordinates(point))).toBe(regionOf());
    const elsewhere = { country: 'BRA', geoCoordinates: '-55,-35' };
    context.expect(await region(elsewhere)).toBe(regionOf());
    const both = { ...elsewhere, postalCode: '70040000' };
    context.expect(await region(both)).toBe(regionOf('alfa'));
  },
  'regions.id.coordinates-readable': async (context) => {
    const region = regions(context);
    for (const point of ['-55.5,-35.25', ' -55 , -35 ', '-055.00,-35.0']) {
      context.expect(await region(coordinates(point))).toBe(regionOf('mapped'));
    }
    for (const point of ['180,90', '-180,-90', '0,0', '12.5,9']) {
      context.expect(await region(coordinates(point))).toBe(regionOf());
    }
    const unreadable = [
      '-55',
      '-55,',
      ',-35',
      '-55;-35',
      '-55,-35,1',
      'x-55,-35',
      '-55,-35x',
      '-55.,-35',
      '-55,-35.',
      '--55,-35',
      '-55x5,-35',
      '-55,-35x5',
      '180.5,0',
      '-181,0',
      '0,90.5',
      '0,-91',
      'here',
    ];
    for (const point of unreadable) context.expect(await region(coordinates(point))).toBe(undefined);
  },
  'regions.id.sides-of-an-area': async (context) => {
    const region = regions(context);
    for (const [point, isInside] of [
      ['10,15', true],
      ['15,10', true],
      ['20,15', false],
      ['15,20', false],
      ['10,10', true],
      ['20,20', false],
    ] as const) {
      const found = await region({ country: 'CHL', geoCoordinates: point });
      context.expect(found).toBe(isInside ? regionOf('squared') : regionOf());
    }
  },
  'regions.id.separators-count': async (context) => {
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
  'regions.id.brazil-with-a-dash': async (context) => {
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
    // Nine digits with a dash are nobody's eight.
    for (const postalCode of ['104561-000', '10456-1000']) {
      context.expect(await region({ country: 'AFG', postalCode })).toBe(regionOf());
    }
    const nine = { country: 'AFG', postalCode: '104561000' };
    context.expect(await region(nine)).toBe(regionOf('nine-digits'));
  },
  'regions.id.alpha-3': async (context) => {
    const region = regions(context);
    for (const country of ['BR', 'bra', 'BRAX', 'Brazil', 'B1A', 'xBRA']) {
      context.expect(await region({ country, postalCode: '04561000' })).toBe(undefined);
    }
    context.expect(await region({ country: 'ESP', postalCode: '04561000' })).toBe(regionOf());
  },
  'regions.id.of-the-trade-policy': async (context) => {
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
    expect(await regionIn(lax)).toBe(regionOf('spain-only')); // he asked for it, though it is not his
  },
  'regions.id.cleared': async ({ emulate, expect }) => {
    const visitor = emulate({ account: globex }).newVisitor();
    await visitor.post({ public: { country: 'BRA', postalCode: '04561000' } });
    const answer = await visitor.patch({ public: { postalCode: '' } });
    expect(await regionIn(visitor)).toBe(null);
    expect(decodeSegment(tokensIn(answer).segmentToken).segment['regionId']).toBe(null);
  },
  'regions.id.of-a-stored-address': async (context) => {
    const region = regions(context);
    const { expect } = context;
    const storeUserEmail = 'ann.mixed@example.com';
    expect(await region({ storeUserEmail, addressId: 'home' })).toBe(regionOf('alfa', 'zulu'));
    expect(await region({ storeUserEmail, addressId: 'farm' })).toBe(regionOf('mapped'));
    const told = { country: 'BRA', postalCode: '70040000' };
    expect(await region({ storeUserEmail, addressId: 'home', ...told })).toBe(regionOf('alfa'));
    for (const written of [
      { storeUserEmail },
      { addressId: 'home' },
      { storeUserEmail, addressId: 'elsewhere' },
      { storeUserEmail: 'ben@example.com', addressId: 'home' },
    ]) {
      expect(await region(written)).toBe(undefined);
    }
  },
};
