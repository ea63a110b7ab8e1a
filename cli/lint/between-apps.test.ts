import { app, findingsIn, found } from './testing/found';

describe('same-app', () => {
  test('a KEY that stands twice, in one file', () => {
    const text = '{"tier": {"input": {"public": ["x"]}, "output": {"tier": ["level"]}},\n"tier": {}}';
    expect(found(text)).toEqual([
      '1.json:2 error same-app: tier stands at 1.json:1 too',
      '1.json:2 warning no-input: tier reads nothing',
      '1.json:2 warning no-output: tier writes nothing',
    ]);
  });

  test('and in two; that both write the same is not told on top', () => {
    const text = app('tier', 'profile.email', 'tier.level');
    expect(findingsIn(text, text)).toEqual([
      {
        severity: 'error',
        rule: 'same-app',
        file: '2.json',
        line: 1,
        app: 'tier',
        message: 'tier stands at 1.json:1 too',
        mend: 'Give each app a KEY of its own, or join the two.',
      },
    ]);
  });
});

describe('two-writers', () => {
  const first = app('tier', 'profile.email', 'tier.level');

  test('in two files', () => {
    expect(findingsIn(first, app('offers', 'profile.email', 'offers.list tier.level'))).toEqual([
      {
        severity: 'error',
        rule: 'two-writers',
        file: '2.json',
        line: 3,
        app: 'offers',
        message: 'offers writes tier.level, which tier writes too (1.json:3)',
        mend: 'Let one app write it, or give each a key of its own.',
      },
    ]);
  });

  test('in one file', () => {
    const half = (key: string) => `"${key}": {"input": {"profile": ["email"]},\n"output": {"public": ["x"]}}`;
    expect(found(`{${half('tier')},\n${half('offers')}}`)).toEqual([
      '1.json:2 warning writes-public: tier writes public.x',
      '1.json:4 error two-writers: offers writes public.x, which tier writes too (1.json:2)',
      '1.json:4 warning writes-public: offers writes public.x',
    ]);
  });

  test('three of them: each is told of the first', () => {
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
  ])('tier.level and %s: %j', (output, both) => {
    const rules = findingsIn(first, app('offers', 'profile.email', output)).map(({ rule }) => rule);
    expect(rules.includes('two-writers')).toBe(both);
  });

  test('two patterns are one where one covers the other’s text', () => {
    const rulesOf = (one: string, other: string) =>
      findingsIn(app('tier', 'profile.email', one), app('offers', 'profile.email', other))
        .map(({ rule }) => rule)
        .filter((rule) => rule !== 'pattern');
    expect(rulesOf('tier.a.*', 'tier.a.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.a.*', 'tier.ab.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.ab.*', 'tier.a.*')).toEqual(['two-writers']);
    expect(rulesOf('tier.a+', 'tier.b+')).toEqual([]);
  });

  test('an app of VTEX that writes the same is a matter of vtex-namespace', () => {
    expect(findingsIn(app('tier', 'public.x', 'profile.priceTables')).map(({ rule }) => rule)).toEqual([
      'vtex-namespace',
    ]);
  });
});

describe('nobody-writes', () => {
  test.each([
    'profile.email',
    'store.channel',
    'authentication.unitName',
    'checkout.orderFormId',
    'checkout.cartId',
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
  ])('%s is written', (input) => {
    expect(found(app('tier', input, 'tier.level'))).toEqual([]);
  });

  const lacking = 'Take it away, or give the app that writes it as well.';

  test.each([
    ['profile.mail', 'id, email, firstName, lastName, phone, document, isAuthenticated, priceTables'],
    ['search.term', 'facets'],
    ['tier.rank', 'level'],
  ])('%s is not', (input, known) => {
    expect(findingsIn(app('tier', input, 'tier.level'))).toEqual([
      {
        severity: 'warning',
        rule: 'nobody-writes',
        file: '1.json',
        line: 2,
        app: 'tier',
        message: `tier reads ${input}, which nobody writes`,
        mend: `${lacking} Known of ${input.split('.')[0]}: ${known}.`,
      },
    ]);
  });

  test('a namespace of which nothing is known', () => {
    const mendOf = (output: string) =>
      findingsIn(app('tier', 'club.rank', output))
        .filter(({ rule }) => rule === 'nobody-writes')
        .map(({ mend }) => mend);
    expect(mendOf('tier.level')).toEqual([lacking]);
    expect(mendOf('club.level.*')).toEqual([lacking]);
  });

  test('but for another app that is given, in whichever order', () => {
    const [reader, writer] = [app('tier', 'club.rank', 'tier.level'), app('club', 'public.x', 'club.rank')];
    expect(found(reader, writer)).toEqual([]);
    expect(found(writer, reader)).toEqual([]);
  });
});
