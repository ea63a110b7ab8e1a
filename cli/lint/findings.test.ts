import { app, findingsIn, found } from './testing/found';

describe('same-app', () => {
  test('reports a duplicate KEY in one file', () => {
    const text = '{"tier": {"input": {"public": ["x"]}, "output": {"tier": ["level"]}},\n"tier": {}}';
    expect(found(text)).toEqual([
      '1.json:2 error same-app: tier is already defined at 1.json:1',
      '1.json:2 warning no-input: tier reads nothing',
      '1.json:2 warning no-output: tier writes nothing',
    ]);
  });

  test('reports a duplicate KEY in two files, and not two writers on top', () => {
    const text = app('tier', 'profile.email', 'tier.level');
    expect(findingsIn(text, text)).toEqual([
      {
        severity: 'error',
        rule: 'same-app',
        file: '2.json',
        line: 1,
        app: 'tier',
        message: 'tier is already defined at 1.json:1',
        hint: 'Give each app its own KEY, or merge the two.',
      },
    ]);
  });
});

describe('two-writers', () => {
  const first = app('tier', 'profile.email', 'tier.level');

  test('reports two writers in two files', () => {
    expect(findingsIn(first, app('offers', 'profile.email', 'offers.list tier.level'))).toEqual([
      {
        severity: 'error',
        rule: 'two-writers',
        file: '2.json',
        line: 3,
        app: 'offers',
        message: 'offers writes tier.level, which tier writes too (1.json:3)',
        hint: 'Let one app write it, or let each write a key of its own.',
      },
    ]);
  });

  test('reports two writers in one file', () => {
    const half = (key: string) => `"${key}": {"input": {"profile": ["email"]},\n"output": {"public": ["x"]}}`;
    expect(found(`{${half('tier')},\n${half('offers')}}`)).toEqual([
      '1.json:2 warning writes-public: tier writes public.x',
      '1.json:4 error two-writers: offers writes public.x, which tier writes too (1.json:2)',
      '1.json:4 warning writes-public: offers writes public.x',
    ]);
  });

  test('reports each later writer against the first', () => {
    const others = ['offers', 'club'].map((key) => app(key, 'profile.email', 'tier.level'));
    expect(found(first, ...others)).toEqual([
      '2.json:3 error two-writers: offers writes tier.level, which tier writes too (1.json:3)',
      '3.json:3 error two-writers: club writes tier.level, which tier writes too (1.json:3)',
    ]);
  });

  test.each([
    ['tier.lev.*', true],
    ['tier.Level', false],
    ['tier.leve', false],
    ['tier.le.el2', false],
    ['offers.level', false],
  ])('tier.level and %s are the same key: %j', (output, both) => {
    const rules = findingsIn(first, app('offers', 'profile.email', output)).map(({ rule }) => rule);
    expect(rules.includes('two-writers')).toBe(both);
  });

  test('reports two patterns if one matches the text of the other', () => {
    const rulesOf = (one: string, other: string) =>
      findingsIn(app('tier', 'profile.email', one), app('offers', 'profile.email', other))
        .map(({ rule }) => rule)
        .filter((rule) => rule !== 'pattern');
    expect(rulesOf('tier.a.*', 'tier.a.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.a.*', 'tier.ab.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.ab.*', 'tier.a.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.a+', 'tier.b+')).toEqual([]);
  });

  test('leaves keys that VTEX’s apps write to the rule vtex-namespace', () => {
    expect(findingsIn(app('tier', 'public.x', 'profile.priceTables')).map(({ rule }) => rule)).toEqual([
      'vtex-namespace',
    ]);
  });
});

describe('never-written', () => {
  test.each([
    'profile.email',
    'store.channel',
    'authentication.unitName',
    'checkout.orderFormId',
    'rnb.campaigns',
    'impersonate.canImpersonate',
    'search.facets',
    'shopper.scopes',
    'account.accountName',
    'creditControl.deadlines',
    'instore.flags',
    'storefront-permissions.organization',
    'public.whatever',
    'cookie.whatever',
  ])('does not report %s, which is written', (input) => {
    expect(found(app('tier', input, 'tier.level'))).toEqual([]);
  });

  const hint = 'Remove it, or lint the app that writes it as well.';

  test.each([
    ['profile.mail', 'id, email, firstName, lastName, phone, document, isAuthenticated, priceTables'],
    ['search.term', 'facets'],
    ['tier.rank', 'level'],
  ])('reports %s, and lists the known keys of its namespace', (input, known) => {
    expect(findingsIn(app('tier', input, 'tier.level'))).toEqual([
      {
        severity: 'warning',
        rule: 'never-written',
        file: '1.json',
        line: 2,
        app: 'tier',
        message: `tier reads ${input}, which no app writes`,
        hint: `${hint} Known keys of ${input.split('.')[0]}: ${known}.`,
      },
    ]);
  });

  test('lists no keys of an unknown namespace', () => {
    const hintsFor = (output: string) =>
      findingsIn(app('tier', 'club.rank', output))
        .filter(({ rule }) => rule === 'never-written')
        .map(({ hint }) => hint);
    expect(hintsFor('tier.level')).toEqual([hint]);
    expect(hintsFor('club.level.*')).toEqual([hint]);
  });

  test('does not report a key of another given app, in either order', () => {
    const [reader, writer] = [app('tier', 'club.rank', 'tier.level'), app('club', 'public.x', 'club.rank')];
    expect(found(reader, writer)).toEqual([]);
    expect(found(writer, reader)).toEqual([]);
  });
});

/** Declarations as `input > output`, each rule beside a case that it does not report. */
test.each<[string, string[]]>([
  ['profile.email > tier.level', []],

  ['> tier.level', ['1.json:1 warning no-input: tier reads nothing']],
  ['profile.email >', ['1.json:1 warning no-output: tier writes nothing']],

  ['public.sc > tier.level', []],
  ['profile.email > public.sc', ['1.json:3 warning writes-public: tier writes public.sc']],
  [
    'profile.email > public.sc public.regionId',
    ['1.json:3 warning writes-public: tier writes public.sc and public.regionId'],
  ],

  [
    'tier.level > tier.level',
    ['1.json:2 warning reads-own-output: tier reads tier.level, which it writes itself'],
  ],
  [
    'tier.level.* > tier.level1',
    [
      '1.json:2 warning pattern: tier declares tier.level.*, a pattern',
      '1.json:2 warning reads-own-output: tier reads tier.level.*, which it writes itself',
    ],
  ],
  ['public.level > tier.level', []],

  ['cookie.VtexIdclientAutCookie_.* > tier.level', []],
  [
    'public.utm_.* > tier.(a|b)',
    [
      '1.json:2 warning pattern: tier declares public.utm_.*, a pattern',
      '1.json:3 warning pattern: tier declares tier.(a|b), a pattern',
    ],
  ],

  ['cookie.checkout.vtex.com > tier.level', []],
  ['public.a.b > tier.level', ['1.json:2 warning dotted-name: the key "a.b" has a dot']],

  ['public.vtex-impersonated-customer-email > tier.level_2', []],
  [
    'profile.email > tier.niveau-é',
    ['1.json:3 warning odd-name: the key "niveau-é" has characters that no known name has'],
  ],
  [
    'public.x > $tier.level',
    ['1.json:3 warning odd-name: the namespace "$tier" has characters that no known name has'],
  ],

  ['public.x public.x > tier.level', ['1.json:2 warning declared-twice: tier declares public.x twice']],
  ['public.x > tier.x', []],
  [
    'profile.email > public.x public.x',
    [
      '1.json:3 warning declared-twice: tier declares public.x twice',
      '1.json:3 warning writes-public: tier writes public.x',
    ],
  ],

  [
    'profile.email > profile.points',
    [
      '1.json:3 warning vtex-namespace: tier writes profile.points, but profile belongs to vtex.profile-session',
    ],
  ],
  [
    'public.x > store.channel',
    [
      '1.json:3 warning vtex-namespace: tier writes store.channel, but store belongs to vtex.store-session, and store-session writes there too',
    ],
  ],
  [
    'public.x > search.facets',
    [
      '1.json:3 warning vtex-namespace: tier writes search.facets, but search belongs to vtex.search-session, and search-session writes there too',
    ],
  ],
  [
    'public.x > storefront-permissions.organization',
    [
      '1.json:3 warning vtex-namespace: tier writes storefront-permissions.organization, but storefront-permissions belongs to vtex.storefront-permissions',
    ],
  ],
])('%s', (declaration, findings) => {
  const [input = '', output = ''] = declaration.split('>');
  expect(found(app('tier', input, output))).toEqual(findings);
});

test.each([
  'account',
  'store',
  'authentication',
  'profile',
  'rnb',
  'checkout',
  'impersonate',
  'search',
  'shopper',
  'creditControl',
  'cookie',
  'storefront-permissions',
])('reports output to the namespace %s', (namespace) => {
  const rules = findingsIn(app('tier', 'public.x', `${namespace}.mine`)).map(({ rule }) => rule);
  expect(rules).toEqual(['vtex-namespace']);
});

test.each(['search', 'storefront-permissions'])(
  'does not report output to %s by the app with that KEY',
  (key) => {
    expect(found(app(key, 'public.x', `${key}.mine`))).toEqual([]);
  },
);

test('an empty list counts neither as input nor as output', () => {
  expect(found('{"tier": {\n"input": {\n"profile": []},\n"output": {"public": []}}}')).toEqual([
    '1.json:1 warning no-input: tier reads nothing',
    '1.json:1 warning no-output: tier writes nothing',
    '1.json:3 warning no-keys: tier declares no key of profile',
    '1.json:4 warning no-keys: tier declares no key of public',
  ]);
});

test.each([
  ['a-b_c.d', []],
  ['a b', ['1.json:1 warning odd-name: the KEY "a b" becomes a%20b in the path']],
  ['a/b', ['1.json:1 warning odd-name: the KEY "a/b" becomes a%2Fb in the path']],
])('the KEY %j in a path', (key, findings) => {
  expect(found(app(key, 'profile.email', 'tier.level'))).toEqual(findings);
});

test('reports a namespace with a dot', () => {
  expect(found('{"tier": {"input": {"a.b": ["x"]}, "output": {"a.b": ["y"]}}}')).toEqual([
    '1.json:1 warning never-written: tier reads a.b.x, which no app writes',
    '1.json:1 warning dotted-name: the namespace "a.b" has a dot',
    '1.json:1 warning dotted-name: the namespace "a.b" has a dot',
  ]);
});

test('each finding has a hint', () => {
  const hints = [
    app('tier', '', ''),
    app('a b', 'public.x.* public.a.b public.ü public.u public.u', 'public.x profile.email'),
    app('tier', 'public.x tier.x', 'tier.x'),
    '{"tier": {"input": {"public": []}, "output": {"tier": ["x"]}}}',
  ].flatMap((text) => findingsIn(text).map(({ rule, hint }) => `${rule}: ${hint}`));
  expect([...new Set(hints)].sort()).toEqual([
    'declared-twice: Remove one of them.',
    'dotted-name: Replace it with a hyphen or an underscore.',
    'no-input: Declare the keys that its outputs depend on, or let it run when a session is created.',
    'no-keys: List its keys, or remove the namespace.',
    'no-output: Declare the keys that its answer may write.',
    'odd-name: Use letters, digits and hyphens.',
    'odd-name: Use letters, digits, - and _.',
    'pattern: List each key by name.',
    'reads-own-output: Make sure that it answers the same when nothing else changed, or leaves the key out.',
    'vtex-namespace: Write to a namespace of its own, such as a b.',
    'writes-public: Write to a namespace of its own, such as a b, unless an app of VTEX must read the key from public.',
  ]);
});
