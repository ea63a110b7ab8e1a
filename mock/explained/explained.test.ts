import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import request, { type Response } from 'supertest';
import type { SessionManager } from '../index';
import { expiredCookies, loginApp, managerWith, newVisitor, setCookieLines } from '../server/testing/visitor';

const name = 'x-mock-explain';
const namedBy = (answer: Response): readonly string[] =>
  String(answer.headers[name] ?? '')
    .split(', ')
    .map((member) => member.replace(/;.*/, ''));

interface Step {
  readonly method: 'get' | 'head' | 'post' | 'patch' | 'put' | 'options';
  readonly path: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the cookies of the steps before. */
  readonly anew?: boolean;
}

const steps: readonly Step[] = [
  { method: 'get', path: '/api/sessions?items=*' },
  { method: 'get', path: '/api/segments?cultureInfo=fr-FR&supportedLocales=it-IT' },
  { method: 'post', path: '/api/sessions?utm_source=mail&utm_source=x&items=store.channel,public.*' },
  { method: 'patch', path: '/api/sessions', body: { public: { sc: { value: '3' }, a: { value: [1] } } } },
  { method: 'patch', path: '/api/sessions', body: { public: { sc: { value: '3' } } } },
  { method: 'post', path: '/io/api/sessions/?a=', body: { profile: {}, public: { b: 1 } } },
  { method: 'patch', path: '/api/sessions?sc=99' },
  { method: 'patch', path: '/api/sessions', body: { public: { login: { value: 'ana@example.com' } } } },
  { method: 'patch', path: '/api/sessions?sc=99' },
  { method: 'get', path: '/api/sessions?items=public.a,public.nothing,PUBLIC.a' },
  { method: 'head', path: '/api/sessions?items=*' },
  { method: 'get', path: '/api/segments' },
  { method: 'get', path: '/api/sessions' },
  { method: 'get', path: '/api/segments/not-a-segment' },
  { method: 'get', path: '/api/segments/eyJjaGFubmVsIjoiMiJ9?utm_source=x' },
  { method: 'post', path: '/api/sessions', body: '{', headers: { 'Content-Type': 'application/json' } },
  { method: 'post', path: '/api/sessions', body: 'a=b', headers: { 'Content-Type': 'text/plain' } },
  { method: 'put', path: '/api/sessions' },
  { method: 'options', path: '/api/sessions' },
  { method: 'get', path: '/api/sessions/%zz' },
  { method: 'get', path: '/api/sessions/invalidToken?items=*' },
  {
    method: 'patch',
    path: '/api/sessions/?c=d',
    anew: true,
    headers: { Cookie: 'vtex_session=a.b.c; =; x=1' },
  },
  { method: 'get', path: '/_mock/health' },
];

const { privateKey: signingKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** Everything of an answer but the header; a signature has a random part. */
function shown({ status, headers, text = '' }: Response): unknown {
  const { [name]: _, date, connection, ...rest } = headers as Record<string, unknown>;
  return JSON.parse(
    JSON.stringify({ status, rest, text })
      .replace(/(eyJ[\w-]+\.eyJ[\w-]+)\.[\w-]{86}/g, '$1.signature')
      .replace(/(\\"instance\\":)\\"[^"]+\\"/, '$1\\"\\"'),
  );
}

/** The steps one after the other, each with the cookies of those before it. */
async function walked(headers: Readonly<Record<string, string>>): Promise<readonly Response[]> {
  const manager = managerWith({ signingKey, apps: [loginApp] });
  const jar = new Map<string, string>();
  const answers: Response[] = [];
  for (const { method, path, body, headers: own = {}, anew = false } of steps) {
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
    const sending = request(manager.handler)
      [method](path)
      .set({ ...(!anew && cookie !== '' && { Cookie: cookie }), ...own, ...headers });
    const answer = await (body === undefined ? sending : sending.send(body));
    for (const line of setCookieLines(answer)) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(key, value);
    }
    answers.push(answer);
  }
  return answers;
}

describe('the header changes nothing of an answer but itself', () => {
  let without: readonly Response[];
  let withIt: readonly Response[];
  beforeAll(async () => {
    without = await walked({});
    withIt = await walked({ [name]: '1' });
  });

  test.each(steps.map(({ method, path }, index) => [index, method, path] as const))('%i: %s %s', (index) => {
    expect(shown(withIt[index] as Response)).toEqual(shown(without[index] as Response));
  });

  test('the steps are what they are meant to be', () => {
    expect(without.map(({ status }) => status)).toEqual([
      200, 200, 201, 200, 200, 201, 401, 200, 403, 200, 200, 200, 400, 400, 200, 400, 415, 405, 204, 400, 401,
      200, 200,
    ]);
  });

  test('it is in every answer of a session operation, and in no other', () => {
    const having = (answers: readonly Response[]) =>
      steps.filter((_, index) => answers[index]?.headers[name] !== undefined);
    expect(having(without)).toEqual([]);
    const others = steps.filter(({ method, path }) => method === 'options' || path === '/_mock/health');
    expect(having(withIt)).toEqual(steps.filter((step) => !others.includes(step)));
  });
});

test.each(['', '0', 'true', '2', '1, 1', '1;q=1', 'yes'])(
  'a value other than 1 does nothing: %j',
  async (value) => {
    const answer = await request(managerWith().handler).post('/api/sessions').set(name, value);
    expect([answer.status, answer.headers[name]]).toEqual([201, undefined]);
  },
);

describe('of the facts', () => {
  const manager = managerWith();
  const asked = (method: Step['method'], path: string, cookie = '') =>
    request(manager.handler)
      [method](path)
      .set({ [name]: '1', ...(cookie !== '' && { Cookie: cookie }) });

  test('a missing items says its setting, most particular first', async () => {
    const answer = await asked('get', '/api/sessions');
    expect(answer.headers[name]).toMatch(
      /^sessions\.items\.missing;grade=assumed;setting=statusOfMissingItems, /,
    );
  });

  test('by the setting that the segment cookie wins, the session does not decide', async () => {
    const other = managerWith({ assumptions: { segmentComesFrom: 'segment-cookie' } });
    const segmentCookie = 'vtex_segment=eyJjaGFubmVsIjoiMiJ9';
    const bySetting = async (one: SessionManager) => {
      const { cookie } = await newVisitor(one);
      const call = request(one.handler)
        .get('/api/segments')
        .set({ [name]: '1', Cookie: `${cookie}; ${segmentCookie}` });
      const ids = namedBy(await call);
      return [
        ids.includes('segments.read.which-cookie-wins'),
        ids.includes('segments.read.follows-the-session'),
      ];
    };
    expect(await bySetting(manager)).toEqual([true, true]);
    expect(await bySetting(other)).toEqual([true, false]);
  });

  test('a policy refused by the setting clears the channel, which is the same behaviour', async () => {
    const cleared = managerWith({ assumptions: { forbiddenTradePolicy: 'channel-cleared' } });
    const answer = await request(cleared.handler).post('/api/sessions?sc=99').set(name, '1');
    expect([answer.status, namedBy(answer)[0]]).toEqual([201, 'store.policy.forbidden-to-a-visitor']);
  });

  test('cookies that an app declares are recorded, so that they are none of the undeclared', async () => {
    const recorder = {
      name: 'recorder',
      input: { cookie: ['prefs'] },
      output: {},
      transform: () => undefined,
    };
    const id = 'cookies.read.undeclared-ones-are-not-recorded';
    const told = async (one: SessionManager, cookie: string) =>
      namedBy(
        await request(one.handler)
          .post('/api/sessions')
          .set({ [name]: '1', Cookie: cookie }),
      ).includes(id);
    expect(await told(manager, 'prefs=dark')).toBe(true);
    expect(await told(managerWith({ apps: [recorder] }), 'prefs=dark')).toBe(false);
    expect(await told(managerWith({ apps: [recorder] }), 'prefs=dark; other=1')).toBe(true);
    expect(await told(manager, '')).toBe(false);
  });

  test('a whole namespace that is found by the setting is not unknown', async () => {
    const whole = managerWith({ assumptions: { bareNamespaceItem: 'whole-namespace' } });
    const ids = async (one: SessionManager) =>
      namedBy(await request(one.handler).get('/api/sessions?items=store').set(name, '1')).filter((id) =>
        id.startsWith('sessions.items.'),
      );
    expect(await ids(manager)).toEqual([
      'sessions.items.bare-namespace',
      'sessions.items.nothing-found-is-empty',
      'sessions.items.id-comes-whatever-they-find',
    ]);
    expect(await ids(whole)).toEqual(['sessions.items.bare-namespace', 'sessions.items.give-what-they-name']);
  });

  test('a semicolon at the end of the cookies is no malformed cookie', async () => {
    const id = 'cookies.read.malformed-foreign-ones-are-dropped';
    expect(namedBy(await asked('get', '/api/sessions?items=*', 'a=1;'))).not.toContain(id);
    expect(namedBy(await asked('get', '/api/sessions?items=*', 'a=1; b'))).toContain(id);
  });
});

test('inside an app of somebody else’s it stands beside the headers that were set before', async () => {
  const { middleware } = managerWith();
  const app = express().use((_req, res, next) => {
    res.setHeader('X-Store', 'acme');
    next();
  }, middleware);
  const answer = await request(app).get('/api/sessions?items=*').set(name, '1');
  expect([answer.headers['x-store'], namedBy(answer).length > 3]).toEqual(['acme', true]);
});

test('a defect of the emulator is told as ever', async () => {
  const ids = () => {
    throw new Error('the inside of it');
  };
  const answer = await request(managerWith({ ids }).handler).post('/api/sessions').set(name, '1');
  expect(answer.status).toBe(500);
  expect(answer.headers[name]).toContain('errors.form.are-json;grade=inferred');
  expect(answer.headers[name]).not.toContain('the inside');
});

test('a defect of the explanation leaves the answer as it is, and warns', async () => {
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const { handler } = managerWith();
  const answer = await request((req: IncomingMessage, res: ServerResponse) => {
    res.getHeader = () => {
      throw new Error('no headers here');
    };
    handler(req, res);
  })
    .get('/api/sessions?items=*')
    .set(name, '1');
  expect([answer.status, answer.headers[name]]).toEqual([200, undefined]);
  expect(warned.mock.calls).toEqual([['x-mock-explain failed: Error: no headers here']]);
  warned.mockRestore();
});

test('the cookies that a refusal expires are those it expires without the header', async () => {
  const answer = await request(managerWith().handler)
    .get('/api/sessions/invalidToken?items=*')
    .set(name, '1');
  expect(setCookieLines(answer)).toEqual(expiredCookies);
  expect(namedBy(answer)).toContain('cookies.set.expired-alike');
});

describe('to a page of another origin', () => {
  const origin = 'http://localhost:3000';
  const { handler } = managerWith({ cors: [origin] });

  test('a preflight allows it, and the page may read the answer’s', async () => {
    const preflight = await request(handler).options('/api/sessions').set({
      Origin: origin,
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': name,
    });
    expect([preflight.status, preflight.headers['access-control-allow-headers']]).toEqual([204, name]);
    const answer = await request(handler)
      .post('/api/sessions')
      .set({ Origin: origin, [name]: '1' });
    expect(answer.headers['access-control-expose-headers']).toBe(name);
    expect(namedBy(answer)).not.toContain('routing.paths.no-cors-headers');
  });

  test('one that is not named is told that there are no CORS headers', async () => {
    const answer = await request(handler)
      .post('/api/sessions')
      .set({ Origin: 'http://evil.example.com', [name]: '1' });
    expect(answer.headers['access-control-expose-headers']).toBeUndefined();
    expect(namedBy(answer)).toContain('routing.paths.no-cors-headers');
  });
});
