import request from 'supertest';
import { version } from '../version';
import { sessionManagerDocument } from './document';
import { managerWith, newVisitor, testTime, told } from './testing/visitor';

describe('GET /_mock/health', () => {
  test('says who is on this port', async () => {
    let now = testTime;
    const manager = managerWith({ clock: () => now });
    await newVisitor(manager);
    now += 1500;
    const answer = await request(manager.handler).get('/_mock/health');
    expect(told(answer)).toEqual([
      200,
      {
        product: 'vtex-session-mock',
        version,
        instance: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
        account: 'acme',
        sessions: 1,
        uptime: 1.5,
      },
    ]);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  test('names one instance as long as it lives, and another for another manager', async () => {
    const [one, other] = [managerWith(), managerWith()];
    const instanceOf = async ({ handler }: typeof one) =>
      (await request(handler).get('/_mock/health')).body.instance;
    expect(await instanceOf(one)).toBe(await instanceOf(one));
    expect(await instanceOf(one)).not.toBe(await instanceOf(other));
  });

  test('counts the sessions that are kept, expired ones not', async () => {
    let now = testTime;
    const manager = managerWith({ clock: () => now, maxSessions: 2 });
    const counts: number[] = [];
    const count = async () =>
      counts.push((await request(manager.handler).get('/_mock/health')).body.sessions);
    await count();
    for (let visit = 0; visit < 3; visit++) await newVisitor(manager);
    await count();
    now += 432_000_000;
    await count();
    expect(counts).toEqual([0, 2, 0]);
  });
});

test('GET /_mock/openapi.json serves the document', async () => {
  const answer = await request(managerWith().handler).get('/_mock/openapi.json');
  expect(told(answer)).toEqual([200, JSON.parse(JSON.stringify(sessionManagerDocument))]);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
});

describe('a path that is not served: 404', () => {
  test.each([
    ['get', '/', '/'],
    ['post', '/api/session', '/api/session'],
    ['get', '/api/sessions/a/b?items=*', '/api/sessions/a/b'],
    ['delete', '/_mock/nothing', '/_mock/nothing'],
    ['get', '/_mock/api/sessions?items=*', '/_mock/api/sessions'],
    ['patch', '/API/SESSIONS', '/API/SESSIONS'],
    ['get', '/%zz', '/%zz'],
    ['get', '/_mock/%E2%82', '/_mock/%E2%82'],
    ['options', '/x', '/x'],
  ] as const)('%s %s', async (method, path, shown) => {
    const answer = await request(managerWith().handler)[method](path);
    expect(told(answer)).toEqual([
      404,
      {
        type: 'NotFound',
        message: `${method.toUpperCase()} ${shown} is not served: /api/sessions, /api/segments (a root path may stand before them) and what is under /_mock are`,
        code: 'NOT_FOUND',
      },
    ]);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });
});

describe('another method than GET on the control plane: 405 with Allow', () => {
  test.each([
    ['post', '/_mock/health'],
    ['put', '/_mock/openapi.json'],
    ['delete', '/_mock/health'],
  ] as const)('%s %s', async (method, path) => {
    const answer = await request(managerWith().handler)[method](path);
    expect(answer.headers['allow']).toContain('GET, HEAD');
    expect(told(answer)).toEqual([
      405,
      {
        type: 'MethodNotAllowed',
        message: `${method.toUpperCase()} is not served here: send GET`,
        code: 'METHOD_NOT_ALLOWED',
      },
    ]);
  });
});

test.each(['/api/sessions/%zz?items=*', '/api/segments/%', '/io/api/sessions/%E2%82'])(
  'a bad escape in %s, where a token is read: 400',
  async (path) => {
    expect(told(await request(managerWith().handler).get(path))).toEqual([
      400,
      {
        type: 'BadRequest',
        message: 'The token in the path holds a bad percent-escape: send it as it was set',
        code: 'PATH_UNREADABLE',
      },
    ]);
  },
);
