import request, { type Response } from 'supertest';
import { expiredCookies, managerWith, setCookieLines } from './testing/visitor';

const origin = 'http://localhost:3000';
const corsHeaders = (answer: Response) =>
  Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name.startsWith('access-control-')));

const preflight = (handler: Parameters<typeof request>[0], from: string, method = 'PATCH') =>
  request(handler).options('/api/sessions').set({
    Origin: from,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'content-type',
  });

describe('by default, as VTEX: none (R-221)', () => {
  test.each(['post', 'patch', 'get', 'options'] as const)('%s', async (method) => {
    const answer = await request(managerWith().handler)
      [method]('/api/sessions?items=*')
      .set('Origin', origin);
    expect(answer.ok).toBe(true);
    expect(corsHeaders(answer)).toEqual({});
    expect(answer.headers['vary']).toBeUndefined();
  });

  test('nor to a preflight, which is an OPTIONS like any other', async () => {
    const answer = await preflight(managerWith().handler, origin);
    expect([answer.status, corsHeaders(answer)]).toEqual([204, {}]);
  });
});

describe('to an origin that is named', () => {
  const cors = ['http://localhost:8000', origin];

  test.each([
    ['post', '/api/sessions', 201],
    ['patch', '/io/api/sessions', 200],
    ['get', '/api/sessions?items=*', 200],
    ['get', '/api/segments', 200],
    ['get', '/api/sessions', 400],
    ['put', '/api/sessions', 405],
    ['get', '/api/segments/%zz', 400],
  ] as const)('%s %s may be called with credentials (%i)', async (method, path, status) => {
    const answer = await request(managerWith({ cors }).handler)[method](path).set('Origin', origin);
    expect(answer.status).toBe(status);
    expect(corsHeaders(answer)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-mock-explain',
    });
    expect(answer.headers['vary']).toBe('Origin');
  });

  test('the cookies are set all the same, and expired', async () => {
    const { handler } = managerWith({ cors });
    const created = await request(handler).post('/api/sessions').set('Origin', origin);
    expect(setCookieLines(created)).toHaveLength(2);
    const cleared = await request(handler).get('/api/sessions/invalidToken?items=*').set('Origin', origin);
    expect(setCookieLines(cleared)).toEqual(expiredCookies);
  });

  test('a preflight is answered without a session', async () => {
    const answer = await preflight(managerWith({ cors }).handler, origin);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(corsHeaders(answer)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
    const methods = (answer.headers['access-control-allow-methods'] as string).split(/, ?/);
    expect(methods).toEqual(expect.arrayContaining(['GET', 'HEAD', 'POST', 'PATCH']));
    expect(setCookieLines(answer)).toEqual([]);
  });
});

describe('to another origin', () => {
  const manager = managerWith({ cors: [origin] });

  test.each(['http://localhost:3001', 'https://localhost:3000', 'http://evil.example.com', 'null', ''])(
    '%j nothing is allowed, though it is answered',
    async (other) => {
      const answer = await request(manager.handler).get('/api/sessions?items=*').set('Origin', other);
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(
        (await preflight(manager.handler, other)).headers['access-control-allow-origin'],
      ).toBeUndefined();
    },
  );

  test('no header of CORS is sent at all', async () => {
    const call = request(manager.handler)
      .get('/api/sessions?items=*')
      .set('Origin', 'http://evil.example.com');
    expect(corsHeaders(await call)).toEqual({});
    expect(corsHeaders(await preflight(manager.handler, 'http://evil.example.com'))).toEqual({});
  });
});

test.each([[undefined], [origin], ['http://evil.example.com']])(
  'OPTIONS that is no preflight says what is allowed, whatever its origin: %s',
  async (from) => {
    const call = request(managerWith({ cors: [origin] }).handler).options('/api/segments');
    const answer = await (from === undefined ? call : call.set('Origin', from));
    expect([answer.status, answer.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
  },
);
