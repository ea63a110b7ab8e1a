/** The effects of faults, over real connections and in process. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import express from 'express';
import request from 'supertest';
import { until } from '../../../tests/until';
import { createSessionManager, type RequestReport, type SessionManager } from '../../index';
import { managerWith, newVisitor, sessionOf } from '../../server/testing/visitor';

const opened: SessionManager[] = [];
afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

async function listening(reports: RequestReport[] = []) {
  const manager = createSessionManager({ onRequest: (report) => reports.push(report) });
  opened.push(manager);
  const { url } = await manager.listen();
  return { manager, url, count: async () => (await manager.sessions()).count };
}

/** A write by node:http: the answer with its body, or the client's error. */
function written(
  url: string,
  fault: string,
): Promise<{ status?: number; length?: number; text: string; code?: string }> {
  return new Promise((resolve) => {
    let text = '';
    let answer: IncomingMessage | undefined;
    const settled = (code?: string) =>
      resolve({
        ...(answer && {
          status: answer.statusCode as number,
          length: Number(answer.headers['content-length']),
        }),
        text,
        ...(code !== undefined && { code }),
      });
    const failed = ({ code }: NodeJS.ErrnoException) => settled(code);
    const headers = { 'x-mock-fault': fault, 'content-type': 'application/json' };
    const req = httpRequest(`${url}/api/sessions`, { method: 'POST', headers }, (res) => {
      answer = res;
      res.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      res.on('error', failed).on('end', () => settled());
    });
    req.on('error', failed).end('{"public":{"a":{"value":"é"}}}');
  });
}

const byFetch = (url: string, fault: string) =>
  fetch(`${url}/api/sessions`, { method: 'POST', headers: { 'x-mock-fault': fault } });
const inProcess = (manager: SessionManager, fault: string) =>
  manager.fetch('http://x/api/sessions', { method: 'POST', headers: { 'x-mock-fault': fault } });

describe('drop', () => {
  test.each([
    ['drop', 0],
    ['drop=request', 0],
    ['drop=answer', 3],
  ])('%s: clients see a reset connection, and %d of 3 sessions are created', async (fault, sessions) => {
    const { manager, url, count } = await listening();
    expect(await written(url, fault)).toEqual({ text: '', code: 'ECONNRESET' });
    await expect(byFetch(url, fault)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: expect.stringMatching(/^(?:UND_ERR_SOCKET|ECONNRESET)$/) },
    });
    await expect(inProcess(manager, fault)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNRESET', message: 'socket hang up' },
    });
    expect(await count()).toBe(sessions);
  });

  test('supertest sees a reset connection', async () => {
    const call = request(managerWith().handler).post('/api/sessions').set('x-mock-fault', 'drop');
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('a write with a dropped answer is saved', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager);
    manager.faults.add({ operation: 'editSession', drop: 'answer' });
    const edit = () =>
      request(manager.handler)
        .patch('/api/sessions')
        .set('Cookie', visitor.cookie)
        .send({ public: { a: { value: 1 } } });
    await expect(edit()).rejects.toThrow();
    expect((await sessionOf(manager, visitor)).namespaces['public']).toEqual({ a: { value: 1 } });
    expect((await edit()).status).toBe(200);
  });
});

describe('truncate', () => {
  test('the full length is announced, and the connection is cut after half of the body', async () => {
    const { manager, url, count } = await listening();
    const { status, length = 0, text, code } = await written(url, 'truncate');
    expect([status, code]).toEqual([201, 'ECONNRESET']);
    expect(length).toBeGreaterThan(100);
    expect(Buffer.byteLength(text)).toBe(Math.floor(length / 2));
    for (const answer of [await byFetch(url, 'truncate'), await inProcess(manager, 'truncate')]) {
      expect(answer.status).toBe(201);
      expect(answer.headers.getSetCookie()).toHaveLength(2);
      await expect(answer.text()).rejects.toThrow('terminated');
    }
    expect(await count()).toBe(3);
  });

  test('an answer without a body is not truncated', async () => {
    const answer = await request(managerWith().handler)
      .head('/api/sessions?items=*')
      .set('x-mock-fault', 'truncate');
    expect(answer.status).toBe(200);
  });
});

test('malformed: half of the body with the matching length, which does not parse', async () => {
  const { manager, url, count } = await listening();
  const { status, length, text, code } = await written(url, 'malformed');
  expect([status, code, Buffer.byteLength(text)]).toEqual([201, undefined, length]);
  expect(text).toMatch(/^\{"sessionToken":"ey/);
  expect(() => JSON.parse(text)).toThrow();
  const answer = await inProcess(manager, 'malformed');
  await expect(answer.json()).rejects.toThrow('JSON');
  expect(await count()).toBe(2);
});

describe('delay', () => {
  const slow = 60_000;

  test('delays the unchanged answer', async () => {
    const { manager, url } = await listening();
    const order: string[] = [];
    const late = byFetch(url, 'delay=400').then(({ status }) => order.push(`late ${status}`));
    await byFetch(url, 'delay=5, status=503').then(({ status }) => order.push(`failed ${status}`));
    await byFetch(url, 'delay=0').then(() => order.push('at once'));
    await late;
    expect(order).toEqual(['failed 503', 'at once', 'late 201']);
    expect((await manager.sessions()).count).toBe(2);
  });

  test('ends under the fake timers of a test', async () => {
    const manager = managerWith();
    jest.useFakeTimers();
    expect((await inProcess(manager, 'delay=5')).status).toBe(201);
  });

  type Ask = (manager: SessionManager, url: string, signal?: AbortSignal) => Promise<Response>;
  const asks: [string, Ask][] = [
    [
      'over a connection',
      (_, url, signal) => fetch(`${url}/api/sessions`, { method: 'POST', signal: signal ?? null }),
    ],
    [
      'in process',
      ({ fetch }, url, signal) => fetch(`${url}/api/sessions`, { method: 'POST', signal: signal ?? null }),
    ],
  ];

  async function untilWaiting({ faults }: SessionManager): Promise<void> {
    await until('a request waits', () => faults.list()[0]?.used === 1);
  }

  // supertest's own server: the manager's cuts its connections soon after it closes.
  test.each<[string, (manager: SessionManager) => PromiseLike<{ readonly status: number }>]>([
    [
      'over a connection',
      ({ handler }) =>
        request(handler)
          .post('/api/sessions')
          .then((answer) => answer),
    ],
    ['in process', ({ fetch }) => fetch('http://x/api/sessions', { method: 'POST' })],
  ])('%s: close() ends the delay, and the request is answered', async (_, ask) => {
    const manager = managerWith();
    manager.faults.add({ delay: slow });
    const answer = ask(manager);
    await untilWaiting(manager);
    await manager.close();
    expect((await answer).status).toBe(201);
  });

  test.each(asks)('%s: a client that hangs up is not served', async (_, ask) => {
    const reports: RequestReport[] = [];
    const { manager, url, count } = await listening(reports);
    manager.faults.add({ delay: slow });
    const abort = new AbortController();
    const asked = ask(manager, url, abort.signal);
    await untilWaiting(manager);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await until('the request is reported', () => reports.length > 0);
    expect(reports).toMatchObject([{ status: 0, fault: `delay=${slow}` }]);
    expect(await count()).toBe(0);
  });
});

describe('which requests', () => {
  test.each([
    ['options', '/api/sessions', 204],
    ['put', '/api/sessions', 405],
    ['get', '/api/segments/%zz', 400],
    ['get', '/_mock/health', 200],
    ['get', '/nowhere', 404],
  ] as const)('none of %s %s, which is no session operation', async (method, path, status) => {
    const manager = managerWith();
    manager.faults.add({ drop: 'request', times: 'every' });
    for (const fault of [undefined, 'drop', 'nonsense']) {
      const call = request(manager.handler)[method](path);
      expect((await (fault === undefined ? call : call.set('x-mock-fault', fault))).status).toBe(status);
    }
    expect(manager.faults.list()).toMatchObject([{ used: 0 }]);
  });

  test('faults apply in an app that mounts the middleware', async () => {
    const manager = managerWith();
    const app = express().use('/shop', manager.middleware);
    manager.faults.add({ path: '/api', status: 503 });
    expect((await request(app).get('/shop/api/segments')).status).toBe(503);
    const call = request(app).get('/shop/api/segments').set('x-mock-fault', 'drop');
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('faults do not affect another manager', async () => {
    const [one, other] = [managerWith(), managerWith()];
    one.faults.add({ status: 503, times: 'every' });
    expect((await request(other.handler).get('/api/segments')).status).toBe(200);
  });
});

test('onRequest gets the fault, and status 0 when no answer was sent', async () => {
  const reports: RequestReport[] = [];
  const { manager } = await listening(reports);
  for (const fault of ['drop', 'drop=answer', 'delay=1, malformed', 'status=503']) {
    await inProcess(manager, fault).catch(() => undefined);
  }
  await inProcess(manager, 'nonsense');
  expect(reports.map(({ status, fault }) => [status, fault])).toEqual([
    [0, 'drop=request'],
    [0, 'drop=answer'],
    [201, 'delay=1, malformed'],
    [503, 'status=503'],
    [400, undefined],
  ]);
});
