import { managerWith } from '../server/testing/visitor';

const url = 'https://www.acme.example/api/sessions';

test('fetch creates, reads and edits a session without a port', async () => {
  const manager = managerWith();
  const body = '{"public":{"a":{"value":"é"}}}';
  const headers = { 'content-type': 'application/json' };
  const created = await manager.fetch(url, { method: 'POST', headers, body });
  expect([created.status, created.statusText]).toEqual([201, 'Created']);
  const lines = created.headers.getSetCookie();
  expect(lines.map((line) => line.split('=')[0])).toEqual(['vtex_session', 'vtex_segment']);
  const cookie = lines.map((line) => line.split(';')[0]).join('; ');
  const read = await manager.fetch(new Request(`${url}?items=public.a`, { headers: { cookie } }));
  expect(await read.json()).toMatchObject({ namespaces: { public: { a: { value: 'é' } } } });
  const edited = await manager.fetch(new URL(`${url}?a=`), { method: 'PATCH', headers: { cookie } });
  expect(edited.status).toBe(200);
});

test.each([
  ['https://x', true],
  ['http://x', false],
])('fetch marks cookies by the scheme of its URL: %s', async (origin, isSecure) => {
  const answer = await managerWith().fetch(`${origin}/api/sessions`, { method: 'POST' });
  const isMarked = answer.headers.getSetCookie().map((line) => line.includes('; Secure;'));
  expect(isMarked).toEqual([isSecure, isSecure]);
});

test.each([
  [new Request(url, { method: 'OPTIONS' }), 204, ''],
  [new Request(`${url}?items=*`, { method: 'HEAD' }), 200, ''],
  [new Request('https://x/_mock/health'), 200, '"product":"vtex-session-mock"'],
  [new Request('https://x/_mock/personas'), 200, '"shopper"'],
  [new Request('https://x/nowhere'), 404, 'NOT_FOUND'],
  [new Request(url, { method: 'POST', body: '{' }), 415, 'CONTENT_TYPE_UNSUPPORTED'],
])('%#: fetch returns the status and body of the handler', async (request, status, text) => {
  const answer = await managerWith().fetch(request);
  expect(answer.status).toBe(status);
  const body = await answer.text();
  if (text === '') expect(body).toBe('');
  else expect(body).toContain(text);
});

test('fetch gets a refusal for a body over the limit', async () => {
  const body = JSON.stringify({ public: { a: { value: 'x'.repeat(1_100_000) } } });
  const answer = await managerWith().fetch(url, { method: 'POST', body: Buffer.from(body) });
  expect(answer.status).toBe(413);
});

test('fetch accepts a Request of another class', async () => {
  const { method, headers } = new Request(url, { method: 'POST' });
  const other = { url, method, headers, arrayBuffer: async () => new ArrayBuffer(0) } as Request;
  expect((await managerWith().fetch(other)).status).toBe(201);
});
