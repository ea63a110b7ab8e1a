// The same storefront in development: its server asks an emulator at a port, as docs/storefront.md says.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createSessionManager } from 'vtex-session-mock';

const manager = createSessionManager({ account: 'acme' });
beforeAll(() => manager.listen());
afterAll(() => manager.close());

/** Two requests of a browser to the server; prints the cookies that each response sets. */
const visits = `
const { POST } = await import('./route.js');
const query = 'mutation ($session: IStoreSession!) { validateSession(session: $session, search: "?utm_source=dev") { locale } }';
const session = { locale: 'pt-BR', country: 'BRA', channel: '{"salesChannel":"1"}', currency: { code: 'BRL', symbol: 'R$' } };
const body = JSON.stringify({ query, variables: { session } });
const headers = {};
for (const _ of [1, 2]) {
  const answer = await POST(new Request('http://localhost:3000/api/graphql', { method: 'POST', body, headers }));
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  console.log(JSON.stringify(cookies));
  headers.cookie = cookies.join('; ');
}`;

test('with vtex-hosts.mjs, both requests of a visitor reach one session in the emulator', async () => {
  const preload = new URL('../../../../next-dev/vtex-hosts.mjs', import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', visits], {
    cwd: new URL('.', import.meta.url),
    env: { ...process.env, NODE_OPTIONS: `--import=${preload}`, SESSION_MANAGER_URL: manager.url },
  });
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toEqual([expect.stringMatching(/^vtex_session=ey/), expect.stringMatching(/^vtex_segment=/)]);
  expect(second).toHaveLength(2);
  const { count, sessions } = await manager.sessions();
  expect(count).toBe(1);
  const { namespaces } = await manager.session(sessions[0].id);
  expect(namespaces.public.utm_source).toEqual({ value: 'dev' });
});
