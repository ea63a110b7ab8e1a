import { agreementTable, disagreements } from './agreement';

const search = '/api/intelligent-search/v1/product-search/category';
const segment = {
  channel: '1',
  regionId: 'v2.ABC',
  cultureInfo: 'pt-BR',
  countryCode: 'BRA',
  utm_source: null,
  campaigns: 'one,two',
  facets: 'zip-code=01310;coordinates=-46.6,-23.5;note=a=b',
};
const declared = new Set(['sc', 'regionId', 'country', 'locale', 'zip-code']);
const of = (query: string, path = search) => disagreements(path, query, declared, segment);

test.each<[string, string, object[]]>([
  ['the same as the segment', 'sc=1&regionId=v2.ABC&locale=pt-br&country=BRA', []],
  ['another trade policy', 'sc=2&regionId=v2.ABC', [{ parameter: 'sc', sent: '2', segment: '1' }]],
  [
    'no region although the visitor has one',
    'sc=1',
    [{ parameter: 'regionId', sent: null, segment: 'v2.ABC' }],
  ],
  ['no trade policy, which has a default', 'regionId=v2.ABC', []],
  [
    'a country that the facets do not have',
    'regionId=v2.ABC&country=USA',
    [{ parameter: 'country', sent: 'USA', segment: 'BRA' }],
  ],
  [
    'another postal code than in the facets',
    'regionId=v2.ABC&zip-code=1',
    [{ parameter: 'zip-code', sent: '1', segment: '01310' }],
  ],
  ['campaigns in another order', 'regionId=v2.ABC&campaigns=two,one', []],
  ['a source where the segment has none', 'regionId=v2.ABC&utmSource=mail', []],
])('%s', (_what, query, expected) => {
  expect(of(query)).toEqual(expected);
});

test('a parameter of the same name elsewhere is not the visitor', () => {
  expect(of('sc=2', '/api/oms/pvt/orders')).toEqual([]);
  expect(of('sc=2', '/api/checkout/pub/orderForms/simulation')).toEqual([
    { parameter: 'sc', sent: '2', segment: '1' },
  ]);
});

test('an operation that does not take a region is not reported for leaving it out', () => {
  expect(disagreements(search, 'sc=1', new Set(['sc']), segment)).toEqual([]);
});

test('only what the Intelligent Search document says is graded documented', () => {
  const documented = agreementTable.filter(({ grade }) => grade === 'documented');
  expect(documented.every(({ path }) => path.test(search) && !path.test('/api/checkout/pub/x'))).toBe(true);
});
