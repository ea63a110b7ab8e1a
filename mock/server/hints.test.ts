import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { createSessionManager, type SessionManagerOptions } from '../index';
import type { Request } from '../operations/service';
import { hints } from './hints';

const page = 'http://localhost:3100';

/** An emulator that listens, its hints, and a request to it. */
async function hinting(options: SessionManagerOptions = {}) {
  const said: string[] = [];
  const manager = createSessionManager({ ...options, onNotice: (hint) => said.push(hint) });
  const server = createServer(manager.handler);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  open.push(() => server.close());
  const post = (headers: Readonly<Record<string, string>> = {}) =>
    request(`http://127.0.0.1:${port}`)
      .post('/api/sessions')
      .set({ Host: `localhost:${port}`, ...headers });
  return { manager, post, said, port };
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const later = () => new Promise((resolve) => setTimeout(resolve, 40));

test('a page of an origin that --cors does not name gets a hint, once', async () => {
  const { post, said } = await hinting({ cors: ['http://localhost:3000'] });
  for (const origin of [page, 'http://localhost:3200'])
    await post({ Origin: origin, 'Sec-Fetch-Site': 'same-site' });
  expect(said).toEqual([
    'a page at http://localhost:3100 called, and its browser lets it read no answer: add --cors http://localhost:3100',
  ]);
});

test('a page at 127.0.0.1 that calls localhost gets a hint, once', async () => {
  const origin = 'http://127.0.0.1:3100';
  const { post, said, port } = await hinting({ cors: [origin] });
  for (const _ of [1, 2]) await post({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' });
  expect(said).toEqual([
    `a page at http://127.0.0.1:3100 called localhost:${port}: a browser keeps no cookies between 127.0.0.1 and localhost. Open the page at http://localhost:3100`,
  ]);
});

test.each([
  ['of the same origin, by a proxy that keeps Origin', { Origin: page, 'Sec-Fetch-Site': 'same-origin' }],
  ['of the same origin, by a proxy that says so', { Origin: page, 'X-Forwarded-Host': 'localhost:3100' }],
  ['without an origin', { Origin: 'null' }],
  ['of an origin that is none', { Origin: 'localhost' }],
  ['of an origin with a password', { Origin: 'http://ann:hunter2@localhost:3100' }],
])('a page %s gets no hint', async (_, headers) => {
  const { post, said } = await hinting();
  await post(headers);
  expect(said).toEqual([]);
});

test('a client that was sent cookies and asks without them gets a hint, once', async () => {
  const { post, said } = await hinting();
  for (const _ of [1, 2, 3]) {
    await post({ 'User-Agent': 'jarless/1' });
    await later();
  }
  expect(said).toEqual([
    "a client (jarless/1) was sent cookies, and its next request was without them. If it is one visitor, it needs a cookie jar, or in a page fetch(url, { credentials: 'include' })",
  ]);
});

test('a hint shows no credential of the request that it is about', async () => {
  const { post, said } = await hinting();
  const key = 'vtexappkey-acme-ABCDEF';
  for (const _ of [1, 2]) {
    await post({ 'User-Agent': `jarless/1 ${key}`, 'X-VTEX-API-AppKey': key });
    await later();
  }
  expect(said).toEqual([expect.stringMatching(/^a client \(<redacted>\) was sent/)]);
});

test('that hint comes at once on one connection, and later for requests that may be side by side', () => {
  const now = jest.spyOn(process, 'hrtime').mockReturnValue([0, 0]);
  const [one, other] = [1, 2].map(
    () => ({ headers: {}, rawHeaders: [], socket: { remoteAddress: '127.0.0.1' } }) as unknown as Request,
  ) as [Request, Request];
  const saidTo = (req: Request, at: number) => {
    const said: string[] = [];
    const { asked, answered } = hints({ cors: [], onHint: (hint) => said.push(hint), secrets: () => [] });
    now.mockReturnValue([0, 0]);
    answered(one, ['vtex_session=a']);
    now.mockReturnValue([0, at * 1e6]);
    asked(req);
    return said.length;
  };
  try {
    expect([saidTo(one, 0), saidTo(other, 20), saidTo(other, 21)]).toEqual([1, 0, 1]);
  } finally {
    now.mockRestore();
  }
});

test('a client that returned cookies once, and another client, get no such hint', async () => {
  const { post, said } = await hinting();
  const answer = await post({ 'User-Agent': 'a' });
  await later();
  await post({ 'User-Agent': 'b' });
  await post({
    'User-Agent': 'a',
    Cookie: answer
      .get('Set-Cookie')
      ?.map((line) => line.split(';')[0])
      .join('; ') as string,
  });
  await post({ 'User-Agent': 'a' });
  expect(said).toEqual([]);
});

test('a request in process gets no hint', async () => {
  const { manager, said } = await hinting();
  for (const _ of [1, 2]) {
    await manager.fetch('http://x/api/sessions', { method: 'POST', headers: { origin: page } });
    await later();
  }
  expect(said).toEqual([]);
});
