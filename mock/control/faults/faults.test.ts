/** Delays end early; faults in another app. The contract suite covers what a request can show (control.faults). */
import express from 'express';
import request from 'supertest';
import { until } from '../../../tests/until';
import { createSessionManager, type RequestReport, type SessionManager } from '../../index';
import { managerWith } from '../../server/testing/visitor';

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

const inProcess = (manager: SessionManager, fault: string) =>
  manager.fetch('http://x/api/sessions', { method: 'POST', headers: { 'x-mock-fault': fault } });

describe('delay', () => {
  const slow = 60_000;

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

test('faults apply in an app that mounts the middleware', async () => {
  const manager = managerWith();
  const app = express().use('/shop', manager.middleware);
  manager.faults.add({ path: '/api', status: 503 });
  expect((await request(app).get('/shop/api/segments')).status).toBe(503);
  const call = request(app).get('/shop/api/segments').set('x-mock-fault', 'drop');
  await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
});
