import { app, findingsIn, found } from './testing/found';

/** The cycles of apps that are written as `KEY: input > output`. */
const cycles = (...apps: readonly string[]) =>
  found(
    ...apps.map((text) => {
      const [key = '', declared = ''] = text.split(': ');
      const [input = '', output = ''] = declared.split('>');
      return app(key, input, output);
    }),
  ).filter((text) => text.includes('-cycle: '));

describe('endless-cycle: two or more given apps, none of which reads its own output', () => {
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
      'through VTEX’s store-session',
      ['policy: club.rank > public.sc', 'club: store.currencyCode > club.rank'],
      [
        '1.json:2 error endless-cycle: policy and club keep calling each other: policy → public.sc → store-session → store.currencyCode → club → club.rank → policy',
      ],
    ],
    [
      'through one app of VTEX, though each could settle alone',
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
      'two separate cycles',
      ['a: b.x > a.x', 'b: a.x > b.x', 'c: d.x a.x > c.x', 'd: c.x > d.x'],
      [
        '1.json:2 error endless-cycle: a and b keep calling each other: a → a.x → b → b.x → a',
        '3.json:2 error endless-cycle: c and d keep calling each other: c → c.x → d → d.x → c',
      ],
    ],
    [
      'whose output another app reads',
      ['x: a.x > x.y', 'a: b.x > a.x', 'b: a.x > b.x'],
      ['2.json:2 error endless-cycle: a and b keep calling each other: a → a.x → b → b.x → a'],
    ],
    [
      'beside a cycle that can settle',
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
      'of one given app and one of VTEX’s',
      ['policy: store.channel > public.sc'],
      [
        '1.json:2 warning settling-cycle: policy is called again because of its own answer: policy → public.sc → store-session → store.channel → policy',
      ],
    ],
    [
      'of one given app through checkout-session',
      ['policy: checkout.regionId > public.sc'],
      [
        '1.json:2 warning settling-cycle: policy is called again because of its own answer: policy → public.sc → checkout-session → checkout.regionId → policy',
      ],
    ],
    [
      'of two given apps, one of which reads its own output',
      ['tier: club.rank tier.hash > tier.level tier.hash', 'club: tier.level > club.rank'],
      [
        '1.json:2 warning settling-cycle: tier and club are called again because of their own answers: tier → tier.level → club → club.rank → tier',
      ],
    ],
  ])('%s', (_, apps, findings) => {
    expect(cycles(...apps)).toEqual(findings);
  });
});

describe('no cycle', () => {
  test.each<[string, string[]]>([
    ['an app that reads its own output, which another rule reports', ['tier: tier.hash > tier.hash']],
    ['a chain', ['a: profile.email > a.x', 'b: a.x > b.x', 'c: a.x b.x > c.x']],
    ['the cart’s id comes from a cookie (R-117)', ['region: checkout.orderFormId > public.regionId']],
    [
      'two outputs from that id',
      ['a: checkout.orderFormId > public.sc', 'b: checkout.orderFormId > public.country'],
    ],
    ['the currency does not follow the culture', ['a: store.currencyCode > public.cultureInfo']],
    [
      'an e-mail without a login gives price tables only (R-262)',
      ['a: profile.email > public.storeUserEmail'],
    ],
    [
      'a given app with a KEY of VTEX replaces VTEX’s app',
      ['search: public.x > search.facets', 'a: search.facets > public.facets'],
    ],
  ])('%s', (_, apps) => {
    expect(cycles(...apps)).toEqual([]);
  });

  test('without that KEY there is a cycle', () => {
    expect(cycles('find: public.x > search.term', 'a: search.facets > public.facets')).toEqual([
      '2.json:2 warning settling-cycle: a is called again because of its own answer: a → public.facets → search-session → search.facets → a',
    ]);
  });

  test('a duplicate KEY is one app', () => {
    const text = app('tier', 'tier.hash', 'tier.hash');
    expect(findingsIn(text, text).map(({ rule }) => rule)).toEqual([
      'reads-own-output',
      'same-app',
      'reads-own-output',
    ]);
  });
});

test('the hints name the apps that can end the cycle', () => {
  const hintsOf = (...texts: readonly string[]) =>
    findingsIn(...texts)
      .filter(({ rule }) => rule.endsWith('-cycle'))
      .map(({ hint }) => hint);
  const club = app('club', 'tier.level', 'club.rank');
  expect(hintsOf(app('tier', 'club.rank', 'tier.level'), club)).toEqual([
    'Remove one of these inputs, or let one app read a key of its own output, so that it sees its previous answer and stops.',
  ]);
  expect(hintsOf(club, app('tier', 'club.rank tier.hash', 'tier.level tier.hash'))).toEqual([
    'Make sure that tier answers the same when its inputs are the same.',
  ]);
  expect(hintsOf(app('policy', 'store.channel', 'public.sc'))).toEqual([
    'Make sure that policy answers the same when its inputs are the same.',
  ]);
});
