import request from 'supertest';
import type { InProcessApp, RequestReport } from '../index';
import { appReading, managerWith, newVisitor, segmentTokenOf } from './testing/visitor';

/** A manager and what it reports, durations left out. */
function reporting() {
  const reports: RequestReport[] = [];
  const manager = managerWith({ onRequest: (report) => void reports.push(report) });
  return { manager, reports, told: () => reports.map(({ milliseconds: _, ...report }) => report) };
}

/** Of a request of which there is nothing more to tell. */
const silent = { ignored: [], conflicts: [] };

describe('onRequest', () => {
  test('is called once for each session or segment request, and for nothing else', async () => {
    const { manager, told } = reporting();
    const { handler } = manager;
    const { token, segment } = await newVisitor(manager);
    await request(handler).patch('/io/api/sessions/?items=*&a=1');
    await request(handler).get('/api/sessions?items=*');
    await request(handler).head('/api/sessions?items=*');
    await request(handler).post(`/api/sessions/${token}?a=1`);
    await request(handler).get(`/io/api/sessions/${token}/?items=*`);
    await request(handler).get('/api/segments?utm_source=x');
    await request(handler).get(`/api/segments/${segment}`);
    await request(handler).options('/api/segments');
    await request(handler).get('/_mock/health');
    await request(handler).get('/nothing');
    expect(told()).toEqual([
      { method: 'POST', path: '/api/sessions', operation: 'createSession', status: 201, ...silent },
      { method: 'PATCH', path: '/io/api/sessions/', operation: 'editSession', status: 200, ...silent },
      { method: 'GET', path: '/api/sessions', operation: 'getSession', status: 200, ...silent },
      { method: 'HEAD', path: '/api/sessions', operation: 'getSession', status: 200, ...silent },
      {
        method: 'POST',
        path: '/api/sessions/{token}',
        operation: 'editSessionByToken',
        status: 201,
        ...silent,
      },
      {
        method: 'GET',
        path: '/io/api/sessions/{token}/',
        operation: 'getSessionByToken',
        status: 200,
        ...silent,
      },
      { method: 'GET', path: '/api/segments', operation: 'getSegment', status: 200, ...silent },
      {
        method: 'GET',
        path: '/api/segments/{token}',
        operation: 'getSegmentByToken',
        status: 200,
        ...silent,
      },
      { method: 'OPTIONS', path: '/api/segments', operation: 'options', status: 204, ...silent },
    ]);
  });

  test('tells what was not served as refused', async () => {
    const { manager, told } = reporting();
    await request(manager.handler).get('/api/sessions');
    await request(manager.handler).delete('/api/sessions/secret');
    await request(manager.handler).get('/api/segments/%zz');
    await request(manager.handler).get('/api/sessions/secret?items=*');
    await request(manager.handler).post('/api/sessions').type('json').send('{');
    const refused = { operation: 'refused', ...silent };
    expect(told()).toEqual([
      { method: 'GET', path: '/api/sessions', status: 400, ...refused },
      { method: 'DELETE', path: '/api/sessions/{token}', status: 405, ...refused },
      { method: 'GET', path: '/api/segments/{token}', status: 400, ...refused },
      { method: 'GET', path: '/api/sessions/{token}', status: 401, ...refused },
      { method: 'POST', path: '/api/sessions', status: 400, ...refused },
    ]);
  });

  test('tells what was sent and not written, and by which rule', async () => {
    const { manager, told } = reporting();
    await request(manager.handler)
      .post('/api/sessions?items=*&an=acme&=x')
      .send({ public: { a: {}, '': { value: 1 }, b: { value: 2 } }, profile: {} });
    expect(told()[0]?.ignored).toEqual([
      { path: 'profile', reason: 'a caller writes the public namespace only', rule: 'R-030' },
      { path: 'public.a', reason: expect.stringContaining('it has no `value` member'), rule: 'R-032' },
      { path: 'public.', reason: 'an item cannot name an empty key', rule: 'R-081' },
      { path: '?an', reason: 'the name is reserved', rule: 'R-055' },
      { path: '?', reason: 'an item cannot name an empty key', rule: 'R-081' },
    ]);
  });

  test('tells of apps that disagree', async () => {
    const reports: RequestReport[] = [];
    const [one, other] = ['one', 'other'].map((name) => ({
      ...appReading('a', { public: ['b'] }, () => ({ public: { b: name } })),
      name,
    })) as [InProcessApp, InProcessApp];
    const manager = managerWith({ apps: [one, other], onRequest: (report) => void reports.push(report) });
    await request(manager.handler).post('/api/sessions?a=1');
    expect(JSON.stringify(reports[0]?.conflicts)).toContain('"b"');
  });

  test('tells how a session app failed, which the caller is not told', async () => {
    const reports: RequestReport[] = [];
    const broken = appReading('a', {}, () => {
      throw new Error('the inside of it');
    });
    const manager = managerWith({ apps: [broken], onRequest: (report) => void reports.push(report) });
    const { text } = await request(manager.handler).post('/api/sessions?a=1');
    expect(text).not.toContain('inside');
    expect(reports[0]?.failure).toBe(
      'App reads-a failed, resulting in an error building the session: the inside of it',
    );
  });

  test('tells nothing of the inside of a defect, which may hold anything', async () => {
    const reports: RequestReport[] = [];
    const ids = () => {
      throw new Error('a token');
    };
    const manager = managerWith({ ids, onRequest: (report) => void reports.push(report) });
    expect((await request(manager.handler).post('/api/sessions')).status).toBe(500);
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).not.toContain('a token');
  });

  test('tells how long it took', async () => {
    const { manager, reports } = reporting();
    await newVisitor(manager);
    expect(reports[0]?.milliseconds).toBeGreaterThan(0);
  });

  test('that throws spoils neither the answer nor the next one', async () => {
    const manager = managerWith({
      onRequest: () => {
        throw new Error('a listener with a defect');
      },
    });
    const visitor = await newVisitor(manager);
    expect(
      (await request(manager.handler).get('/api/sessions?items=*').set('Cookie', visitor.cookie)).status,
    ).toBe(200);
  });
});

describe('a report holds no cookie and no token', () => {
  test('however short and however deep', async () => {
    const { manager, reports } = reporting();
    await request(manager.handler).get('/api/segments/x/api/sessions/short-secret?items=*');
    await request(manager.handler).get('/api/sessions/api/segments/short-secret');
    expect(reports.map(({ path }) => path.includes('secret'))).toEqual([false, false]);
  });

  test.each([
    ['in the path', (token: string) => [`/api/sessions/${token}?items=*`]],
    ['in the path, below a root path', (token: string) => [`/a/b/api/sessions/${token}/?items=*`]],
    ['in the path, escaped', (token: string) => [`/api/sessions/${token.replaceAll('.', '%2E')}?items=*`]],
    [
      'in the path, behind a root path that looks like it',
      (token: string) => [
        `/api/sessions/api/sessions/${token}?items=*`,
        `/api/segments/x/api/sessions/${token}?items=*`,
      ],
    ],
    [
      'in the query string',
      (token: string) => [`/api/sessions?items=${token}&vtex_session=${token}`, `/api/segments?an=${token}`],
    ],
    ['in a refused path', (token: string) => [`/api/segments/${token}`, `/api/sessions/${token}%zz`]],
  ])('%s', async (_, pathsFor) => {
    const { manager, reports } = reporting();
    const { token, segment, cookie } = await newVisitor(manager);
    const secret = segmentTokenOf({ secret: 'hidden' });
    const cookies = `${cookie}; vtex_segment=${secret}; VtexIdclientAutCookie_acme=hidden`;
    for (const path of pathsFor(token)) {
      await request(manager.handler).get(path).set('Cookie', cookies);
      await request(manager.handler)
        .post(path)
        .set('Cookie', cookies)
        .send({ public: { a: { value: 'hidden' } } });
    }
    const text = JSON.stringify(reports);
    const secrets = [...token.split('.'), segment, secret, 'hidden'];
    expect(secrets.filter((one) => text.includes(one))).toEqual([]);
    expect(reports).toHaveLength(1 + 2 * pathsFor(token).length);
  });
});
