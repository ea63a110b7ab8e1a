import type { Context, Runs } from '../behaviour';
import { decodeSegment, type Segment } from '../decode';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

const alwaysThere = [
  'campaigns',
  'channel',
  'priceTables',
  'regionId',
  'utm_campaign',
  'utm_source',
  'utmi_campaign',
  'currencyCode',
  'currencySymbol',
  'countryCode',
  'cultureInfo',
];
const sometimesThere = ['admin_cultureInfo', 'channelPrivacy', 'facets'];

/** The segment of a visitor who wrote this much. */
async function segmentWith(values: Record<string, unknown>, { visitor }: Context): Promise<Segment> {
  return decodeSegment(tokensIn(await visitor.post({ public: values })).segmentToken).segment;
}

/** What stands in a segment, and where it comes from. */
export const segmentsContent: Runs = {
  'segments.content.keys-in-order': async ({ visitor, expect }) => {
    await visitor.post({ public: { utm_source: 'a', utmi_campaign: 'b', utm_campaign: 'c' } });
    const answered = Object.keys((await visitor.segment()).json() as Segment);
    const optional = sometimesThere.filter((key) => answered.includes(key));
    expect(answered).toEqual([...alwaysThere, ...optional]);
    const inToken = Object.keys(decodeSegment(visitor.cookie('vtex_segment')).segment);
    expect(inToken).toEqual(answered);
  },
  'segments.content.unset-keys-are-null': async (context) => {
    const segment = await segmentWith({}, context);
    for (const key of ['campaigns', 'priceTables', 'utm_campaign', 'utm_source', 'utmi_campaign']) {
      context.expect(segment[key]).toBe(null);
    }
  },
  'segments.content.channel-privacy-is-there': async (context) => {
    context.expect((await segmentWith({}, context))['channelPrivacy']).toBe('public');
  },
  'segments.content.no-facets-without-content': async (context) => {
    const keys = Object.keys(await segmentWith({}, context));
    context.expect(keys).not.toContain('facets');
    context.expect(keys).not.toContain('admin_cultureInfo');
  },
  'segments.content.values-are-strings': async (context) => {
    const segment = await segmentWith({ utm_source: 5, utm_campaign: true }, context);
    context.expect(segment['utm_source']).toBe('5');
    context.expect(segment['utm_campaign']).toBe('true');
    const kinds = Object.values(segment).filter((value) => value !== null && typeof value !== 'string');
    context.expect(kinds).toEqual([]);
  },
  'segments.content.store-values-are-the-sessions': async (context) => {
    const segment = await segmentWith({}, context);
    const store = Object.entries(await context.visitor.values('*')).filter(([item]) =>
      item.startsWith('store.'),
    );
    context.expect(store.length).toBeGreaterThanOrEqual(5);
    for (const [item, value] of store) context.expect(segment[item.slice('store.'.length)]).toBe(value);
  },
  'segments.content.utm-comes-from-public': async (context) => {
    const utm = {
      utm_source: randomName('s'),
      utm_campaign: randomName('c'),
      utmi_campaign: randomName('i'),
    };
    const segment = await segmentWith(utm, context);
    for (const [key, value] of Object.entries(utm)) context.expect(segment[key]).toBe(value);
  },
  'segments.content.utmi-cp-stands-in': async (context) => {
    context.expect((await segmentWith({ utmi_cp: 'cp' }, context))['utmi_campaign']).toBe('cp');
    context.expect((await segmentWith({ utmi_campaign: 'own' }, context))['utmi_campaign']).toBe('own');
  },
  'segments.content.utm-medium-is-left-out': async (context) => {
    const [medium, other] = [randomName('medium'), randomName('other')];
    const segment = await segmentWith({ utm_medium: medium, [other]: other }, context);
    context.expect(Object.keys(segment)).not.toContain('utm_medium');
    context.expect(JSON.stringify(segment)).not.toContain(medium);
    context.expect(JSON.stringify(segment)).not.toContain(other);
  },
  'segments.content.cleared-is-the-empty-string': async (context) => {
    await segmentWith({ utmi_campaign: 'x', utm_source: 'x' }, context);
    const segment = await segmentWith({ utmi_campaign: '', utm_source: '' }, context);
    context.expect(segment['utmi_campaign']).toBe('');
    context.expect(segment['utm_source']).toBe('');
  },
};
