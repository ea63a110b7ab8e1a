import type { Response } from 'supertest';
import { namespacesOf, plainOf } from '../rules/testing/plain';
import { managerWith, newVisitor, sessionOf, told } from '../server/testing/visitor';
import { remoteApp } from './remote';
import { type AppHandler, type AppServer, answering, appServer, type Input } from './testing/app-server';
import { closeConnected, connected, post, watcher } from './testing/connected';

afterEach(closeConnected);

const demoOf = ({ body }: Response) => body.namespaces.public?.demo;

describe('the call', () => {
  test('is a POST of JSON to the route that VTEX calls (R-239, R-241, X7)', async () => {
    const server = await appServer(answering(() => ({})));
    await post(connected(server), 'email=ann@example.com&cart=c1&other=x');
    expect(server.requests).toEqual([
      {
        method: 'POST',
        path: '/_v/session-watcher/session/transform',
        headers: expect.objectContaining({ 'content-type': 'application/json', accept: 'application/json' }),
        text: '{"public":{"email":{"value":"ann@example.com"},"cart":{"value":"c1"}}}',
      },
    ]);
  });

  test.each([
    ['', 'a', '/_v/a/session/transform'],
    ['/', 'a', '/_v/a/session/transform'],
    ['/shop', 'a', '/shop/_v/a/session/transform'],
    ['/shop/', 'a b/é', '/shop/_v/a%20b%2F%C3%A9/session/transform'],
  ])('at %j, of the KEY %j, goes to %s', async (path, key, called) => {
    const server = await appServer(answering(() => ({})));
    const configuration = { [key]: { input: { public: ['a'] } } };
    expect((await post(connected({ configuration, url: server.url + path }), 'a=1')).status).toBe(201);
    expect(server.requests.map((one) => one.path)).toEqual([called]);
  });

  test('is made only when a declared input changed, then with all that are set (R-237, R-238)', async () => {
    const server = await appServer(answering(() => ({})));
    const manager = connected(server);
    const visitor = await newVisitor(manager);
    expect(server.bodies()).toEqual([]);
    await post(manager, 'cart=c1', visitor);
    await post(manager, 'other=1', visitor);
    await post(manager, 'cart=c1&other=2', visitor);
    await post(manager, 'email=a', visitor);
    await post(manager, 'cart=', visitor);
    const cart = (value: string) => ({ cart: { value } });
    expect(server.bodies()).toEqual([
      { public: cart('c1') },
      { public: { ...cart('c1'), email: { value: 'a' } } },
      { public: { ...cart(''), email: { value: 'a' } } },
    ]);
  });

  test.each([
    [undefined, []],
    [false, []],
    [['other'], []],
    [true, [{}]],
    [['session-watcher'], [{}]],
  ])('at creation, with runOnCreate %j: %j (R-235)', async (runOnCreate, bodies) => {
    const server = await appServer(answering(() => ({})));
    const other = { configuration: { other: {} }, url: (await appServer(answering(() => ({})))).url };
    const tested = {
      configuration: watcher,
      url: server.url,
      ...(runOnCreate !== undefined && { runOnCreate }),
    };
    await newVisitor(connected(tested, { remoteApps: [tested, other] }));
    expect(server.bodies()).toEqual(bodies);
  });

  test('comes after the apps in process, so that its answer counts when both write a key', async () => {
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

  test('of two apps in one round are made side by side (R-233)', async () => {
    const waiting: (() => void)[] = [];
    // Neither answers before both were called.
    const meeting: AppHandler = (_, response) => {
      waiting.push(() => response.writeHead(204).end());
      if (waiting.length === 2) for (const answer of waiting) answer();
    };
    const server = await appServer(meeting);
    const configuration = { a: { input: { public: ['x'] } }, b: { input: { public: ['x'] } } };
    expect((await post(connected({ configuration, url: server.url }), 'x=1')).status).toBe(201);
  });
});

describe('the answer', () => {
  test('is merged, "" clears and what is left out stays (R-069, R-243, R-252)', async () => {
    const answers: object[] = [
      { public: { demo: { value: 'one' } }, watcher: { seen: { value: [1, { a: true }] } } },
      { public: { demo: { value: '' } } },
      {
        watcher: { seen: { value: 2 } },
        public: { email: { value: 'x' } },
        store: { channel: { value: '9' } },
      },
    ];
    const manager = connected(await appServer(answering(() => answers.shift())));
    const visitor = await newVisitor(manager);
    const seen = async (query: string) => {
      await post(manager, query, visitor);
      const { public: own, watcher: mine, store } = (await sessionOf(manager, visitor)).namespaces;
      return [own?.['demo']?.value, own?.['email']?.value, mine?.['seen']?.value, store?.['channel']?.value];
    };
    expect(await seen('email=1')).toEqual(['one', '1', [1, { a: true }], '1']);
    expect(await seen('email=2')).toEqual(['', '2', [1, { a: true }], '1']);
    expect(await seen('email=3')).toEqual(['', '3', 2, '1']); // undeclared keys are ignored
  });

  test.each<[string, AppHandler]>([
    ['204', (_, response) => response.writeHead(204).end()],
    ['200 without a body', (_, response) => response.writeHead(200).end()],
    ['200 with white space', (_, response) => response.writeHead(200).end(' \n')],
    ['{}', answering(() => ({}))],
    ['202 with {}', answering(() => ({}), 202)],
  ])('%s means no outputs', async (_, handler) => {
    const manager = connected(await appServer(handler));
    expect(demoOf(await post(manager, 'email=1&items=public.demo'))).toBeUndefined();
  });

  test('counts with any 2xx and content type, and in pieces', async () => {
    const text = JSON.stringify({ public: { demo: { value: 'é' } } });
    const bytes = Buffer.from(text);
    const cut = bytes.indexOf(0xc3) + 1; // within a letter
    const manager = connected(
      await appServer((_, response) => {
        response.writeHead(299, { 'Content-Type': 'text/plain' });
        response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
      }),
    );
    expect(demoOf(await post(manager, 'email=1&items=public.demo'))).toEqual({ value: 'é' });
  });
});

test('two apps that keep answering each other: 508 naming both (R-232)', async () => {
  const configuration = {
    ping: { input: { public: ['n'] }, output: { public: ['m'] } },
    pong: { input: { public: ['m'] }, output: { public: ['n'] } },
  };
  const next = (input: Input) => {
    const { n, m } = input['public'] ?? {};
    return {
      public:
        n === undefined ? { n: { value: Number(m?.value) + 1 } } : { m: { value: Number(n.value) + 1 } },
    };
  };
  const server: AppServer = await appServer(answering(next));
  const manager = connected({ configuration, url: server.url }, { assumptions: { cascadeRounds: 4 } });
  const visitor = await newVisitor(manager);
  const before = await sessionOf(manager, visitor);
  expect(told(await post(manager, 'n=1&m=1', visitor))).toEqual([
    508,
    {
      type: 'LoopDetected',
      message:
        'The session apps did not settle within 4 rounds: ping, pong kept being called because public.m, public.n kept changing',
    },
  ]);
  expect(await sessionOf(manager, visitor)).toEqual(before);
});

test('an app in one process is no different from the same over HTTP', async () => {
  const derive = (input: Input) => ({ watcher: { seen: { value: JSON.stringify(input) } } });
  const { input, output } = watcher['session-watcher'];
  const own = { name: 'session-watcher', input, output, transform: derive as never };
  const query = 'email=1&cart=x&items=watcher.seen,public.email';
  const inProcess = await post(managerWith({ apps: [own] }), query);
  const overHttp = await post(connected(await appServer(answering(derive))), query);
  expect(overHttp.body).toEqual(inProcess.body);
});

test('alone it takes and gives namespaces', async () => {
  const server = await appServer(answering((input) => input));
  const app = remoteApp({
    key: 'k',
    input: {},
    output: {},
    url: server.url,
    timeout: 2000,
    runOnCreate: true,
    fetch,
  });
  expect({ name: app.name, runOnCreate: app.runOnCreate }).toEqual({ name: 'k', runOnCreate: true });
  const plain = { a: { b: 1 }, __proto__x: { y: null } };
  expect(plainOf(await app.transform(namespacesOf(plain)))).toEqual(plain);
});
