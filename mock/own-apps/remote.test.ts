import type { Response } from 'supertest';
import { managerWith, newVisitor, sessionOf } from '../server/testing/visitor';
import { answering, appServer } from './testing/app-server';
import { closeConnected, connected, post, watcher } from './testing/connected';

// The contract suite covers what a request can show (cascade.remote, cascade.failures, emulator.report).

afterEach(closeConnected);

const demoOf = ({ body }: Response) => body.namespaces.public?.demo;

test('the reading of an endless body stops', async () => {
  const chunk = Buffer.alloc(65_536, 0x20);
  let given = 0;
  let ended = () => {};
  const closed = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const { url } = await appServer((_, response) => {
    response.writeHead(200).on('close', ended);
    const more = () => {
      given += chunk.length;
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  });
  expect((await post(connected({ url, timeout: 60_000 }), 'email=b')).status).toBe(502);
  await closed;
  expect(given).toBeLessThan(30 * 1_048_576);
});

test('a late answer reaches no session (R-246)', async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { url } = await appServer((_, response) => {
    response.on('close', () => {
      response.end('{"public":{"demo":{"value":"late"}}}');
      finish();
    });
  });
  const manager = connected({ url, timeout: 100 });
  const visitor = await newVisitor(manager);
  expect((await post(manager, 'email=b', visitor)).status).toBe(502);
  await finished;
  expect((await sessionOf(manager, visitor)).namespaces['public']).toEqual({});
});

test('the default budget is 2 s (R-246)', () => {
  const budgets: number[] = [];
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    budgets.push(milliseconds);
    return AbortSignal.abort();
  });
  const manager = connected({ url: 'http://127.0.0.1:14' }); // it is not asked
  return post(manager, 'email=1')
    .then(({ status }) => expect([status, budgets]).toEqual([502, [2000]]))
    .finally(() => timeout.mockRestore());
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
