import request, { type Response } from 'supertest';
import type { RequestReport, SessionManager } from '../index';
import { newVisitor, sessionOf, told, type Visitor } from '../server/testing/visitor';
import { type AppHandler, answering, appServer } from './testing/app-server';
import { closeConnected, connected, post } from './testing/connected';

afterEach(closeConnected);

const demoOf = ({ body }: Response) => body.namespaces.public?.demo;

const route = '/_v/session-watcher/session/transform';
const sent = (status: number, type: string, body: string | Buffer): AppHandler => {
  return (_, response) => response.writeHead(status, { 'Content-Type': type }).end(body);
};

/** A manager whose app has answered once and answers otherwise from now on, and what it says of it. */
async function failing(handler: AppHandler, timeout?: number) {
  let now = answering(() => ({ public: { demo: { value: 'before' } } }));
  const server = await appServer((given, response) => now(given, response));
  const reports: RequestReport[] = [];
  const onRequest = (report: RequestReport) => void reports.push(report);
  const manager = connected({ url: server.url, timeout: timeout ?? 60_000 }, { onRequest });
  // A good answer might take longer than a small budget, so there is none then.
  const visitor = await newVisitor(
    manager,
    timeout === undefined ? { public: { email: { value: 'a' } } } : {},
  );
  now = handler;
  return { server, manager, visitor, failureOf: () => reports.at(-2)?.failure?.replaceAll(server.url, '') };
}

/** X8 */
async function expectNothingSaved({ manager, visitor }: { manager: SessionManager; visitor: Visitor }) {
  const before = await sessionOf(manager, visitor);
  const answer = await post(manager, 'email=b&other=1', visitor);
  expect(told(answer)).toEqual([
    502,
    { type: 'BadGateway', message: 'App session-watcher failed, resulting in an error building the session' },
  ]);
  expect(answer.get('Set-Cookie')).toBeUndefined();
  expect(await sessionOf(manager, visitor)).toEqual(before);
}

describe('a failure is 502 with the known message, nothing is saved, and the log tells the cause', () => {
  test.each<[string, AppHandler, string]>([
    ['500', sent(500, 'application/json', '{}'), 'answered 500'],
    ['404', sent(404, 'application/json', '{"public":{"demo":{"value":"x"}}}'), 'answered 404'],
    ['304', (_, response) => response.writeHead(304).end(), 'answered 304'],
    ['HTML', sent(200, 'text/html', '<html>not found</html>'), 'answered 200 (text/html), which is not JSON'],
    [
      'text without a type',
      (_, response) => response.writeHead(200).end('ok'),
      'answered 200 (no content type), which is not JSON',
    ],
    [
      'half of JSON',
      sent(200, 'application/json', '{"public":{'),
      'answered 200 (application/json), which is not JSON',
    ],
    ['a list', sent(200, 'application/json', '[]'), 'answered 200, but the answer is not an object'],
    ['null', sent(200, 'application/json', 'null'), 'answered 200, but the answer is not an object'],
    ['text in JSON', sent(200, 'application/json', '"x"'), 'answered 200, but the answer is not an object'],
    [
      'a namespace that is a list',
      sent(200, 'application/json', '{"public":[]}'),
      'answered 200, but public is not an object',
    ],
    [
      'a bare value',
      sent(200, 'application/json', '{"public":{"demo":"x"}}'),
      'answered 200, but public.demo is not an object',
    ],
    [
      'no value',
      sent(201, 'application/json', '{"public":{"demo":{}}}'),
      'answered 201, but public.demo has no value: answer {"value": …}',
    ],
    [
      'a value that is too deep',
      sent(200, 'application/json', `{"public":{"demo":{"value":${'['.repeat(5000)}${']'.repeat(5000)}}}}`),
      'answered 200, but the answer is nested over 200 levels deep',
    ],
    [
      'over 1 MB',
      sent(200, 'application/json', `{"public":{"demo":{"value":"${'x'.repeat(1_048_577)}"}}}`),
      'answered over 1048576 bytes',
    ],
  ])('%s', async (_, handler, cause) => {
    const app = await failing(handler);
    await expectNothingSaved(app);
    expect(app.failureOf()).toBe(
      `App session-watcher failed, resulting in an error building the session: POST ${route} ${cause}`,
    );
  });

  test('a redirect, which is not followed', async () => {
    const elsewhere = await appServer(answering(() => ({})));
    const app = await failing((_, response) => response.writeHead(307, { Location: elsewhere.url }).end());
    await expectNothingSaved(app);
    expect(app.failureOf()).toContain('answered 307, a redirect, which is not followed');
    expect(elsewhere.requests).toEqual([]);
  });

  test('a body without end is not read to its end', async () => {
    const chunk = Buffer.alloc(65_536, 0x20);
    let given = 0;
    let ended = () => {};
    const closed = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const app = await failing((_, response) => {
      response.writeHead(200).on('close', ended);
      const more = () => {
        given += chunk.length;
        if (!response.destroyed) response.write(chunk, more);
      };
      more();
    });
    await expectNothingSaved(app);
    expect(app.failureOf()).toContain('answered over 1048576 bytes');
    await closed;
    expect(given).toBeLessThan(30 * 1_048_576);
  });

  test('the server was killed', async () => {
    const app = await failing(answering(() => ({})));
    await app.server.close();
    await expectNothingSaved(app);
    expect(app.failureOf()).toMatch(/transform failed: ECONNREFUSED$/);
  });

  test('the connection breaks in the middle of the body', async () => {
    const app = await failing((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{', () => response.destroy());
    });
    await expectNothingSaved(app);
    expect(app.failureOf()).toMatch(/transform failed: \S/);
  });

  test.each<[string, AppHandler]>([
    ['no headers', () => undefined],
    ['headers and half a body', (_, response) => void response.writeHead(200).write('{"public":')],
  ])('%s within the budget (R-246)', async (_, handler) => {
    const app = await failing(handler, 100);
    await expectNothingSaved(app);
    expect(app.failureOf()).toBe(
      `App session-watcher failed, resulting in an error building the session: POST ${route} took over 100 ms`,
    );
  });

  test('the handler goes on, and what it answers then reaches no session (R-246)', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const app = await failing((_, response) => {
      response.on('close', () => {
        response.end('{"public":{"demo":{"value":"late"}}}');
        finish();
      });
    }, 100);
    await expectNothingSaved(app);
    await finished;
    expect((await sessionOf(app.manager, app.visitor)).namespaces['public']).toBeUndefined();
  });

  test('an app that is mended is called again', async () => {
    let broken = true;
    const app = await failing((given, response) => {
      if (broken) response.writeHead(500).end();
      else answering(() => ({ public: { demo: { value: 'mended' } } }))(given, response);
    });
    await expectNothingSaved(app);
    broken = false;
    expect(demoOf(await post(app.manager, 'email=b&items=public.demo', app.visitor))).toEqual({
      value: 'mended',
    });
  });

  test('at creation no session is made', async () => {
    const manager = connected({ url: (await appServer(sent(500, 'text/plain', ''))).url, runOnCreate: true });
    expect((await post(manager, '')).status).toBe(502);
    expect((await request(manager.handler).get('/_mock/health')).body.sessions).toBe(0);
  });

  test('the budget is 2 s unless told otherwise (R-246)', () => {
    const budgets: number[] = [];
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      budgets.push(milliseconds);
      return AbortSignal.abort();
    });
    const manager = connected({ url: 'http://127.0.0.1:1' });
    return post(manager, 'email=1')
      .then(({ status }) => expect([status, budgets]).toEqual([502, [2000]]))
      .finally(() => timeout.mockRestore());
  });
});
