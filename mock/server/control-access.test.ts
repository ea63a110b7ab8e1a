/** The guard of all addresses. Those of this machine are in the contract suite (control.guard). */
import { get } from 'node:http';
import { createSessionManager, type SessionManager } from '../index';

const opened: SessionManager[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

async function listening(host: string) {
  const manager = createSessionManager();
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

test.each(['', 'two words', 'line\nend', 'Käse', '=a', 7])('%j is refused as a token', (controlToken) => {
  expect(() => createSessionManager({ controlToken: controlToken as string })).toThrow(
    'controlToken is invalid. Give letters, digits and -._~+/ only; = may follow at the end.',
  );
});
