import { operationAt } from './index';
import type { SourceRequest } from './source';
import { type Sources, sources } from './sources';
import type { ToolsApi } from './tool';
import { toolsOf } from './tools';

const document = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://{account}.example.com/api', variables: { account: { default: 'acme' } } }],
  paths: {
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        tags: ['Item'],
        operationId: 'read',
        parameters: [
          { name: 'fields', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
        ],
        responses: { 200: { description: 'OK', content: { 'application/json': { example: { id: 1 } } } } },
      },
      put: {
        tags: ['Item'],
        operationId: 'write',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
            },
          },
        },
        responses: { 204: { description: 'Written' } },
      },
    },
  },
};

let all: Sources;
let tools: ToolsApi;
const asked: { path: string; init: RequestInit }[] = [];

const answered = (request: SourceRequest) => operationAt(all, request.method, request.path)?.answer(request);

beforeEach(async () => {
  asked.length = 0;
  all = sources({
    isOwnOperation: () => false,
    fetching: { fetch: () => Promise.reject(new Error('no network')), hosts: [], timeout: 1 },
    onChanged: () => undefined,
  });
  tools = toolsOf(all, async (target, init) => {
    asked.push({ path: target, init });
    const [path = '', query = ''] = target.split('?');
    const answer = await answered({
      ...{ method: init.method ?? 'GET', path, query },
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      visitor: async () => ({ segment: undefined, session: undefined }),
    });
    if (answer === undefined) return new Response(null, { status: 404 });
    const body = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(body, {
      status: answer.status,
      headers: { ...answer.headers, 'content-type': 'application/json' },
    });
  });
  await all.add({ spec: JSON.stringify(document) });
});

test('the list of one source has names without the namespace', async () => {
  expect((await tools.list({ source: 'shop' })).map(({ name, readOnly }) => [name, readOnly])).toEqual([
    ['item.read', true],
    ['item.write', false],
  ]);
});

test('a search finds tools that have all words in name or description', async () => {
  expect((await tools.list({ query: 'openapi without adding' })).map(({ name }) => name)).toEqual([
    'openapi.previewSpec',
  ]);
});

test('arguments go to path, query, header and body', async () => {
  const answer = await tools.call('shop.item.read', { id: 7, fields: ['a', 'b'], 'X-Trace': 't' });
  expect(asked).toMatchObject([
    { path: '/api/items/7?fields=a&fields=b', init: { method: 'GET', headers: { 'X-Trace': 't' } } },
  ]);
  expect(answer).toEqual({ status: 200, body: { id: 1 }, answeredBy: 'shop;answer=example' });
  expect(await tools.call('item.write', { id: 7, body: { name: 'x' } })).toMatchObject({ status: 204 });
});

test.each<[string, object, RegExp]>([
  ['shop.item.read', {}, /must have required property 'id'/],
  ['shop.item.read', { id: 'x' }, /id must be integer/],
  ['shop.item.read', { id: 1, field: 'a' }, /field is unknown; the nearest is fields/],
  ['shop.item.write', { id: 1, body: {} }, /body must have required property 'name'/],
  ['sessions.getSession', {}, /must have required property 'items'/],
  ['openapi.addSource', { spec: '', sepc: 1 }, /sepc is unknown; the nearest is spec/],
])('%s refuses %j', async (name, args, message) => {
  await expect(tools.call(name, args as Record<string, unknown>)).rejects.toMatchObject({
    code: 'TOOL_ARGUMENTS_INVALID',
    message: expect.stringMatching(message),
  });
});

test('an unknown tool is refused with the nearest name', async () => {
  await expect(tools.call('shop.item.raed')).rejects.toMatchObject({
    code: 'TOOL_UNKNOWN',
    message: expect.stringContaining('the nearest is shop.item.read'),
  });
});

test('a name without the namespace is refused where two documents have it', async () => {
  await all.add({ spec: JSON.stringify(document), id: 'other', namespace: 'other', basePath: '/other' });
  await expect(tools.call('item.read', { id: 1 })).rejects.toMatchObject({ code: 'TOOL_UNKNOWN' });
  expect((await tools.call('other.item.read', { id: 1 })).answeredBy).toBe('other;answer=example');
});

test('what the document does not allow is reported with the answer', async () => {
  await all.add({ spec: JSON.stringify(document), replace: true, check: 'refuse', segment: 'off' });
  const ask = answered({
    ...{
      method: 'PUT',
      path: '/api/items/x',
      query: 'a=1',
      headers: { 'content-type': 'application/json' },
      body: {},
    },
    visitor: async () => ({ segment: undefined, session: undefined }),
  });
  await expect(ask).rejects.toMatchObject({
    code: 'REQUEST_OUTSIDE_SOURCE',
    message: expect.stringMatching(
      /body\.name is missing: send it; path\.id must be integer; query\.a is not in the document: leave it out/,
    ),
  });
});
