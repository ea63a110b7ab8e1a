import { app, findingsIn, found } from './testing/found';

/** Each rule beside its other side: `input > output`, the findings. */
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
    ['1.json:3 warning odd-name: the key "niveau-é" has signs that no known name has'],
  ],
  [
    'public.x > $tier.level',
    ['1.json:3 warning odd-name: the namespace "$tier" has signs that no known name has'],
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
])('%s is not an app’s own to write', (namespace) => {
  const rules = findingsIn(app('tier', 'public.x', `${namespace}.mine`)).map(({ rule }) => rule);
  expect(rules).toEqual(['vtex-namespace']);
});

test.each(['search', 'storefront-permissions'])('%s is that of the app of this KEY', (key) => {
  expect(found(app(key, 'public.x', `${key}.mine`))).toEqual([]);
});

test('an empty list is found where it stands, and is no input and no output', () => {
  expect(found('{"tier": {\n"input": {\n"profile": []},\n"output": {"public": []}}}')).toEqual([
    '1.json:1 warning no-input: tier reads nothing',
    '1.json:1 warning no-output: tier writes nothing',
    '1.json:3 warning no-keys: tier declares no key of profile',
    '1.json:4 warning no-keys: tier declares no key of public',
  ]);
});

test.each([
  ['a-b_c.d', []],
  ['a b', ['1.json:1 warning odd-name: the KEY "a b" reads a%20b in the path']],
  ['a/b', ['1.json:1 warning odd-name: the KEY "a/b" reads a%2Fb in the path']],
])('the KEY %j', (key, findings) => {
  expect(found(app(key, 'profile.email', 'tier.level'))).toEqual(findings);
});

test('a namespace with a dot cannot be asked for', () => {
  expect(found('{"tier": {"input": {"a.b": ["x"]}, "output": {"a.b": ["y"]}}}')).toEqual([
    '1.json:1 warning nobody-writes: tier reads a.b.x, which nobody writes',
    '1.json:1 warning dotted-name: the namespace "a.b" has a dot',
    '1.json:1 warning dotted-name: the namespace "a.b" has a dot',
  ]);
});

test('the mends', () => {
  const mends = [
    app('tier', '', ''),
    app('a b', 'public.x.* public.a.b public.ü public.u public.u', 'public.x profile.email'),
    app('tier', 'public.x tier.x', 'tier.x'),
    '{"tier": {"input": {"public": []}, "output": {"tier": ["x"]}}}',
  ].flatMap((text) => findingsIn(text).map(({ rule, mend }) => `${rule}: ${mend}`));
  expect([...new Set(mends)].sort()).toEqual([
    'declared-twice: Take one away.',
    'dotted-name: Put a hyphen or an underscore in its place.',
    'no-input: Declare what it derives its outputs from, or let it run when a session is created.',
    'no-keys: Name the keys, or take the namespace away.',
    'no-output: Declare the keys that its answer may write.',
    'odd-name: Use letters, digits and hyphens.',
    'odd-name: Use letters, digits, - and _.',
    'pattern: Name each key.',
    'reads-own-output: See that it answers the same when nothing else changed, or leaves the key out.',
    'vtex-namespace: Write into a namespace of its own, such as a b.',
    'writes-public: Write into a namespace of its own, such as a b, unless an app of VTEX is to read it from public.',
  ]);
});
