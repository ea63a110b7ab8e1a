import { generateKeyPairSync } from 'node:crypto';
import jws from 'jws';
import request from 'supertest';
import type { SessionManager } from '../index';
import { answersIn, exchange } from './testing/raw-http';
import {
  claimsOf,
  countSessions,
  expiredCookies,
  headerOf,
  managerWith,
  newVisitor,
  type Served,
  sessionOf,
  setCookieLines,
  testTime,
  told,
  visitorOf,
} from './testing/visitor';

const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const globex = {
  account: 'globex',
  id: '0e000000-0000-4000-8000-00000000000b',
  tradePolicies: [
    { id: '1', currencyCode: 'BRL', currencySymbol: 'R$', countryCode: 'BRA', cultureInfo: 'pt-BR' },
  ],
};

const signedBy = (key: string | Buffer, token: string, claims: object = {}, alg: jws.Algorithm = 'ES256') =>
  jws.sign({
    header: { ...headerOf(token), alg } as jws.Header,
    payload: { ...claimsOf(token), ...claims },
    privateKey: key,
  });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token that is not to be believed', () => {
  const forgeries: [string, (token: string) => string][] = [
    ['`alg: none` and no signature', (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.`],
    [
      '`alg: none` and the signature',
      (token) => [part({ alg: 'none' }), ...token.split('.').slice(1)].join('.'),
    ],
    ['another key', (token) => signedBy(otherKey, token)],
    ['HS256 by the public key', (token) => signedBy(publicKey, token, {}, 'HS256')],
    ['another payload under its signature', (token) => tampered(token, { version: 9 })],
    ['truncated by one character', (token) => token.slice(0, -1)],
    ['truncated to two parts', (token) => token.split('.').slice(0, 2).join('.')],
    ['truncated to its header', (token) => token.split('.')[0] as string],
    ['a part too many', (token) => `${token}.x`],
    ['quoted', (token) => `"${token}"`],
    ['twice', (token) => token + token],
    ['no id', (token) => signedBy(privateKey, token, { id: 7 })],
    ['no expiry', (token) => signedBy(privateKey, token, { exp: null })],
    ['expired', (token) => signedBy(privateKey, token, { exp: testTime / 1000 })],
    ['of a session that nobody made', (token) => signedBy(privateKey, token, { id: 'x' })],
  ];

  function tampered(token: string, claims: object): string {
    const [header, , signature] = token.split('.');
    return [header, part({ ...claimsOf(token), ...claims }), signature].join('.');
  }

  test.each(forgeries)(
    '%s: GET 401, POST and PATCH make another session, the session stays',
    async (_, forge) => {
      const manager = managerWith({ signingKey: privateKey });
      const visitor = await newVisitor(manager, { public: { a: { value: 'mine' } } });
      const before = await sessionOf(manager, visitor);
      const cookie = `vtex_session=${forge(visitor.token)}`;
      const get = await request(manager.handler).get('/api/sessions?items=*').set('Cookie', cookie);
      expect(told(get)).toEqual([
        401,
        { type: 'Unauthorized', message: expect.stringMatching(/^The session token is refused: \w+/) },
      ]);
      expect(setCookieLines(get)).toEqual(expiredCookies);
      for (const [method, status] of [
        ['post', 201],
        ['patch', 200],
      ] as const) {
        const answer = await request(manager.handler)[method]('/api/sessions?a=theirs').set('Cookie', cookie);
        expect([answer.status, visitorOf(answer).id === visitor.id]).toEqual([status, false]);
      }
      expect(await sessionOf(manager, visitor)).toEqual(before);
      expect(await countSessions(manager)).toBe(3);
    },
  );

  test('says why', async () => {
    const manager = managerWith({ signingKey: privateKey });
    const { token } = await newVisitor(manager);
    const reasonFor = async (forged: string) => {
      const answer = await request(manager.handler).get(`/api/sessions/${forged}?items=*`);
      return answer.body.message.replace('The session token is refused: ', '');
    };
    expect(await reasonFor(signedBy(otherKey, token))).toBe('its signature does not verify');
    expect(await reasonFor(signedBy(privateKey, token, { exp: testTime / 1000 }))).toBe('it has expired');
    expect(await reasonFor(signedBy(privateKey, token, { id: 7 }))).toBe('it names no session');
    expect(await reasonFor(signedBy(privateKey, token, { id: 'x' }))).toBe('its session is no longer kept');
  });

  test('an old token expires although its session lives on by a newer one', async () => {
    let now = testTime;
    const manager = managerWith({ clock: () => now });
    const old = await newVisitor(manager);
    now += 86_400_000;
    const young = visitorOf(
      await request(manager.handler).patch('/api/sessions?a=1').set('Cookie', old.cookie),
    );
    now = testTime + 432_000_000;
    expect(
      (await request(manager.handler).get('/api/sessions?items=*').set('Cookie', old.cookie)).status,
    ).toBe(401);
    expect((await sessionOf(manager, young)).namespaces['public']).toEqual({ a: { value: '1' } });
  });
});

describe('a token of another account: 403 on every verb that reads it (R-120, R-167)', () => {
  const foreign = [403, { type: 'Forbidden', message: 'cross-account requests are not allowed' }];

  test.each([
    ['get', '/api/sessions?items=*'],
    ['post', '/api/sessions'],
    ['patch', '/api/sessions'],
    ['get', '/api/segments'],
  ] as const)('%s %s', async (method, path) => {
    const [acme, other] = [
      managerWith({ signingKey: privateKey }),
      managerWith({ signingKey: privateKey, account: globex }),
    ];
    const { cookie } = await newVisitor(other);
    const answer = await request(acme.handler)[method](path).set('Cookie', cookie);
    expect(told(answer)).toEqual(foreign);
    expect(setCookieLines(answer)).toEqual([]);
    expect(await countSessions(acme)).toBe(0);
  });

  test.each([
    ['get', '?items=*'],
    ['post', ''],
  ] as const)('%s, in the path', async (method, query) => {
    const [acme, other] = [
      managerWith({ signingKey: privateKey }),
      managerWith({ signingKey: privateKey, account: globex }),
    ];
    const { token } = await newVisitor(other);
    expect(told(await request(acme.handler)[method](`/api/sessions/${token}${query}`))).toEqual(foreign);
  });

  test('unless it is of the years that name no account (R-159)', async () => {
    const world = { signingKey: privateKey, tokenForm: '2024' } as const;
    const { cookie } = await newVisitor(managerWith({ ...world, account: globex }));
    const answer = await request(managerWith(world).handler)
      .get('/api/sessions?items=*')
      .set('Cookie', cookie);
    expect(answer.body.message).toBe('The session token is refused: its session is no longer kept');
  });
});

describe('cookie headers as browsers would not send them', () => {
  let port: number;
  let manager: SessionManager;
  let served: Served;
  beforeEach(async () => {
    manager = managerWith();
    const { url, ...listening } = await manager.listen(); // supertest's own server reads 16 KB of headers only
    port = listening.port;
    served = { handler: url };
  });
  afterEach(() => manager.close());

  test('two `Cookie` lines are read as one', async () => {
    const visitor = await newVisitor(served);
    const lines = `Cookie: a=1\r\nCookie: vtex_session=garbage; b=2\r\ncookie: ${visitor.cookie}\r\n`;
    const bytes = `GET /api/sessions?items=account.accountName HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`;
    const [answer] = answersIn(await exchange(port, bytes));
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      id: visitor.id,
      namespaces: { account: { accountName: { value: 'acme' } } },
    });
  });

  test('bytes beyond ASCII spoil their own cookie only (R-119)', async () => {
    const visitor = await newVisitor(served);
    const head = `GET /api/sessions?items=account.accountName HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: a=`;
    const bytes = Buffer.concat([
      Buffer.from(head),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(`; ${visitor.cookie}\r\n\r\n`),
    ]);
    const [answer] = answersIn(await exchange(port, bytes));
    expect([answer?.status, JSON.parse(answer?.body ?? '').id]).toEqual([200, visitor.id]);
  });

  test.each([
    ['a bad escape', (cookie: string) => `a=%zz; ${cookie}; b=%`],
    ['names that are none', (cookie: string) => `=; ;;=x; a[]=1; ${cookie}; \u0020`],
    [
      '32 KB of others',
      (cookie: string) =>
        `${Array.from({ length: 320 }, (_, index) => `c${index}=${'x'.repeat(94)}`).join('; ')}; ${cookie}`,
    ],
    ['one of 32 KB', (cookie: string) => `big=${'x'.repeat(32_768)}; ${cookie}`],
    [
      'its own name, empty, garbage and cut off',
      (cookie: string) => `vtex_session=; vtex_session=x; ${cookie.slice(0, 60)}; ${cookie}`,
    ],
  ])('%s beside the session: it is found', async (_, around) => {
    const visitor = await newVisitor(served, { public: { a: { value: '1' } } });
    const before = await sessionOf(served, visitor);
    expect(await sessionOf(served, { cookie: around(visitor.cookie) })).toEqual(before);
    const answer = await request(served.handler).patch('/api/sessions').set('Cookie', around(visitor.cookie));
    expect(answer.body).toEqual({ sessionToken: visitor.token, segmentToken: visitor.segment });
  });

  test('a session cookie with a bad escape counts as dropped: no token at all', async () => {
    const answer = await request(served.handler)
      .get('/api/sessions?items=store.channel')
      .set('Cookie', 'vtex_session=%zz');
    expect(answer.body.namespaces).toEqual({ store: { channel: { value: '1' } } });
  });
});
