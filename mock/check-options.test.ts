import { randomUUID } from 'node:crypto';
import { checkedOptions } from './check-options';
import { SessionManagerError } from './errors';
import type { SessionManagerOptions } from './options';
import { defaultAssumptions } from './rules/assumptions';

const defaults = {
  strict: false,
  cors: [],
  cookieProfile: 'live',
  tokenForm: '2026',
  assumptions: defaultAssumptions,
  apps: [],
  maxSessions: 1_000_000,
  clock: Date.now,
  ids: randomUUID,
  explain: true,
  journal: 1000,
  appOrder: 'declared',
  remoteApps: [],
  onNotice: expect.any(Function),
};

describe('what is taken', () => {
  const apps = [{ name: 'quiet-app', input: {}, output: {}, transform: () => undefined }];
  const clock = () => 0;
  const ids = () => 'id';

  test.each<[string, SessionManagerOptions, object]>([
    ['nothing: the defaults', {}, {}],
    ['undefined, for nothing', { strict: undefined, cors: undefined, maxSessions: undefined } as object, {}],
    ['strict', { strict: true }, { strict: true }],
    [
      'origins',
      { cors: ['http://localhost:3000', 'https://x.example'] },
      { cors: ['http://localhost:3000', 'https://x.example'] },
    ],
    ['the dev cookie profile', { cookieProfile: 'dev' }, { cookieProfile: 'dev' }],
    ['the token of 2019', { tokenForm: '2019' }, { tokenForm: '2019' }],
    ['the token of 2024', { tokenForm: '2024' }, { tokenForm: '2024' }],
    ['one session at most', { maxSessions: 1 }, { maxSessions: 1 }],
    ['no explanations', { explain: false }, { explain: false }],
    ['a journal of one entry', { journal: 1 }, { journal: 1 }],
    ['no journal', { journal: false }, { journal: 0 }],
    ['apps shuffled', { appOrder: 'shuffled' }, { appOrder: 'shuffled' }],
    ['apps shuffled by a seed', { appOrder: 'shuffled:7' }, { appOrder: 'shuffled:7' }],
    ['apps and the world', { apps, clock, ids }, { apps, clock, ids }],
    [
      'remote apps',
      { remoteApps: [{ configuration: 'c.json', url: 'https://x.example:1/shop', timeout: 1 }] },
      { remoteApps: [{ configuration: 'c.json', url: 'https://x.example:1/shop', timeout: 1 }] },
    ],
    ['what others check', { account: 'nobody', signingKey: 'x', onRequest: () => undefined }, {}],
    ['no assumption', { assumptions: {} }, {}],
    [
      'some assumptions, the others by default',
      { assumptions: { bodyOrQuery: 'query', cascadeRounds: 3 } },
      { assumptions: { ...defaultAssumptions, bodyOrQuery: 'query', cascadeRounds: 3 } },
    ],
  ])('%s', (_, options, changes) => {
    expect(checkedOptions(options)).toEqual({ ...defaults, ...changes });
  });

  test('assumptions of one manager are not those of the next', () => {
    checkedOptions({ assumptions: { cascadeRounds: 3 } });
    expect(checkedOptions({}).assumptions.cascadeRounds).toBe(10);
  });
});

/** As JavaScript may pass them. */
function expectRefusal(options: object, ...lines: string[]): void {
  expect(() => checkedOptions(options as SessionManagerOptions)).toThrow(
    new SessionManagerError('OPTION_INVALID', lines.join('\n')),
  );
}

const notAnOrigin = (origin: string) => `cors must be an origin such as http://localhost:3000, not ${origin}`;

test.each<[object, string]>([
  [{ strct: true }, 'there is no option strct: did you mean strict?'],
  [{ latencyMilliseconds: 5 }, 'there is no option latencyMilliseconds'],
  [{ constructor: 1 }, 'there is no option constructor'],
  [{ assumptions: { bodyOrQeury: 'body' } }, 'there is no assumption bodyOrQeury: did you mean bodyOrQuery?'],
  [{ assumptions: { x: 1 } }, 'there is no assumption x'],
  [{ assumptions: { toString: 1 } }, 'there is no assumption toString'],
  [{ assumptions: { bodyOrQuery: 'both' } }, 'assumptions.bodyOrQuery must be "body" or "query", not "both"'],
  [{ assumptions: { cascadeRounds: 0 } }, 'assumptions.cascadeRounds must be a whole number above 0'],
  [{ assumptions: { reservedQueryNames: 'an' } }, 'assumptions.reservedQueryNames must be a list of names'],
  [{ strict: 'yes' }, 'strict must be true or false'],
  [{ strict: null }, 'strict must be true or false'],
  [
    { cors: ['*'] },
    'cors cannot be *, since browsers send no cookies then: name the origin, such as http://localhost:3000',
  ],
  [{ cors: ['http://localhost:3000/'] }, notAnOrigin('http://localhost:3000/')],
  [{ cors: ['http://localhost:3000/shop'] }, notAnOrigin('http://localhost:3000/shop')],
  [{ cors: ['HTTP://LOCALHOST'] }, notAnOrigin('HTTP://LOCALHOST')],
  [{ cors: ['http://localhost:80'] }, notAnOrigin('http://localhost:80')],
  [{ cors: ['localhost:3000'] }, notAnOrigin('localhost:3000')],
  [{ cors: ['null'] }, notAnOrigin('null')],
  [{ cors: [''] }, notAnOrigin('')],
  [{ cookieProfile: 'Live' }, 'cookieProfile must be one of live, dev, not Live'],
  [{ tokenForm: 2026 }, 'tokenForm must be one of 2026, 2024, 2019, not 2026'],
  [{ tokenForm: '2025' }, 'tokenForm must be one of 2026, 2024, 2019, not 2025'],
  ...['', 'shuffled:', 'shuffled:x', 'shuffled:-1', 'shuffled:7 ', 'Declared'].map(
    (appOrder): [object, string] => [
      { appOrder },
      `appOrder must be declared, shuffled or shuffled:SEED, not ${appOrder}`,
    ],
  ),
  [{ maxSessions: 0 }, 'maxSessions must be a whole number above 0, not 0'],
  [{ maxSessions: -1 }, 'maxSessions must be a whole number above 0, not -1'],
  [{ maxSessions: 1.5 }, 'maxSessions must be a whole number above 0, not 1.5'],
  [{ maxSessions: '10' }, 'maxSessions must be a whole number above 0, not 10'],
  [{ maxSessions: Number.POSITIVE_INFINITY }, 'maxSessions must be a whole number above 0, not Infinity'],
])('%j is refused', (options, line) => {
  expectRefusal(options, line);
});

test('all that is wrong is told at once, a line each', () => {
  expectRefusal(
    {
      strct: true,
      assumptions: { x: 1, unsetInputs: 'nul' },
      strict: 1,
      cors: ['*', 'http://a', 'x'],
      cookieProfile: '',
      tokenForm: '',
      maxSessions: Number.NaN,
    },
    'there is no option strct: did you mean strict?',
    'there is no assumption x',
    'assumptions.unsetInputs must be "absent" or "null", not "nul"',
    'strict must be true or false',
    'cors cannot be *, since browsers send no cookies then: name the origin, such as http://localhost:3000',
    notAnOrigin('x'),
    'cookieProfile must be one of live, dev, not ',
    'tokenForm must be one of 2026, 2024, 2019, not ',
    'maxSessions must be a whole number above 0, not NaN',
  );
});

describe('values of another type are refused, since they come from JavaScript too', () => {
  test.each<[object, string]>([
    [{ cors: 'http://a' }, 'cors must be a list of origins'],
    [{ cors: null }, 'cors must be a list of origins'],
    [{ clock: 5 }, 'clock must be a function'],
    [{ ids: 5 }, 'ids must be a function'],
    [{ onRequest: 5 }, 'onRequest must be a function'],
    [{ explain: 'no' }, 'explain must be true or false'],
    [{ journal: 0 }, 'journal must be false or a whole number from 1 to 10000, not 0'],
    [{ journal: 10_001 }, 'journal must be false or a whole number from 1 to 10000, not 10001'],
    [{ journal: true }, 'journal must be false or a whole number from 1 to 10000, not true'],
    [{ port: 1 }, 'port is no option here: give it to listen({ port })'],
    [
      { apps: [{ name: 'store-session', input: {}, output: {}, transform: () => undefined }] },
      "apps has store-session, which is an app of VTEX's: give yours a name of its own",
    ],
  ])('%j', (options, message) => {
    expect(() => checkedOptions(options as never)).toThrow(message);
  });
});
