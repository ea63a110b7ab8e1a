import {
  inPolygon,
  inPostalCodes,
  type Location,
  pointFrom,
  type RegionIdFormat,
  regionId,
  regionIds,
  sellersServing,
} from './areas';
import type { Area, Point, PostalCodeRange } from './store-data';

test.each<[string, PostalCodeRange, string, boolean]>([
  ['R-309: its first code', ['01000-000', '05999-999'], '01000-000', true],
  ['its last code', ['01000-000', '05999-999'], '05999-999', true],
  ['a code between', ['01000-000', '05999-999'], '04561-000', true],
  ['a code before', ['01000-000', '05999-999'], '00999-999', false],
  ['a code after', ['01000-000', '05999-999'], '06000-000', false],
  ['R-309: BRA without dash', ['01000-000', '05999-999'], '04561000', true],
  ['R-309: BRA with dash, the range without', ['01000000', '05999999'], '04561-000', true],
  ['BRA, seven digits', ['01000-000', '05999-999'], '0456100', false],
  ['BRA, nine digits', ['01000-000', '05999-999'], '045610000', false],
  ['BRA, the dash elsewhere', ['01000-000', '05999-999'], '0456-1000', false],
  ['USA', ['10001', '10099'], '10050', true],
  ['USA, longer', ['10001', '10099'], '100500', false],
  ['USA, ZIP+4', ['10001', '10099'], '10050-1234', false],
  ['R-309: PRT with its dash', ['1000-001', '1999-999'], '1500-100', true],
  ['R-309: PRT without', ['1000-001', '1999-999'], '1500100', false],
  ['R-309: PRT with a space instead', ['1000-001', '1999-999'], '1500 100', false],
  ['R-309: GBR with its space', ['SW1A 0AA', 'SW1A 9ZZ'], 'SW1A 1AA', true],
  ['GBR in lower case', ['SW1A 0AA', 'SW1A 9ZZ'], 'sw1a 1aa', true],
  ['GBR, the range in lower case', ['sw1a 0aa', 'sw1a 9zz'], 'SW1A 1AA', true],
  ['R-309: GBR without', ['SW1A 0AA', 'SW1A 9ZZ'], 'SW1A1AA', false],
  ['R-309: GBR, the space elsewhere', ['SW1A 0AA', 'SW1A 9ZZ'], 'SW1 A1AA', false],
  ['a range whose ends differ in shape', ['1000', '1999-999'], '1500', false],
  ['the same, with a code of the second shape', ['1000', '1999-999'], '1500-000', false],
  ['a range whose ends are swapped', ['20', '10'], '15', false],
  ['a range of one code', ['10001', '10001'], '10001', true],
])('postal code, %s: the range %j includes %s: %j', (_, range, code, isInside) => {
  expect(inPostalCodes(code, [range])).toBe(isInside);
  expect(inPostalCodes(code, [['00', '01'], range])).toBe(isInside);
  expect(inPostalCodes(undefined, [range])).toBe(false);
});

const square: readonly Point[] = [
  [-47, -24],
  [-46, -24],
  [-46, -23],
  [-47, -23],
];
/** A square with a notch from the top down to its middle. */
const notched: readonly Point[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [3, 4],
  [2, 1],
  [1, 4],
  [0, 4],
];

test.each<[string, readonly Point[], Point, boolean]>([
  ['the middle', square, [-46.5, -23.5], true],
  ['near a corner', square, [-46.99, -23.99], true],
  ['west', square, [-47.5, -23.5], false],
  ['east', square, [-45.5, -23.5], false],
  ['north', square, [-46.5, -22.5], false],
  ['south', square, [-46.5, -24.5], false],
  ['latitude and longitude swapped', square, [-23.5, -46.5], false],
  ['left of the notch', notched, [0.5, 3], true],
  ['in the notch', notched, [2, 3], false],
  ['right of the notch', notched, [3.5, 3], true],
  ['below the notch', notched, [2, 0.5], true],
  ['inside of a slope', notched, [1.2, 2], true],
  ['outside of a slope', notched, [1.9, 2], false],
  ['no corners', [], [0, 0], false],
  ['two corners', square.slice(0, 2), [-46.5, -24], false],
])('a polygon: %s', (_, corners, point, isInside) => {
  expect(inPolygon(point, corners)).toBe(isInside);
  expect(inPolygon(point, [...corners].reverse())).toBe(isInside);
  expect(inPolygon(undefined, corners)).toBe(false);
});

test.each<[string | undefined, Point | undefined]>([
  ['-58.49,-34.61', [-58.49, -34.61]],
  ['22.123,-14.1', [22.123, -14.1]],
  ['0,0', [0, 0]],
  ['-180,90', [-180, 90]],
  [' -58.49 , -34.61 ', [-58.49, -34.61]],
  ['-58.49;-34.61', undefined],
  ['-58,49,-34,61', undefined],
  ['-58.49', undefined],
  ['-58.49,', undefined],
  [',-34.61', undefined],
  ['1,2,3', undefined],
  ['180.1,0', undefined],
  ['0,-90.1', undefined],
  ['1e2,1', undefined],
  ['x,y', undefined],
  ['', undefined],
  [undefined, undefined],
])('R-307: %j is longitude and latitude %j', (text, point) => {
  expect(pointFrom(text)).toEqual(point);
});

describe('the sellers of a location', () => {
  const area = (parts: Partial<Area>): Area => ({ country: 'BRA', postalCodes: [], ...parts });
  const codes: readonly PostalCodeRange[] = [['01000-000', '05999-999']];
  const sellers = [
    { id: 'codes', areas: [area({ postalCodes: codes })] },
    { id: 'polygon', areas: [area({ polygon: square })] },
    { id: 'either', areas: [area({ postalCodes: codes, polygon: square })] },
    { id: 'limited', areas: [area({ postalCodes: codes, tradePolicies: ['2', '3'] })] },
    { id: 'abroad', areas: [area({ country: 'ARG', postalCodes: codes, polygon: square })] },
    {
      id: 'two-areas',
      areas: [area({ country: 'ARG' }), area({ postalCodes: codes }), area({ polygon: square })],
    },
    { id: 'nowhere', areas: [] },
  ];
  const inside: Point = [-46.5, -23.5];
  const location = (parts: Partial<Location>): Location => ({
    country: 'BRA',
    postalCode: undefined,
    point: undefined,
    ...parts,
  });

  test.each<[string, Partial<Location>, string | undefined, string[]]>([
    ['by postal code', { postalCode: '04561000' }, '1', ['codes', 'either', 'two-areas']],
    ['by point', { point: inside }, '1', ['polygon', 'either', 'two-areas']],
    ['by both', { postalCode: '04561000', point: inside }, '1', ['codes', 'polygon', 'either', 'two-areas']],
    ['by country alone', {}, '1', []],
    ['elsewhere', { postalCode: '90000000', point: [0, 0] }, '1', []],
    ['in another country', { country: 'ARG', postalCode: '04561000' }, '1', ['abroad']],
    [
      'R-300: in a trade policy with more sellers',
      { postalCode: '04561000' },
      '3',
      ['codes', 'either', 'limited', 'two-areas'],
    ],
    [
      'R-300: without a trade policy',
      { postalCode: '04561000' },
      undefined,
      ['codes', 'either', 'two-areas'],
    ],
  ])('%s', (_, parts, tradePolicy, ids) => {
    expect(sellersServing(sellers, location(parts), tradePolicy)).toEqual(ids);
  });
});

test.each<[string, readonly string[], RegionIdFormat, string]>([
  ['R-302: no seller', [], 1, 'U1cj'],
  ['R-302: Éxito, measured 2026-09-27', ['exitocol088'], 1, 'U1cjZXhpdG9jb2wwODg='],
  ['R-302: Olímpica, the same day', ['olimpicaswl1212'], 1, 'U1cjb2xpbXBpY2Fzd2wxMjEy'],
  ['X11', ['seller1', 'seller2'], 1, 'U1cjc2VsbGVyMTtzZWxsZXIy'],
  ['R-303, R-304: no seller, of SPEC', [], 2, 'v2.1BB18CE648B5111D0933734ED83EC783'],
  ['R-303: Giga, recorded 2026-07-29', ['gigavc901'], 2, 'v2.B4F9FF8D620B741A59BA5A1EF2946104'],
  ['R-303: FastStore', ['storeframework01', 'storeframework02'], 2, 'v2.4325C29BA00E6470CBA54999680076F9'],
  ['X11', ['seller1', 'seller2'], 2, 'v2.CF406AF68CBA237B6347FD624E0D2883'],
  ['R-305: in ascending order', ['seller2', 'seller1'], 2, 'v2.CF406AF68CBA237B6347FD624E0D2883'],
  ['R-305: in ascending order', ['seller2', 'seller1'], 1, 'U1cjc2VsbGVyMTtzZWxsZXIy'],
])('%s: %j in format %i', (_, sellers, format, id) => {
  expect(regionId(sellers, format)).toBe(id);
});

// The capture of D1 (C:70996118275, test of 2026-09-27) has only the beginnings of its three ids.
test.each<[readonly string[], string]>([
  [['d1ats12109cc'], 'v2.C3EB'],
  [['d1ats12109cc', 'd1bon11808cc'], 'v2.B33F'],
  [['d1nacional'], 'v2.68492AFE'],
])('R-303: the id of D1’s sellers %j begins as measured', (sellers, beginning) => {
  const id = regionId(sellers, 2);
  expect(id.slice(0, beginning.length)).toBe(beginning);
  expect(id).toMatch(/^v2\.[0-9A-F]{32}$/);
});

test('regionId does not sort the list of the caller', () => {
  const sellers = Object.freeze(['b', 'a']);
  expect(regionId(sellers, 1)).toBe('U1cjYTti');
  expect(sellers).toEqual(['b', 'a']);
});

test.each<RegionIdFormat>([1, 2])('cached ids are the same, in format %i', (format) => {
  const idOf = regionIds(format);
  for (const sellers of [['a'], ['a', 'b'], ['a;b'], [], ['a'], ['b', 'a'], ['a', 'b']])
    expect(idOf(sellers)).toBe(regionId(sellers, format));
});
