import { type Context, claim } from '../harness/behaviour';
import { decodeSegment, type Segment } from '../harness/decode';
import { randomName, tokensIn } from '../harness/visitor';

const operation = 'POST /api/sessions';

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
export const segmentsContent = [
  claim({
    id: 'segments.content.keys-in-order',
    sentence: 'The keys of a segment have one fixed order, in the token and in the answer of a GET.',
    operation: 'GET /api/segments',
    grade: 'observed',
    evidence: ['R-185'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { utm_source: 'a', utmi_campaign: 'b', utm_campaign: 'c' } });
      const answered = Object.keys((await visitor.segment()).json() as Segment);
      const optional = sometimesThere.filter((key) => answered.includes(key));
      expect(answered).toEqual([...alwaysThere, ...optional]);
      const inToken = Object.keys(decodeSegment(visitor.cookie('vtex_segment')).segment);
      expect(inToken).toEqual(answered);
    },
  }),
  claim({
    id: 'segments.content.unset-keys-are-null',
    sentence: 'Keys without a value are null.',
    operation,
    grade: 'observed',
    evidence: ['R-189'],
    run: async (context) => {
      const segment = await segmentWith({}, context);
      for (const key of ['campaigns', 'priceTables', 'utm_campaign', 'utm_source', 'utmi_campaign']) {
        context.expect(segment[key]).toBe(null);
      }
    },
  }),
  claim({
    id: 'segments.content.channel-privacy-is-there',
    sentence: 'channelPrivacy is always there, and public for an open policy.',
    operation,
    grade: 'observed',
    evidence: ['R-186'],
    run: async (context) => {
      context.expect((await segmentWith({}, context))['channelPrivacy']).toBe('public');
    },
  }),
  claim({
    id: 'segments.content.no-facets-without-content',
    sentence:
      'facets is absent when there are none, admin_cultureInfo for visitors who never used the Admin.',
    operation,
    grade: 'observed',
    evidence: ['R-187', 'R-188'],
    run: async (context) => {
      const keys = Object.keys(await segmentWith({}, context));
      context.expect(keys).not.toContain('facets');
      context.expect(keys).not.toContain('admin_cultureInfo');
    },
  }),
  claim({
    id: 'segments.content.values-are-strings',
    sentence: 'All values of a segment are strings or null, also of numbers.',
    operation,
    grade: 'documented',
    evidence: ['R-191'],
    run: async (context) => {
      const segment = await segmentWith({ utm_source: 5, utm_campaign: true }, context);
      context.expect(segment['utm_source']).toBe('5');
      context.expect(segment['utm_campaign']).toBe('true');
      const kinds = Object.values(segment).filter((value) => value !== null && typeof value !== 'string');
      context.expect(kinds).toEqual([]);
    },
  }),
  claim({
    id: 'segments.content.store-values-are-the-sessions',
    sentence: 'channel, currency, country, culture and channelPrivacy are those of store.',
    operation,
    grade: 'observed',
    evidence: ['R-200'],
    run: async (context) => {
      const segment = await segmentWith({}, context);
      const store = Object.entries(await context.visitor.values('*')).filter(([item]) =>
        item.startsWith('store.'),
      );
      context.expect(store.length).toBeGreaterThanOrEqual(5);
      for (const [item, value] of store) context.expect(segment[item.slice('store.'.length)]).toBe(value);
    },
  }),
  claim({
    id: 'segments.content.utm-comes-from-public',
    sentence: 'utm_source, utm_campaign and utmi_campaign are those of public.',
    operation,
    grade: 'documented',
    evidence: ['R-204', 'R-205'],
    run: async (context) => {
      const utm = {
        utm_source: randomName('s'),
        utm_campaign: randomName('c'),
        utmi_campaign: randomName('i'),
      };
      const segment = await segmentWith(utm, context);
      for (const [key, value] of Object.entries(utm)) context.expect(segment[key]).toBe(value);
    },
  }),
  claim({
    id: 'segments.content.utmi-cp-stands-in',
    sentence: 'Without public.utmi_campaign the segment has public.utmi_cp, which clients write.',
    operation,
    grade: 'assumed',
    evidence: ['R-205'],
    noSetting: 'so clients of either kind are served',
    run: async (context) => {
      context.expect((await segmentWith({ utmi_cp: 'cp' }, context))['utmi_campaign']).toBe('cp');
      context.expect((await segmentWith({ utmi_campaign: 'own' }, context))['utmi_campaign']).toBe('own');
    },
  }),
  claim({
    id: 'segments.content.utm-medium-is-left-out',
    sentence: 'utm_medium and other keys of public are never in the segment.',
    operation,
    grade: 'observed',
    evidence: ['R-207'],
    run: async (context) => {
      const [medium, other] = [randomName('medium'), randomName('other')];
      const segment = await segmentWith({ utm_medium: medium, [other]: other }, context);
      context.expect(Object.keys(segment)).not.toContain('utm_medium');
      context.expect(JSON.stringify(segment)).not.toContain(medium);
      context.expect(JSON.stringify(segment)).not.toContain(other);
    },
  }),
  claim({
    id: 'segments.content.cleared-is-the-empty-string',
    sentence: 'A cleared source is the empty string in the segment, not null.',
    operation,
    grade: 'observed',
    evidence: ['R-190'],
    run: async (context) => {
      await segmentWith({ utmi_campaign: 'x', utm_source: 'x' }, context);
      const segment = await segmentWith({ utmi_campaign: '', utm_source: '' }, context);
      context.expect(segment['utmi_campaign']).toBe('');
      context.expect(segment['utm_source']).toBe('');
    },
  }),
];
