import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSessionManager } from '../session-manager';
import type { AddSource } from './sources';
import { ask, codeOf, document, get, made, small } from './testing/small-documents';

test.each([0, '', false, null])('an example of %j is the answer', async (example) => {
  const all = made();
  await all.add({ spec: document({ '/a': get({ content: { 'application/json': { example } } }) }) });
  expect(await ask(all, '/a')).toMatchObject({ answer: 'example', body: example });
});

test("the emulator's own operations are left to it, with a warning", async () => {
  const all = made();
  const added = await all.add({
    spec: document({ '/api/sessions': { ...get(), post: {} }, '/other': get() }),
  });
  expect(added.toolCount).toBe(1);
  expect(added.warnings).toEqual(['2 operations are left to the emulator, which serves their paths itself']);
});

describe('adding again', () => {
  test('the same document changes nothing', async () => {
    const all = made();
    expect(await all.add({ spec: small })).toMatchObject({
      outcome: 'added',
      sourceId: 'shop_api',
      toolCount: 1,
    });
    expect(await all.add({ spec: small })).toMatchObject({ outcome: 'unchanged', added: [], removed: [] });
  });

  test('another document of the same id is refused unless it replaces', async () => {
    const all = made();
    const other = document({ '/products': get(), '/orders': get() });
    await all.add({ spec: small });
    expect(await codeOf(all.add({ spec: other }))).toBe('SOURCE_EXISTS');
    expect(all.get('shop_api').operations).toHaveLength(1);
    expect(await all.add({ spec: other, replace: true })).toMatchObject({
      outcome: 'replaced',
      added: ['orders.getOrders'],
      removed: [],
    });
  });

  test.each(['openapi', 'sessions', 'segment'])("an id of the emulator's own, %s, is refused", async (id) => {
    expect(await codeOf(made().add({ spec: small, id }))).toBe('SOURCE_EXISTS');
    expect(await codeOf(made().add({ spec: small, id: 'a', namespace: id }))).toBe('SOURCE_EXISTS');
  });

  test('the 65th document is refused', async () => {
    const all = made();
    for (let count = 0; count < 64; count++)
      await all.add({ spec: small, id: `s${count}`, namespace: `n${count}` });
    expect(await codeOf(all.add({ spec: small, id: 'one-more', namespace: 'more' }))).toBe('SPEC_TOO_LARGE');
  });

  test('a document with more than 2,000 operations is refused', async () => {
    const paths = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`/p${index}`, get()]));
    expect(await codeOf(made().add({ spec: document(paths) }))).toBe('SPEC_TOO_LARGE');
  });
});

test('every wrong setting is named', async () => {
  const wrong = { spec: small, id: '../x', check: 'maybe', replace: 'yes' } as unknown as AddSource;
  await expect(made().add(wrong)).rejects.toThrow(
    /^id: expected .*\nreplace: expected true or false\ncheck: expected "report", "refuse" or "off"$/,
  );
});

test('a function for an operation that is not in the document is refused, with the nearest name', async () => {
  const adding = made().add({ spec: small, answers: { 'products.getProdcts': () => ({}) } });
  await expect(adding).rejects.toThrow('the nearest is products.getProducts');
});

describe('a document from a URL', () => {
  let server: Server;
  let url: string;
  let text = small;

  beforeAll(async () => {
    server = createServer((req, res) => {
      if (req.url === '/away') res.writeHead(302, { location: 'http://127.0.0.2:1/openapi.json' }).end();
      else if (req.url === '/near') res.writeHead(302, { location: '/openapi.json' }).end();
      else if (req.url === '/never') return;
      else if (req.url === '/large') res.end(' '.repeat(9 * 1024 * 1024));
      else if (req.url === '/missing') res.writeHead(404).end();
      else res.end(text);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const within = (timeout: number) => ({
    fetching: { fetch: (...args: Parameters<typeof fetch>) => fetch(...args), hosts: [], timeout },
  });
  const long = 30_000;

  test.each([
    ['/openapi.json', 'added', long],
    ['/near', 'added', long],
    ['/away', 'SPEC_URL_NOT_ALLOWED', long],
    ['/never', 'SPEC_UNREACHABLE', 100],
    ['/large', 'SPEC_TOO_LARGE', long],
    ['/missing', 'SPEC_UNREACHABLE', long],
  ])('%s: %s', async (path, outcome, timeout) => {
    expect(await codeOf(made(within(timeout)).add({ spec: `${url}${path}` }))).toBe(outcome);
  });

  test('refresh takes what is there now, and names the tools that came and went', async () => {
    const all = made(within(long));
    await all.add({ spec: `${url}/openapi.json` });
    text = document({ '/orders': get() });
    expect(await all.refresh('shop_api')).toMatchObject({
      added: ['orders.getOrders'],
      removed: ['products.getProducts'],
    });
    expect(all.summaryOf(all.get('shop_api'))).toMatchObject({ url: `${url}/openapi.json`, toolCount: 1 });
  });
});

test('what is stored restores the same sources', async () => {
  const all = made();
  await all.add({ spec: small, basePath: '/shop', check: 'refuse' });
  const other = made();
  await other.restore(JSON.parse(JSON.stringify(all.stored())));
  expect(other.stored()).toEqual(all.stored());
  expect((await ask(other, '/shop/products')).status).toBe(200);
});

test('an unknown source is named with those that there are', async () => {
  const all = made();
  await all.add({ spec: small });
  expect(() => all.get('shop')).toThrow('No document "shop" was added; there are shop_api');
});

test.each([
  ['JSON', (number: string) => `{"openapi":"3.0.3","info":{},"x":${number},"paths":{"/a":{"get":{}}}}`],
  ['YAML', (number: string) => `openapi: 3.0.3\nx: ${number}\npaths: {/a: {get: {}}}\n`],
])('a number of a %s document that a double cannot hold is warned of', async (_, written) => {
  const { documents } = createSessionManager();
  const warningsWith = async (number: string) =>
    (await documents.add({ id: 'a', spec: written(number), replace: true })).warnings;
  expect(await warningsWith('9007199254740993')).toEqual([expect.stringMatching(/^Numbers over 2\^53 /)]);
  expect(await warningsWith('9007199254740991')).toEqual([]);
});
