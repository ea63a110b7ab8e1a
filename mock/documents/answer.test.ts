import type { SessionManager } from '../api';
import { createSessionManager } from '../session-manager';
import type { AnswerInput } from './source';

const json = (media: object) => ({ description: '', content: { 'application/json': media } });
const spec = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: '/api/catalog_system/pub' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/items/{id}': {
      post: {
        tags: ['Item'],
        operationId: 'change',
        security: [{ key: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'sc', in: 'query', schema: { type: 'string' } },
          { name: 'orderBy', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: json({ examples: { first: { value: 1 }, second: { value: 2 } } }),
          404: json({ example: 'none' }),
        },
      },
    },
    '/sample': {
      get: { operationId: 'sample', responses: { 200: json({ schema: { type: 'integer', minimum: 3 } }) } },
    },
    '/empty': { get: { operationId: 'empty', responses: { 204: { description: '' } } } },
  },
});

let manager: SessionManager;
beforeEach(() => {
  manager = createSessionManager();
});

async function ask(
  path: string,
  init: RequestInit = {},
): Promise<[status: number, answer: string | null, body: string]> {
  const answer = await manager.fetch(`http://x/api/catalog_system/pub${path}`, init);
  return [answer.status, answer.headers.get('x-mock-source'), await answer.text()];
}

const post = (prefer?: string) => ({ method: 'POST', headers: prefer === undefined ? {} : { prefer } });

test('the first of example, sample and nothing that a document has is the answer, and says what it is', async () => {
  await manager.documents.add({ spec });
  expect(await ask('/items/7', post())).toEqual([200, 'shop;answer=example', '1']);
  const [status, answer, body] = await ask('/sample');
  expect([status, answer, Number(body) >= 3]).toEqual([200, 'shop;answer=sampled', true]);
  expect(await ask('/empty')).toEqual([204, 'shop;answer=empty', '']);
});

test('Prefer asks for a code and for an example, and is preferred to a function', async () => {
  await manager.documents.add({ spec, answers: { 'item.change': () => 'function' } });
  expect(await ask('/items/7', post())).toEqual([200, 'shop;answer=function', '"function"']);
  expect(await ask('/items/7', post('example=second'))).toEqual([200, 'shop;answer=example', '2']);
  expect(await ask('/items/7', post('code=404'))).toEqual([404, 'shop;answer=example', '"none"']);
  const [status, , body] = await ask('/items/7', post('example=third'));
  expect([status, body]).toEqual([400, expect.stringContaining('the examples first, second')]);
});

test('a function is given parameters, body, segment and session, and may give a Response', async () => {
  const given: AnswerInput[] = [];
  await manager.documents.add({
    spec,
    answers: {
      'shop.item.change': (input) => {
        given.push(input);
        return Response.json({ no: true }, { status: 409 });
      },
    },
  });
  const created = await manager.fetch('http://x/api/sessions?sc=2', { method: 'POST' });
  const cookie = created.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const headers = { cookie, 'content-type': 'application/json' };
  expect(await ask('/items/7?sc=2', { method: 'POST', headers, body: '{"a":1}' })).toEqual([
    ...[409, 'shop;answer=function', '{"no":true}'],
  ]);
  expect(given).toMatchObject([
    {
      ...{ params: { id: '7', sc: '2' }, body: { a: 1 }, segment: { channel: '2' } },
      session: { store: { channel: '2' } },
    },
  ]);
});

test('missing credentials are reported, and never refused', async () => {
  await manager.documents.add({ spec, check: 'refuse' });
  const answer = await manager.fetch('http://x/api/catalog_system/pub/items/7', { method: 'POST' });
  expect([answer.status, answer.headers.get('x-mock-source-problems')]).toEqual([
    200,
    'security no credentials: the document asks for header X-Key',
  ]);
  expect(manager.journal.entries().at(-1)?.added?.problems).toMatchObject([{ place: 'security' }]);
});

test('a refused request gets what is wrong and what to do', async () => {
  await manager.documents.add({ spec, check: 'refuse' });
  const [status, , body] = await ask('/items/7?order_by=2', post());
  expect([status, JSON.parse(body).message]).toEqual([
    400,
    'The document shop does not allow this request: query.order_by is not in the document: did you mean orderBy?',
  ]);
});

test.each([
  ['report', 200, 'query.sc is 3, segment 1'],
  ['refuse', 400, null],
  ['off', 200, 'security no credentials: the document asks for header X-Key'],
] as const)('segment: %s', async (segment, status, problems) => {
  await manager.documents.add({ spec, segment, ...(segment !== 'off' && { check: 'off' }) });
  const created = await manager.fetch('http://x/api/sessions', { method: 'POST' });
  const cookie = created.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const answer = await manager.fetch('http://x/api/catalog_system/pub/items/7?sc=3', {
    method: 'POST',
    headers: { cookie },
  });
  expect([answer.status, answer.headers.get('x-mock-source-problems')]).toEqual([status, problems]);
});
