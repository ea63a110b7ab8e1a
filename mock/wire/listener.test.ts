import { generateKeyPairSync } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../index';
import { answersIn, exchange } from '../server/testing/raw-http';
import { claimsOf, newVisitor, sessionOf, statusAndBody } from '../server/testing/visitor';

const opened: SessionManager[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

/** A manager of the real world that listens on a free port. */
async function listening(options: SessionManagerOptions = {}) {
  const manager = createSessionManager(options);
  opened.push(manager);
  return { manager, ...(await manager.listen()) };
}

const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

describe('listen()', () => {
  test('opens a free port of 127.0.0.1 and returns its address', async () => {
    const { manager, url, host, port } = await listening();
    expect(host).toBe('127.0.0.1');
    expect(port).toBeGreaterThan(0);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(manager.url).toBe(url);
    expect((await fetch(`${url}/_mock/health`)).status).toBe(200);
  });

  test('takes a number as the port', async () => {
    const { manager, port } = await listening();
    await manager.close();
    const second = createSessionManager();
    opened.push(second);
    expect(await second.listen(port)).toMatchObject({ port });
  });

  test('throws ALREADY_LISTENING when called twice, also while the first call is pending', async () => {
    const manager = createSessionManager();
    opened.push(manager);
    const already = {
      code: 'ALREADY_LISTENING',
      name: 'SessionManagerError',
      message: 'This manager is already listening: create another one for another port',
    };
    const first = manager.listen();
    await expect(manager.listen()).rejects.toMatchObject(already);
    const { url } = await first;
    await expect(manager.listen()).rejects.toMatchObject(already);
    expect((await fetch(`${url}/_mock/health`)).status).toBe(200);
  });

  test('rejects for a port in use, and can then open another one', async () => {
    const { port, url: first } = await listening();
    await fetch(`${first}/_mock/health`); // loads what answers it, which takes longer than listen() waits
    const manager = createSessionManager();
    opened.push(manager);
    const words = expect.stringMatching(
      `port ${port} of 127\\.0\\.0\\.1 is in use\\. It is used by vtex-session-mock \\S+, account acme: use that at`,
    );
    const wanted = { code: 'EADDRINUSE', port, message: words, stack: words };
    await expect(manager.listen({ port })).rejects.toMatchObject(wanted);
    expect(() => manager.url).toThrow('There is no url before listen()');
    const { url } = await manager.listen();
    expect((await fetch(`${url}/_mock/health`)).status).toBe(200);
  });

  test('does not connect to other software on the port', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as { port: number };
    try {
      await expect(createSessionManager().listen({ port })).rejects.toMatchObject({
        code: 'EADDRINUSE',
        message: `port ${port} of 127.0.0.1 is in use. Port 0 takes a free one.`,
      });
    } finally {
      stranger.close();
    }
  });
});

describe('url', () => {
  const notListening = {
    code: 'NOT_LISTENING',
    message: 'There is no url before listen(): call `await manager.listen()` first',
  };

  test('throws NOT_LISTENING before listen() and after close()', async () => {
    const manager = createSessionManager();
    expect(() => manager.url).toThrow(expect.objectContaining(notListening));
    await manager.listen();
    await manager.close();
    expect(() => manager.url).toThrow(expect.objectContaining(notListening));
  });
});

describe('close()', () => {
  const refusesConnections = async (port: number) => {
    const socket = connect(port, '127.0.0.1');
    const outcome = await once(socket, 'connect').catch(({ code }) => code);
    socket.destroy();
    expect(outcome).toBe('ECONNREFUSED');
  };

  test('resolves with a keep-alive client connected, and frees the port', async () => {
    const { manager, url, port } = await listening();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => {
      get(`${url}/api/sessions?items=*`, { agent }, (res) => res.resume().on('end', resolve));
    });
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const cut = once(silent, 'close');
    await manager.close();
    await cut;
    await refusesConnections(port);
    agent.destroy();
  });

  /** An app that answers when it is released. */
  const heldApp = () => {
    const events = new EventEmitter();
    const transform = async () => {
      events.emit('called');
      await once(events, 'release');
      return undefined;
    };
    const app = { name: 'held', input: {}, output: {}, runOnCreate: true, transform };
    return { app, called: once(events, 'called'), release: () => events.emit('release') };
  };
  const post = 'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
  const toldIn = (bytes: Buffer) =>
    answersIn(bytes).map(({ status, headers, body }) => [status, headers['connection'], codeIn(body)]);
  const codeIn = (body: string) => /"code":"(\w+)"/.exec(body)?.[1];

  test('answers what was begun, and refuses what comes later on an open connection', async () => {
    const { app, called, release } = heldApp();
    const { manager, port } = await listening({ apps: [app] });
    const [idle, busy] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    const received = [idle, busy].map(async (socket) => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      await once(socket, 'close');
      return toldIn(Buffer.concat(chunks));
    });
    idle.write(post.replace('POST', 'OPTIONS'));
    await once(idle, 'data');
    busy.write(post);
    await called;
    const closed = manager.close();
    idle.write(post);
    busy.write(post);
    await setTimeout(50);
    release();
    const refused = [503, 'close', 'EMULATOR_STOPPING'];
    expect(await Promise.all(received)).toEqual([
      [[204, 'keep-alive', undefined], refused],
      [[201, 'keep-alive', undefined], refused],
    ]);
    await closed;
    await refusesConnections(port);
    expect((await manager.sessions()).count).toBe(1);
  });

  test('refuses a request that is not answered in time, which stores nothing', async () => {
    const { app, called, release } = heldApp();
    const { manager, port } = await listening({ apps: [app] });
    const answer = exchange(port, post);
    await called;
    await manager.close();
    expect(toldIn(await answer)).toEqual([[503, 'close', 'EMULATOR_STOPPING']]);
    release();
    await setTimeout(20);
    expect((await manager.sessions()).count).toBe(0);
  });

  test('may be called twice and before listen(); a later listen() keeps the sessions', async () => {
    const manager = createSessionManager();
    opened.push(manager);
    await manager.close();
    const before = { handler: (await manager.listen()).url };
    const visitor = await newVisitor(before);
    await Promise.all([manager.close(), manager.close()]);
    const after = { handler: (await manager.listen()).url };
    expect((await sessionOf(after, visitor)).id).toBe(visitor.id);
  });

  test('leaves no port open when called during listen()', async () => {
    const manager = createSessionManager();
    opened.push(manager);
    const opening = manager.listen().then(
      ({ port }) => port,
      () => undefined,
    );
    await manager.close();
    const port = await opening;
    if (port !== undefined) await refusesConnections(port);
    expect(() => manager.url).toThrow('There is no url before listen()');
  });
});

describe('two managers in one process', () => {
  test("do not accept each other's tokens", async () => {
    const [one, other] = [await listening(), await listening()];
    const visitor = await newVisitor({ handler: one.url });
    const read = await request(other.url).get('/api/sessions?items=*').set('Cookie', visitor.cookie);
    expect(statusAndBody(read)).toEqual([
      401,
      { type: 'Unauthorized', message: 'The session token is refused: its signature does not verify' },
    ]);
    const write = await request(other.url).patch('/api/sessions?a=1').set('Cookie', visitor.cookie);
    expect(claimsOf(write.body.sessionToken)['id']).not.toBe(visitor.id);
    expect((await sessionOf({ handler: one.url }, visitor)).namespaces['public']).toEqual({});
    const counts = [one, other].map(
      async ({ url }) => (await request(url).get('/_mock/health')).body.sessions,
    );
    expect(await Promise.all(counts)).toEqual([1, 1]);
  });

  test('answer 403 to the token of the other account, with one signing key', async () => {
    const globex = {
      account: 'globex',
      id: '0e000000-0000-4000-8000-00000000000b',
      tradePolicies: [
        { id: '1', currencyCode: 'BRL', currencySymbol: 'R$', countryCode: 'BRA', cultureInfo: 'pt-BR' },
      ],
    };
    const [acme, other] = [await listening({ signingKey }), await listening({ signingKey, account: globex })];
    const visitor = await newVisitor({ handler: other.url });
    for (const [method, path] of [
      ['get', '/api/sessions?items=*'],
      ['post', '/api/sessions'],
      ['patch', '/api/sessions'],
      ['get', '/api/segments'],
    ] as const) {
      expect(statusAndBody(await request(acme.url)[method](path).set('Cookie', visitor.cookie))).toEqual([
        403,
        { type: 'Forbidden', message: 'cross-account requests are not allowed' },
      ]);
    }
  });

  test('do not find the session of the other, with one signing key and account', async () => {
    const before = await listening({ signingKey });
    const visitor = await newVisitor({ handler: before.url });
    await before.manager.close();
    const after = await listening({ signingKey });
    const read = await request(after.url).get('/api/sessions?items=*').set('Cookie', visitor.cookie);
    expect(statusAndBody(read)).toEqual([
      401,
      { type: 'Unauthorized', message: 'The session token is refused: its session is no longer kept' },
    ]);
    const created = await request(after.url).post('/api/sessions').set('Cookie', visitor.cookie);
    expect([created.status, claimsOf(created.body.sessionToken)['id'] === visitor.id]).toEqual([201, false]);
  });
});

describe('a request that Node cannot parse is answered in JSON', () => {
  const head = 'GET /api/sessions?items=store.channel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
  const unreadable = {
    type: 'BadRequest',
    message: 'The request is not readable as HTTP/1.1',
    code: 'REQUEST_UNREADABLE',
  };

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', unreadable],
    ['a bad header', `${head}a b: c\r\n\r\n`, unreadable],
    ['a bad length', `${head}Content-Length: x\r\n\r\n`, unreadable],
    ['a bad chunk', `${head.replace('GET', 'POST')}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, unreadable],
  ])('%s: 400', async (_, bytes, body) => {
    const { port } = await listening();
    const answers = answersIn(await exchange(port, bytes));
    expect(
      answers.map(({ status, headers }) => [status, headers['content-type'], headers['connection']]),
    ).toEqual([[400, 'application/json; charset=utf-8', 'close']]);
    expect(JSON.parse(answers[0]?.body ?? '')).toEqual(body);
  });

  test.each(['hello', 'GET / HTTP/1.1\r\na b: c'])(
    '%j after a delayed request waits for its answer',
    async (garbage) => {
      const { port } = await listening();
      const delayed = head.replace('Connection: close', 'x-mock-fault: delay=100');
      const answers = answersIn(await exchange(port, `${delayed}\r\n${delayed}\r\n${garbage}\r\n\r\n`));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    },
  );

  test.each([
    [65_000, 200],
    [66_000, 431],
  ])('%i bytes of cookies: %i', async (bytes, status) => {
    const { port } = await listening();
    const [answer] = answersIn(await exchange(port, `${head}Cookie: a=${'x'.repeat(bytes)}\r\n\r\n`));
    expect(answer?.status).toBe(status);
    if (status === 431) {
      expect(JSON.parse(answer?.body ?? '')).toEqual({
        type: 'RequestHeaderFieldsTooLarge',
        message: 'The request headers are over 65536 bytes: send fewer cookies',
        code: 'HEADERS_TOO_LARGE',
      });
    }
  });

  test('a body that ends early changes nothing, and the server keeps running', async () => {
    const { url, port } = await listening();
    const visitor = await newVisitor({ handler: url });
    const bytes = `PATCH /api/sessions?a=1 HTTP/1.1\r\nHost: x\r\nCookie: ${visitor.cookie}\r\nContent-Length: 20\r\n\r\n{"public`;
    for (const answer of answersIn(await exchange(port, bytes, 'once'))) expect(answer.status).toBe(400);
    expect((await sessionOf({ handler: url }, visitor)).namespaces['public']).toEqual({});
  });

  test.each([
    ['http://store.example.com/api/sessions?items=store.channel', 200],
    ['http://x:999999/_mock/health', 200],
    ['http://[::1/_mock/health', 200],
    ['http://[::1', 404],
    ['http://', 404],
    ['//[/api', 404],
    ['*', 404],
  ])('a whole URL as target, as proxies send it, is answered in JSON: %s', async (target, status) => {
    const { port } = await listening();
    const bytes = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const [answer] = answersIn(await exchange(port, bytes));
    expect([answer?.status, answer?.headers['content-type']]).toEqual([
      status,
      'application/json; charset=utf-8',
    ]);
  });

  test('a request without a Host is answered in JSON, served or refused', async () => {
    const { port } = await listening();
    const [answer] = answersIn(await exchange(port, head.replace('Host: x\r\n', '').concat('\r\n')));
    expect(answer?.headers['content-type']).toBe('application/json; charset=utf-8');
  });
});
