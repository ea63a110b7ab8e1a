import { randomUUID } from 'node:crypto';
import { checkedOptions } from './check-options';
import { SessionManagerError } from './errors';
import type { SessionManagerOptions } from './options';
import { defaultAssumptions } from './rules/assumptions';
import { appWith } from './rules/testing/plain';

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
};

describe('what is taken', () => {
  const apps = [appWith({})];
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
    ['apps and the world', { apps, clock, ids }, { apps, clock, ids }],
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
