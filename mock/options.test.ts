import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { SessionManagerError } from './errors';
import { checkedOptions, type SessionManagerOptions } from './options';
import { orderOf } from './rules/app-order';
import { defaultAssumptions } from './rules/assumptions';

const defaults = {
  account: 'acme',
  strict: false,
  cors: [],
  specHost: [],
  fixedTools: false,
  toolNames: 'dotted',
  cookieProfile: 'auto',
  tokenForm: '2026',
  assumptions: defaultAssumptions,
  apps: [],
  maxSessions: 1_000_000,
  accounts: {},
  maxCells: 256,
  cellIdle: 1_800_000,
  clock: Date.now,
  ids: randomUUID,
  explain: true,
  journal: 1000,
  appOrder: 'declared',
  remoteApps: [],
  tls: false,
  tlsHost: [],
  onNotice: expect.any(Function),
};

describe('options are completed with their defaults', () => {
  const apps = [{ name: 'quiet-app', input: {}, output: {}, transform: () => undefined }];
  const clock = () => 0;
  const ids = () => 'id';

  test.each<[string, SessionManagerOptions, object?]>([
    ['no options', {}],
    ['undefined values', { strict: undefined, cors: undefined, maxSessions: undefined } as object, {}],
    ['strict', { strict: true }],
    ['origins', { cors: ['http://localhost:3000', 'https://x.example'] }],
    ['the dev cookie profile', { cookieProfile: 'dev' }],
    ['the token of 2019', { tokenForm: '2019' }],
    ['the token of 2024', { tokenForm: '2024' }],
    ['one session at most', { maxSessions: 1 }],
    ['no explanations', { explain: false }],
    ['a journal of one entry', { journal: 1 }],
    ['no journal', { journal: false }],
    ['apps shuffled', { appOrder: 'shuffled' }],
    ['apps shuffled with a seed', { appOrder: 'shuffled:7' }],
    ['apps and the world', { apps, clock, ids }],
    [
      'remote apps',
      { remoteApps: [{ configuration: 'c.json', url: 'https://x.example:1/shop', timeout: 1 }] },
    ],
    ['Redis', { store: 'rediss://ann:x@r.example:6379/2?timeout=500&prefix=a:' }],
    ['values that are checked later', { account: 'other', signingKey: 'x' }],
    ['https for other names', { tls: true, tlsHost: ['store.local', '*.b.example.com', '192.0.2.7', '::2'] }],
    ['no assumption', { assumptions: {} }, {}],
    [
      'some assumptions',
      { assumptions: { bodyOrQuery: 'query', cascadeRounds: 3 } },
      { assumptions: { ...defaultAssumptions, bodyOrQuery: 'query', cascadeRounds: 3 } },
    ],
  ])('%s', (_, options, changes = options) => {
    expect(checkedOptions(options)).toEqual({ ...defaults, ...changes });
  });

  test('assumptions of one manager do not leak into the next', () => {
    checkedOptions({ assumptions: { cascadeRounds: 3 } });
    expect(checkedOptions({}).assumptions.cascadeRounds).toBe(10);
  });
});

/** Options as JavaScript may pass them. */
function refusalOf(options: object): SessionManagerError {
  try {
    checkedOptions(options as SessionManagerOptions);
  } catch (error) {
    if (error instanceof SessionManagerError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const originHint = 'Give scheme, host and port without a path, such as http://localhost:3000.';
const starProblem =
  'cors "*" is invalid, because browsers then send no cookies. Name each origin, such as http://localhost:3000.';
const journalHint = 'Give an integer from 1 to 10000, or false for none.';

const tlsCert = rootCertificates[0];
const tlsKey = pemKey();
const hostHint = 'Give a host name such as store.local, or an IP address.';

function pemKey(passphrase?: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString();
}

test.each<[object, string]>([
  [{ strct: true }, 'strct is not an option. Did you mean strict?'],
  [{ latencyMilliseconds: 5 }, 'latencyMilliseconds is not an option'],
  [{ constructor: 1 }, 'constructor is not an option'],
  [{ port: 1 }, 'port is not an option here. Give it to listen({ port }).'],
  [
    { assumptions: { bodyOrQeury: 'body' } },
    'assumptions.bodyOrQeury is not an assumption. Did you mean bodyOrQuery?',
  ],
  [
    { assumptions: { x: 1 } },
    expect.stringMatching(
      /^assumptions\.x is not an assumption\. The assumptions are statusOfPostThatEdits, /,
    ),
  ],
  [
    { assumptions: { toString: 1 } },
    expect.stringMatching(/^assumptions\.toString is not an assumption\. The/),
  ],
  [{ assumptions: [] }, 'assumptions is not an object. Give an object of assumptions with their values.'],
  [{ assumptions: { bodyOrQuery: 'both' } }, 'assumptions.bodyOrQuery must be "body" or "query", not "both"'],
  [{ assumptions: { cascadeRounds: 0 } }, 'assumptions.cascadeRounds must be a whole number above 0'],
  [{ assumptions: { reservedQueryNames: 'an' } }, 'assumptions.reservedQueryNames must be a list of names'],
  [{ strict: 'yes' }, 'strict "yes" is invalid. Give true or false.'],
  [{ strict: null }, 'strict null is invalid. Give true or false.'],
  [{ explain: 'no' }, 'explain "no" is invalid. Give true or false.'],
  [{ cors: ['*'] }, starProblem],
  ...[
    'http://localhost:3000/',
    'http://localhost:3000/shop',
    'HTTP://LOCALHOST',
    'http://localhost:80',
    'localhost:3000',
    'null',
    '',
  ].map((origin): [object, string] => [
    { cors: [origin] },
    `cors ${JSON.stringify(origin)} is invalid. ${originHint}`,
  ]),
  [{ cors: 'http://a' }, 'cors is not a list. Give a list of origins.'],
  [{ cors: null }, 'cors is not a list. Give a list of origins.'],
  [{ cookieProfile: 'Live' }, 'cookieProfile "Live" is invalid. Give auto, live or dev.'],
  [{ tokenForm: 2026 }, 'tokenForm 2026 is invalid. Give 2026, 2024 or 2019.'],
  [{ tokenForm: '2025' }, 'tokenForm "2025" is invalid. Give 2026, 2024 or 2019.'],
  ...['', 'shuffled:', 'shuffled:x', 'shuffled:-1', 'shuffled:7 ', 'Declared'].map(
    (appOrder): [object, string] => [
      { appOrder },
      `appOrder "${appOrder}" is invalid. Give declared, shuffled or shuffled:SEED.`,
    ],
  ),
  ...[0, -1, 1.5, '10', Number.POSITIVE_INFINITY].map((maxSessions): [object, string] => [
    { maxSessions },
    `maxSessions ${typeof maxSessions === 'string' ? '"10"' : maxSessions} is invalid. Give an integer from 1.`,
  ]),
  ...['?timeout=0', '?timeout=1s', '?timeout=5&', '?time=5', '/x', '#a'].map((end): [object, string] => [
    { store: `redis://r.example${end}` },
    expect.stringContaining('Give redis://HOST:PORT, or rediss://HOST:PORT over TLS.'),
  ]),
  [{ tls: 1 }, 'tls 1 is invalid. Give true or false.'],
  [{ tlsPort: 1 }, 'tlsPort is not an option here. Give it to listen({ tlsPort }).'],
  ...['', 'https://x', 'x:1', 'a_b', '1.2.3.4.5', '*.'].map((host): [object, string] => [
    { tlsHost: [host] },
    `tlsHost ["${host}"] is invalid. ${hostHint}`,
  ]),
  [{ tlsCert }, 'tlsKey is missing. A certificate needs its private key.'],
  [{ tlsKey }, 'tlsCert is missing. A private key needs its certificate.'],
  [
    { tlsCert: 'x', tlsKey: 5 },
    'tlsCert is not a certificate. Give PEM text that starts with -----BEGIN CERTIFICATE-----.\ntlsKey is not a private key. Give PEM text such as -----BEGIN PRIVATE KEY-----.',
  ],
  [{ tlsCert, tlsKey: pemKey('secret') }, 'tlsKey has a passphrase. Give it without one.'],
  [
    { tlsCert, tlsKey },
    'tlsKey does not belong to the certificate. Give the private key of that certificate.',
  ],
  [{ journal: 0 }, `journal 0 is invalid. ${journalHint}`],
  [{ journal: 10_001 }, `journal 10001 is invalid. ${journalHint}`],
  [{ journal: true }, `journal true is invalid. ${journalHint}`],
  ...['clock', 'ids', 'onRequest', 'onNotice'].map((name): [object, string] => [
    { [name]: 5 },
    `${name} 5 is invalid. Give a function.`,
  ]),
  [
    { apps: [{ name: 'store-session', input: {}, output: {}, transform: () => undefined }] },
    'apps has store-session, the name of a VTEX app. Give each app its own name.',
  ],
])('%j is refused', (options, line) => {
  expect(refusalOf(options).message).toEqual(line);
});

test('all problems are reported at once, as lines and as data', () => {
  const refusal = refusalOf({
    strct: true,
    assumptions: { x: 1, unsetInputs: 'nul' },
    strict: 1,
    cors: ['*', 'http://a', 'x'],
    maxSessions: Number.NaN,
  });
  expect(refusal.message.split('\n')).toEqual([
    'strct is not an option. Did you mean strict?',
    'strict 1 is invalid. Give true or false.',
    starProblem,
    `cors "x" is invalid. ${originHint}`,
    'maxSessions NaN is invalid. Give an integer from 1.',
    expect.stringMatching(/^assumptions\.x is not an assumption\./),
    'assumptions.unsetInputs must be "absent" or "null", not "nul"',
  ]);
  expect(refusal.problems).toHaveLength(7);
  expect(refusal.problems[1]).toEqual({
    option: 'strict',
    message: '1 is invalid',
    hint: 'Give true or false.',
  });
});

test('a control token is not repeated in the message about it', () => {
  expect(refusalOf({ controlToken: 'a secret' }).message).toBe(
    'controlToken is invalid. Give letters, digits and -._~+/ only; = may follow at the end.',
  );
});

test('apps are merged in declared order, or shuffled by a seed', () => {
  const apps = ['a', 'b', 'c', 'd'];
  expect(orderOf('declared')(apps)).toEqual(apps);
  const orders = Array.from({ length: 6 }, () => orderOf('shuffled:7')(apps).join(''));
  expect(new Set(orders).size).toBe(1);
  expect([...(orders[0] as string)].sort()).toEqual(apps);
  expect(orders[0]).not.toBe(apps.join(''));
});
