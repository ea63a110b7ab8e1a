/** The guard over real connections; what it makes of addresses is tried in mock/control/guard.test.ts. */
import { get } from 'node:http';
import request from 'supertest';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../index';
import { managerWith, statusAndBody } from './testing/visitor';

const opened: SessionManager[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

async function listening(host: string, options: SessionManagerOptions = {}) {
  const manager = createSessionManager(options);
  opened.push(manager);
  const { port } = await manager.listen({ host });
  return { manager, url: `http://127.0.0.1:${port}` };
}

const statusAt = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(`${url}/_mock/sessions`, { headers })).status;

/** By node:http, since fetch sets Host itself. */
const statusAs = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(`${url}/_mock/sessions`, { headers }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    );
  });

test('on all addresses the token is required and sufficient; health and documents are open', async () => {
  const { manager, url } = await listening('0.0.0.0');
  const token = manager.controlToken as string;
  const authorization = `Bearer ${token}`;
  expect(await statusAt(url)).toBe(403);
  expect(await statusAt(url, { authorization: 'Bearer x' })).toBe(403);
  expect(await statusAt(url, { authorization })).toBe(200);
  expect(await statusAs(url, { authorization, host: 'host.docker.internal:9910' })).toBe(200);
  for (const path of ['/_mock/health', '/_mock/openapi.json', '/_mock/control/openapi.json', '/api/segments'])
    expect((await fetch(url + path)).status).toBe(200);
  expect((await manager.fetch('http://any.example/_mock/sessions')).status).toBe(200);
  await manager.close();
  expect(manager.controlToken).toBeUndefined();
});

test('the token of the option is the one required', async () => {
  const { manager, url } = await listening('0.0.0.0', { controlToken: 'given' });
  expect(manager.controlToken).toBe('given');
  expect(await statusAt(url)).toBe(403);
  expect(await statusAt(url, { authorization: 'Bearer given' })).toBe(200);
});

test('on a loopback address no token is required, and foreign host names are refused', async () => {
  const { manager, url } = await listening('127.0.0.1');
  expect(manager.controlToken).toBeUndefined();
  expect(await statusAt(url)).toBe(200);
  expect(await statusAs(url, { host: 'localhost:9910' })).toBe(200);
  expect(await statusAs(url, { host: 'rebound.example:9910' })).toBe(403);
  expect((await fetch(`${url}/api/segments`, { headers: { host: 'rebound.example' } })).status).toBe(200);
});

test('the refusal names the header and has a hint', async () => {
  const answer = await request(managerWith().handler).post('/_mock/reset').set('Host', 'rebound.example');
  const message =
    'Host is rebound.example: without the token /_mock answers to 127.0.0.1, [::1], localhost and the hosts of --tls-host only. Use one of these names, or the token. Send Authorization: Bearer TOKEN with the value of --control-token';
  expect(statusAndBody(answer)).toEqual([403, { type: 'Forbidden', code: 'CONTROL_FORBIDDEN', message }]);
});

test('in process any host is accepted', async () => {
  const manager = managerWith();
  for (const headers of [{}, { host: 'www.acme.example' }]) {
    expect((await manager.fetch('https://www.acme.example/_mock/sessions', { headers })).status).toBe(200);
  }
});

test.each(['', 'two words', 'line\nend', 'Käse', '=a', 7])('%j is refused as a token', (controlToken) => {
  expect(() => createSessionManager({ controlToken: controlToken as string })).toThrow(
    'controlToken is invalid. Give letters, digits and -._~+/ only; = may follow at the end.',
  );
});
