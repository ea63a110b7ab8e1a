import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request, { type Response } from 'supertest';
import { managerWith } from './visitor';

/** Status, method and path as the document has them, and a request that is answered so. */
export type Calls = [number, string, string, () => Promise<Response>][];

/** `/_mock/sources`, `/_mock/tools` and `/_mock/mcp` of one manager, in order. */
export function sourceCalls(): Calls {
  const { handler } = managerWith();
  const sources = '/_mock/sources';
  const paths = { '/items': { get: { operationId: 'list', responses: { 200: { description: 'OK' } } } } };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: '/shop' }],
    paths,
  };
  const spec = JSON.stringify(document);
  const other = JSON.stringify({ ...document, info: { title: 'Shop', version: '2' } });
  const server = createServer((_req, res) => res.end(spec));
  const byUrl = async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const body = { spec: `http://127.0.0.1:${port}/`, id: 'url', namespace: 'url' };
    await request(handler).post(sources).send(body).expect(201);
    const answer = await request(handler).post(`${sources}/url/refresh`);
    server.close();
    return answer;
  };
  const post = (path: string, body: object) => async () => request(handler).post(path).send(body);
  const get = (path: string) => async () => request(handler).get(path);
  const mcp = (more: object, accept: string) => async () =>
    request(handler)
      .post('/_mock/mcp')
      .set('Accept', accept)
      .send({ jsonrpc: '2.0', method: 'tools/list', params: {}, ...more });
  return [
    [200, 'post', `${sources}/preview`, post(`${sources}/preview`, { spec })],
    [400, 'post', `${sources}/preview`, post(`${sources}/preview`, {})],
    [201, 'post', sources, post(sources, { spec })],
    [200, 'post', sources, post(sources, { spec })],
    [400, 'post', sources, post(sources, { spec: '' })],
    [409, 'post', sources, post(sources, { spec: other })],
    [200, 'get', sources, get(sources)],
    [400, 'get', sources, get(`${sources}?x=1`)],
    [200, 'get', `${sources}/{id}`, get(`${sources}/shop`)],
    [400, 'get', `${sources}/{id}`, get(`${sources}/shop?x=1`)],
    [404, 'get', `${sources}/{id}`, get(`${sources}/none`)],
    [200, 'post', `${sources}/{id}/refresh`, byUrl],
    [400, 'post', `${sources}/{id}/refresh`, post(`${sources}/shop/refresh`, {})],
    [404, 'post', `${sources}/{id}/refresh`, post(`${sources}/none/refresh`, {})],
    [200, 'get', '/_mock/tools', get('/_mock/tools?q=item')],
    [400, 'get', '/_mock/tools', get('/_mock/tools?x=1')],
    [404, 'get', '/_mock/tools', get('/_mock/tools?source=none')],
    [200, 'post', '/_mock/tools/{name}', post('/_mock/tools/shop.items.list', {})],
    [400, 'post', '/_mock/tools/{name}', post('/_mock/tools/shop.items.list', { a: 1 })],
    [404, 'post', '/_mock/tools/{name}', post('/_mock/tools/none', {})],
    [200, 'post', '/_mock/mcp', mcp({ id: 1 }, 'application/json, text/event-stream')],
    [202, 'post', '/_mock/mcp', mcp({}, 'application/json, text/event-stream')],
    [400, 'post', '/_mock/mcp', post('/_mock/mcp', {})],
    [406, 'post', '/_mock/mcp', mcp({ id: 1 }, 'text/html')],
    [200, 'delete', `${sources}/{id}`, async () => request(handler).delete(`${sources}/shop`)],
    [400, 'delete', `${sources}/{id}`, async () => request(handler).delete(`${sources}/url?x=1`)],
    [404, 'delete', `${sources}/{id}`, async () => request(handler).delete(`${sources}/shop`)],
  ];
}
