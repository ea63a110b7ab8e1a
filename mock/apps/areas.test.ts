import { type RegionIdFormat, regionId, regionIds } from './areas';

// The contract suite covers what a request can show (regions.id); these are the ids that were measured.

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

test.each<RegionIdFormat>([1, 2])('cached ids are the same, in format %i', (format) => {
  const idOf = regionIds(format);
  for (const sellers of [['a'], ['a', 'b'], ['a;b'], [], ['a'], ['b', 'a'], ['a', 'b']])
    expect(idOf(sellers)).toBe(regionId(sellers, format));
});
