import { app, findingsIn, found } from './testing/found';

/** Apps as `KEY: input > output`; what is found of cycles. */
const cycles = (...apps: readonly string[]) =>
  found(
    ...apps.map((text) => {
      const [key = '', declared = ''] = text.split(': ');
      const [input = '', output = ''] = declared.split('>');
      return app(key, input, output);
    }),
  ).filter((text) => text.includes('-cycle: '));

describe('endless-cycle: two given apps or more, none of which reads what it writes', () => {
  test.each<[string, string[], string[]]>([
    [
      'of two',
      ['tier: club.rank > tier.level', 'club: tier.level > club.rank'],
      [
        '1.json:2 error endless-cycle: tier and club keep calling each other: tier → tier.level → club → club.rank → tier',
      ],
    ],
    [
      'of three',
      ['a: c.x > a.x', 'b: a.x > b.x', 'c: b.x > c.x'],
      ['1.json:2 error endless-cycle: a, b and c keep calling each other: a → a.x → b → b.x → c → c.x → a'],
    ],
    [
      'by way of VTEX’s store-session',
      ['policy: club.rank > public.sc', 'club: store.currencyCode > club.rank'],
      [
        '1.json:2 error endless-cycle: policy and club keep calling each other: policy → public.sc → store-session → store.currencyCode → club → club.rank → policy',
      ],
    ],
    [
      'that meets in one app of VTEX, though each could settle alone',
      ['a: checkout.regionId > public.country', 'b: checkout.regionId > public.postalCode'],
      [
        '1.json:2 error endless-cycle: a and b keep calling each other: a → public.country → checkout-session → checkout.regionId → b → public.postalCode → checkout-session → checkout.regionId → a',
      ],
    ],
    [
      'through a pattern',
      ['a: b.x > a.x1', 'b: a.x.* > b.x'],
      ['1.json:2 error endless-cycle: a and b keep calling each other: a → a.x1 → b → b.x → a'],
    ],
    [
      'two that do not touch',
      ['a: b.x > a.x', 'b: a.x > b.x', 'c: d.x a.x > c.x', 'd: c.x > d.x'],
      [
        '1.json:2 error endless-cycle: a and b keep calling each other: a → a.x → b → b.x → a',
        '3.json:2 error endless-cycle: c and d keep calling each other: c → c.x → d → d.x → c',
      ],
    ],
    [
      'that others listen to',
      ['x: a.x > x.y', 'a: b.x > a.x', 'b: a.x > b.x'],
      ['2.json:2 error endless-cycle: a and b keep calling each other: a → a.x → b → b.x → a'],
    ],
    [
      'beside one that could settle',
      ['a: b.x > a.x', 'b: a.x c.x > b.x', 'c: b.x c.hash > c.x c.hash'],
      ['1.json:2 error endless-cycle: a and b keep calling each other: a → a.x → b → b.x → a'],
    ],
  ])('%s', (_, apps, findings) => {
    expect(cycles(...apps)).toEqual(findings);
  });
});

describe('settling-cycle', () => {
  test.each<[string, string[], string[]]>([
    [
      'one given app, VTEX’s apps besides',
      ['policy: store.channel > public.sc'],
      [
        '1.json:2 warning settling-cycle: policy is called again by what follows from the answer: policy → public.sc → store-session → store.channel → policy',
      ],
    ],
    [
      'through two apps of VTEX',
      ['policy: checkout.regionId > public.sc'],
      [
        '1.json:2 warning settling-cycle: policy is called again by what follows from the answer: policy → public.sc → checkout-session → checkout.regionId → policy',
      ],
    ],
    [
      'two given apps, one of which reads its own output',
      ['tier: club.rank tier.hash > tier.level tier.hash', 'club: tier.level > club.rank'],
      [
        '1.json:2 warning settling-cycle: tier and club are called again by what follows from the answer: tier → tier.level → club → club.rank → tier',
      ],
    ],
  ])('%s', (_, apps, findings) => {
    expect(cycles(...apps)).toEqual(findings);
  });
});

describe('no cycle', () => {
  test.each<[string, string[]]>([
    ['an app that reads its own output has a rule of its own', ['tier: tier.hash > tier.hash']],
    ['a chain', ['a: profile.email > a.x', 'b: a.x > b.x', 'c: a.x b.x > c.x']],
    ['the cart’s id comes from a cookie (R-117)', ['region: checkout.orderFormId > public.regionId']],
    ['both at once', ['a: checkout.orderFormId > public.sc', 'b: checkout.orderFormId > public.country']],
    ['the currency does not follow the culture', ['a: store.currencyCode > public.cultureInfo']],
    ['an unvouched e-mail gives price tables only (R-262)', ['a: profile.email > public.storeUserEmail']],
    [
      'a KEY of VTEX takes the place of VTEX’s app',
      ['search: public.x > search.facets', 'a: search.facets > public.facets'],
    ],
  ])('%s', (_, apps) => {
    expect(cycles(...apps)).toEqual([]);
  });

  test('without that KEY there is one', () => {
    expect(cycles('find: public.x > search.term', 'a: search.facets > public.facets')).toEqual([
      '2.json:2 warning settling-cycle: a is called again by what follows from the answer: a → public.facets → search-session → search.facets → a',
    ]);
  });

  test('a KEY that stands twice is one app', () => {
    const text = app('tier', 'tier.hash', 'tier.hash');
    expect(findingsIn(text, text).map(({ rule }) => rule)).toEqual([
      'reads-own-output',
      'same-app',
      'reads-own-output',
    ]);
  });
});

test('the mends say who can end it', () => {
  const mendsOf = (...texts: readonly string[]) =>
    findingsIn(...texts)
      .filter(({ rule }) => rule.endsWith('-cycle'))
      .map(({ mend }) => mend);
  const club = app('club', 'tier.level', 'club.rank');
  expect(mendsOf(app('tier', 'club.rank', 'tier.level'), club)).toEqual([
    'Take one of these inputs away, or let one app read a key of its own output, so that it sees what it answered before and stops.',
  ]);
  expect(mendsOf(club, app('tier', 'club.rank tier.hash', 'tier.level tier.hash'))).toEqual([
    'See that tier answers the same when nothing is new.',
  ]);
  expect(mendsOf(app('policy', 'store.channel', 'public.sc'))).toEqual([
    'See that policy answers the same when nothing is new.',
  ]);
});
