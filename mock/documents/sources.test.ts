import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from '../rules/refusal';
import { type AddSource, type Sources, type SourcesWorld, sources } from './sources';

const refusingFetch = jest.fn(() => Promise.reject(new Error('no network')));

const made = (world: Partial<SourcesWorld> = {}): Sources =>
  sources({
    isOwnOperation: (method, route) => route === '/api/sessions' && method !== 'delete',
    fetching: { fetch: refusingFetch, hosts: [], timeout: 3000 },
    onChanged: () => undefined,
    ...world,
  });

const document = (paths: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.0.3', info: { title: 'Shop API', version: '1' }, paths, ...more });

const get = (answer: object = {}) => ({ get: { responses: { 200: { description: 'OK', ...answer } } } });
const small = document({ '/products': get() });

const codeOf = async (adding: Promise<unknown>): Promise<unknown> =>
  adding.then(
    () => 'added', // or previewed
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

const ask = async (
  all: Sources,
  path: string,
  more: { method?: string; query?: string; body?: unknown } = {},
) => {
  const [source] = all.list();
  const method = more.method ?? 'get';
  const operation = source?.match(method, path);
  if (source === undefined || operation === undefined) throw new Error(`nothing at ${path}`);
  return source.answer(operation, {
    ...{ method, path, query: more.query ?? '', headers: {}, body: more.body },
    visitor: async () => ({ segment: undefined, session: undefined }),
  });
};

const bomb = [
  'openapi: 3.0.3',
  'info: {title: Bomb, version: "1"}',
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const last = 'abcdefgh'[index];
    return `${name}: &${name} [${Array(9).fill(`*${last}`).join(',')}]`;
  }),
  'paths: {}',
].join('\n');

const deep = `{"openapi":"3.0.3","paths":{},"x":${'['.repeat(300)}${']'.repeat(300)}}`;

test.each<[string, string, string]>([
  ['an empty text', '  ', 'SPEC_UNREADABLE'],
  ['neither JSON nor YAML', '{"openapi": "3.0.3", "paths": {', 'SPEC_UNREADABLE'],
  ['a list', '[1, 2]', 'SPEC_UNREADABLE'],
  ['a text', 'hello', 'SPEC_UNREADABLE'],
  ['9 MB', `${small}${' '.repeat(9 * 1024 * 1024)}`, 'SPEC_TOO_LARGE'],
  ['300 levels', deep, 'SPEC_TOO_LARGE'],
  ['a bomb of YAML aliases', bomb, 'SPEC_TOO_LARGE'],
  ['YAML that contains itself', 'openapi: 3.0.3\npaths: {}\nx: &x\n  again: *x\n', 'SPEC_TOO_LARGE'],
  ['Swagger 2', '{"swagger": "2.0", "paths": {}}', 'SPEC_VERSION_UNSUPPORTED'],
  ['no paths', '{"openapi": "3.0.3"}', 'SPEC_WITHOUT_OPERATIONS'],
  ['paths without operations', document({ '/a': {} }), 'SPEC_WITHOUT_OPERATIONS'],
  ['a reference to a file', document({ '/a': { $ref: './other.json' } }), 'SPEC_REFERENCE_OUTSIDE'],
  ['a reference to /etc', document({ '/a': { $ref: 'file:///etc/passwd' } }), 'SPEC_REFERENCE_OUTSIDE'],
  [
    'a reference to a host',
    document({ '/a': { $ref: 'https://example.com/a.json' } }),
    'SPEC_REFERENCE_OUTSIDE',
  ],
  ['a path below /api/sessions', document({ '/api/sessions/{id}/orders': get() }), 'SOURCE_PATH_TAKEN'],
  ['a path below /_mock', document({ '/_mock/reset': get() }), 'SOURCE_PATH_TAKEN'],
  ['a URL of another host', 'https://example.com/openapi.json', 'SPEC_URL_NOT_ALLOWED'],
  ['a URL that is none', 'http://', 'SPEC_UNREACHABLE'],
])('%s is refused, and nothing is fetched', async (_what, spec, code) => {
  const all = made();
  expect(await codeOf(all.add({ spec }))).toBe(code);
  const isWrongItself = code.startsWith('SPEC_') && !spec.includes('"/a":{}');
  expect(await codeOf(all.preview(spec))).toBe(isWrongItself ? code : 'added');
  expect(all.list()).toEqual([]);
  expect(refusingFetch).not.toHaveBeenCalled();
});

const itself = {
  type: 'object',
  properties: { name: { type: 'string' }, child: { $ref: '#/components/schemas/A' } },
};
const fan = Object.fromEntries(
  Array.from({ length: 30 }, (_, level) => [
    level === 0 ? 'A' : `A${level}`,
    {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 10 }, (_unused, index) => [
          `p${index}`,
          { $ref: `#/components/schemas/A${level + 1}` },
        ]),
      ),
    },
  ]),
);

test.each<[string, object]>([
  ['a schema that contains itself', { A: itself }],
  ['schemas that fan out', fan],
  ['a reference that leads to itself', { A: { $ref: '#/components/schemas/A' } }],
  ['types as a list', { A: { type: ['object', 'null'], properties: { a: { type: ['string', 'null'] } } } }],
  ['a reference that leads nowhere', { A: { $ref: '#/components/schemas/None' } }],
  ['a schema that does not compile', { A: { type: 'object', properties: { a: { type: 'strnig' } } } }],
])('%s is answered by a sample, and requests are checked', async (_what, schemas) => {
  const schema = { $ref: '#/components/schemas/A' };
  const content = { 'application/json': { schema } };
  const all = made();
  await all.add({
    spec: document(
      { '/a': { post: { requestBody: { content }, responses: { 200: { description: 'OK', content } } } } },
      { components: { schemas } },
    ),
  });
  const answer = await ask(all, '/a', { method: 'post', body: {} });
  expect(answer).toMatchObject({ status: 200, answer: 'sampled' });
  expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
});

test.each([0, '', false, null])('an example of %j is the answer', async (example) => {
  const all = made();
  await all.add({ spec: document({ '/a': get({ content: { 'application/json': { example } } }) }) });
  expect(await ask(all, '/a')).toMatchObject({ answer: 'example', body: example });
});

test('operations of one name get different names', async () => {
  const all = made();
  const operation = { tags: ['Order'], operationId: 'get', responses: {} };
  await all.add({ spec: document({ '/a': { get: operation, put: operation }, '/b': { get: operation } }) });
  const names = all.list().flatMap((source) => source.tools().map(({ name }) => name));
  expect(new Set(names).size).toBe(3);
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
  const fetching = { fetch: (...args: Parameters<typeof fetch>) => fetch(...args), hosts: [], timeout: 3000 };

  test.each([
    ['/openapi.json', 'added'],
    ['/near', 'added'],
    ['/away', 'SPEC_URL_NOT_ALLOWED'],
    ['/never', 'SPEC_UNREACHABLE'],
    ['/large', 'SPEC_TOO_LARGE'],
    ['/missing', 'SPEC_UNREACHABLE'],
  ])('%s: %s', async (path, outcome) => {
    expect(await codeOf(made({ fetching }).add({ spec: `${url}${path}` }))).toBe(outcome);
  });

  test('refresh takes what is there now, and names the tools that came and went', async () => {
    const all = made({ fetching });
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
