import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reachedTarget, recognise } from './recognise';

/** Answers these paths with JSON, and all others with 404 and `{}`. */
async function served(answers: Readonly<Record<string, object>>, work: (url: string) => Promise<void>) {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const health = { product: 'vtex-session-mock', account: 'acme' };

test('an emulator behind a root path is recognised, with its control routes at the origin', () =>
  served({ '/_mock/health': health, '/shop/api/sessions': { code: 'ITEMS_MISSING' } }, async (url) => {
    expect(await recognise(`${url}/shop/`)).toEqual({ emulatedAccount: 'acme', control: url });
  }));

test('another server behind a path is not taken for the emulator at the origin', () =>
  served({ '/_mock/health': health, '/other/api/sessions': {} }, async (url) => {
    expect(await recognise(`${url}/other`)).toEqual({ emulatedAccount: undefined });
  }));

test('a server with another answer at the health route is not an emulator', () =>
  served({ '/_mock/health': { product: 'another', account: 'acme' } }, async (url) => {
    expect(await recognise(url)).toEqual({ emulatedAccount: undefined });
  }));

test.each([
  ['auto', undefined],
  ['dev', undefined],
  ['live', true],
  [undefined, true],
])('an emulator with %s cookies marks them as VTEX does, over http: %s', (cookieProfile, expected) =>
  served({ '/_mock/health': { ...health, cookieProfile } }, async (url) => {
    expect((await reachedTarget(url, 2000)).vtexCookies).toBe(expected);
  }),
);
