import type { Response } from 'supertest';
import type { RequestReport, SessionManager } from '../index';
import { namespacesOf, plainOf } from '../rules/testing/plain';
import { managerWith, newVisitor, sessionOf, statusAndBody, type Visitor } from '../server/testing/visitor';
import { remoteApp } from './remote';
import { type AppHandler, answering, appServer } from './testing/app-server';
import { closeConnected, connected, post, watcher } from './testing/connected';

afterEach(closeConnected);

const demoOf = ({ body }: Response) => body.namespaces.public?.demo;

const route = '/_v/session-watcher/session/transform';
const sent = (status: number, type: string, body: string | Buffer): AppHandler => {
  return (_, response) => response.writeHead(status, { 'Content-Type': type }).end(body);
};

/** A manager whose app answered once and uses `handler` from now on, and the failure that it reports. */
async function failing(handler: AppHandler, timeout?: number) {
  let now = answering(() => ({ public: { demo: { value: 'before' } } }));
  const server = await appServer((given, response) => now(given, response));
  const reports: RequestReport[] = [];
  const onRequest = (report: RequestReport) => void reports.push(report);
  const manager = connected({ url: server.url, timeout: timeout ?? 60_000 }, { onRequest });
  // The first call is left out if its answer might take longer than a small budget.
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
  expect(statusAndBody(answer)).toEqual([
    502,
    { type: 'BadGateway', message: 'App session-watcher failed, resulting in an error building the session' },
  ]);
  expect(answer.get('Set-Cookie')).toBeUndefined();
  expect(await sessionOf(manager, visitor)).toEqual(before);
}

describe('a failed app: 502, nothing is saved, and the report has the cause', () => {
  test.each<[string, AppHandler, string]>([
    ['500', sent(500, 'application/json', '{}'), 'answered 500'],
    ['404', sent(404, 'application/json', '{"public":{"demo":{"value":"x"}}}'), 'answered 404'],
    ['304', (_, response) => response.writeHead(304).end(), 'answered 304'],
    ['HTML', sent(200, 'text/html', '<html>not found</html>'), 'answered 200 (text/html), which is not JSON'],
    [
      'text without a content type',
      (_, response) => response.writeHead(200).end('ok'),
      'answered 200 (no content type), which is not JSON',
    ],
    [
      'truncated JSON',
      sent(200, 'application/json', '{"public":{'),
      'answered 200 (application/json), which is not JSON',
    ],
    ['a list', sent(200, 'application/json', '[]'), 'answered 200, but the answer is not an object'],
    ['null', sent(200, 'application/json', 'null'), 'answered 200, but the answer is not an object'],
    ['a JSON string', sent(200, 'application/json', '"x"'), 'answered 200, but the answer is not an object'],
    [
      'a namespace that is a list',
      sent(200, 'application/json', '{"public":[]}'),
      'answered 200, but public is not an object',
    ],
    [
      'a value without {value}',
      sent(200, 'application/json', '{"public":{"demo":7}}'),
      'answered 200, but public.demo is not an object',
    ],
    [
      'a value that is nested too deep',
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

  test('does not follow a redirect', async () => {
    const elsewhere = await appServer(answering(() => ({})));
    const app = await failing((_, response) => response.writeHead(307, { Location: elsewhere.url }).end());
    await expectNothingSaved(app);
    expect(app.failureOf()).toContain('answered 307, a redirect, which is not followed');
    expect(elsewhere.requests).toEqual([]);
  });

  test('stops reading an endless body', async () => {
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

  test('reports a server that is down', async () => {
    const app = await failing(answering(() => ({})));
    await app.server.close();
    await expectNothingSaved(app);
    expect(app.failureOf()).toMatch(/transform failed: ECONNREFUSED$/);
  });

  test('reports a connection that breaks in the body', async () => {
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
  ])('reports a timeout after %s (R-246)', async (_, handler) => {
    const app = await failing(handler, 100);
    await expectNothingSaved(app);
    expect(app.failureOf()).toBe(
      `App session-watcher failed, resulting in an error building the session: POST ${route} took over 100 ms`,
    );
  });

  test('a late answer reaches no session (R-246)', async () => {
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
    expect((await sessionOf(app.manager, app.visitor)).namespaces['public']).toEqual({});
  });

  test('the default budget is 2 s (R-246)', () => {
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

test('a remote app wins over an in-process app that writes the same key', async () => {
  const server = await appServer(answering(() => ({ public: { demo: { value: 'remote' } } })));
  const own = {
    name: 'own',
    input: watcher['session-watcher'].input,
    output: { public: ['demo'] },
    transform: () => ({ public: { demo: { value: 'own' } } }),
  };
  const manager = connected(server, { apps: [own] });
  expect(demoOf(await post(manager, 'email=1&items=public.demo'))).toEqual({ value: 'remote' });
});

test('decodes an answer whose chunks split a character', async () => {
  const text = JSON.stringify({ public: { demo: { value: 'é' } } });
  const bytes = Buffer.from(text);
  const cut = bytes.indexOf(0xc3) + 1; // within a character
  const manager = connected(
    await appServer((_, response) => {
      response.writeHead(299, { 'Content-Type': 'text/plain' });
      response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
    }),
  );
  expect(demoOf(await post(manager, 'email=1&items=public.demo'))).toEqual({ value: 'é' });
});

test('an app gets the same input and has the same effect in process and over HTTP', async () => {
  const derive = (input: unknown) => ({ watcher: { seen: { value: JSON.stringify(input) } } });
  const { input, output } = watcher['session-watcher'];
  const own = { name: 'session-watcher', input, output, transform: derive as never };
  const query = 'email=1&cart=x&items=watcher.seen,public.email';
  const inProcess = await post(managerWith({ apps: [own] }), query);
  const overHttp = await post(connected(await appServer(answering(derive))), query);
  expect(overHttp.body).toEqual(inProcess.body);
});

test('remoteApp passes namespaces in both directions', async () => {
  const server = await appServer(answering((input) => input));
  const app = remoteApp({
    key: 'k',
    input: {},
    output: { a: ['b'], __proto__x: ['y'] },
    url: server.url,
    timeout: 2000,
    runOnCreate: true,
    fetch,
  });
  expect({ name: app.name, runOnCreate: app.runOnCreate }).toEqual({ name: 'k', runOnCreate: true });
  const plain = { a: { b: 1 }, __proto__x: { y: null } };
  expect(plainOf(await app.transform(namespacesOf(plain)))).toEqual(plain);
});
