import { EventEmitter, once } from 'node:events';
import { Agent, get, type ServerResponse } from 'node:http';
import { connect, createServer, Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../index';
import { answersIn, exchange } from '../server/testing/raw-http';
import { newVisitor, sessionOf } from '../server/testing/visitor';
import { listenOn } from './listener';

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
    const { port } = await listening();
    await expect(createSessionManager().listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
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
  /** Of the server itself, since a freed port may be another process's already. */
  const listened = jest.spyOn(Server.prototype, 'listen');
  const isListening = () => listened.mock.contexts.map((server) => (server as Server).listening);
  beforeEach(() => void listened.mockClear());
  afterAll(() => listened.mockRestore());

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
    expect(isListening()).toEqual([false]);
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
    expect(isListening()).toEqual([false]);
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

  test('waits for a response whose head was sent before, and no longer', async () => {
    const begun: ServerResponse[] = [];
    const listener = await listenOn(
      (_req, res) => {
        res.write('1');
        begun.push(res);
      },
      { port: 0, host: '127.0.0.1' },
    );
    const response = await fetch(listener.url);
    const giveUp = jest.fn();
    const closed = listener.close(2000, giveUp);
    begun[0]?.end('2');
    expect(await response.text()).toBe('12');
    await closed;
    expect(giveUp).not.toHaveBeenCalled();
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
    const opening = manager.listen().catch(() => undefined);
    await manager.close();
    await opening;
    expect(isListening()).toEqual([false]);
    expect(() => manager.url).toThrow('There is no url before listen()');
  });
});

test.each(['hello', 'GET / HTTP/1.1\r\na b: c'])(
  '%j after a delayed request waits for its answer',
  async (garbage) => {
    const { port } = await listening();
    const head =
      'GET /api/sessions?items=store.channel HTTP/1.1\r\nHost: x\r\nx-mock-fault: delay=100\r\n\r\n';
    const answers = answersIn(await exchange(port, `${head}${head}${garbage}\r\n\r\n`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
  },
);

test('what cannot be read after a delayed request is answered once, however often more of it comes', async () => {
  const { port } = await listening();
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.write('GET /api/sessions?items=* HTTP/1.1\r\nHost: x\r\nx-mock-fault: delay=300\r\n\r\n');
  for (let parts = 0; parts < 20; parts++) {
    await setTimeout(5);
    socket.write('hello');
  }
  await once(socket, 'close');
  expect(answersIn(Buffer.concat(received)).map(({ status }) => status)).toEqual([200, 400]);
});
