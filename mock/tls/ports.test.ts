import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, connect as connectPlain, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, connect } from 'node:tls';
import { promisify } from 'node:util';
import { createSessionManager, type SessionManager, type SessionManagerOptions } from '../index';
import { authorityFolder } from './ports';

const { XDG_CACHE_HOME } = process.env;
const managers: SessionManager[] = [];
let caches: string;

beforeEach(() => {
  caches = mkdtempSync(join(tmpdir(), 'caches-'));
  process.env['XDG_CACHE_HOME'] = caches;
});

afterEach(async () => {
  await Promise.all(managers.splice(0).map((manager) => manager.close()));
  rmSync(caches, { recursive: true, force: true });
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
});

async function listening(options: SessionManagerOptions = { tls: true }) {
  const manager = createSessionManager(options);
  managers.push(manager);
  const { tls, url } = await manager.listen();
  if (tls === undefined) throw new Error('https is off');
  return { manager, tls, url, http: Number(new URL(url).port) };
}

/** The status of a request over https, with this CA only. */
async function status(
  url: string,
  ca: string | undefined,
  headers: { host?: string; origin?: string } = {},
  method = 'GET',
): Promise<number> {
  const sent = request(url, {
    ca,
    headers,
    method,
    agent: false,
    ...(headers.host && { servername: 'localhost' }),
  }).end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}

const folder = () => join(caches, 'vtex-session-mock', 'ca');

test('http and https answer side by side, with the certificate of the CA that is kept', async () => {
  const listened = jest.spyOn(Server.prototype, 'listen');
  const { manager, tls, url } = await listening();
  expect(manager.tls).toEqual(tls);
  expect(tls).toEqual({
    url: `https://127.0.0.1:${tls.port}`,
    port: tls.port,
    ca: readFileSync(join(folder(), 'ca.pem'), 'utf8'),
    caFile: join(folder(), 'ca.pem'),
  });
  expect((await fetch(`${url}/api/sessions`, { method: 'POST' })).status).toBe(201);
  expect(await status(`${tls.url}/api/sessions`, tls.ca, {}, 'POST')).toBe(201);
  await manager.close();
  expect(manager.tls).toBeUndefined();
  // Of the servers themselves, since a freed port may be another process's already.
  expect(listened.mock.contexts.map((server) => (server as Server).listening)).toEqual([false, false]);
  listened.mockRestore();
});

test('without TLS no port is opened for https, and no CA is made', async () => {
  const manager = createSessionManager();
  managers.push(manager);
  expect(await manager.listen()).not.toHaveProperty('tls');
  expect(readdirSync(caches)).toEqual([]);
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['store.local', true],
  ['shop.b.example.com', true],
  ['192.0.2.7', true],
  ['other.local', false],
  ['192.0.2.8', false],
])('the certificate is for %s: %s', async (host, isNamed) => {
  const { tls } = await listening({ tlsHost: ['store.local', '*.b.example.com', '192.0.2.7'] });
  const socket = connect({
    port: tls.port,
    host: '127.0.0.1',
    ca: tls.ca,
    servername: /^[a-z]/.test(host) ? host : '',
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
  const failed = once(socket, 'secureConnect').then(
    () => false,
    () => true,
  );
  expect(await failed).toBe(!isNamed);
  socket.destroy();
});

test('managers that start together share one CA, and so do later ones; its key is for its owner only', async () => {
  const together = await Promise.all([listening(), listening(), listening()]);
  const { tls } = await listening();
  expect(new Set([...together, { tls }].map((one) => one.tls.ca)).size).toBe(1);
  expect(readdirSync(join(caches, 'vtex-session-mock'))).toEqual(['ca']);
  expect(statSync(join(folder(), 'ca-key.pem')).mode & 0o777).toBe(0o600);
  expect(statSync(folder()).mode & 0o777).toBe(0o700);
});

test.each<[string, () => void, RegExp]>([
  [
    'a damaged CA',
    () => writeFileSync(join(folder(), 'ca.pem'), 'x'),
    /^The certificate authority in .* is damaged\. Delete that folder, and trust the new one$/,
  ],
  [
    'a CA with another key',
    () => writeFileSync(join(folder(), 'ca-key.pem'), keyOf('another')),
    /^The certificate authority in .* has a key of another certificate\. Delete that folder/,
  ],
  [
    'a CA that is about to expire',
    () => {
      writeFileSync(join(folder(), 'ca-key.pem'), keyOf('own'));
      writeFileSync(join(folder(), 'ca.pem'), certOf('own'));
    },
    /is about to expire\. Delete that folder/,
  ],
  [
    'a folder that cannot be written',
    () => {
      rmSync(folder(), { recursive: true });
      rmSync(join(caches, 'vtex-session-mock'), { recursive: true });
      writeFileSync(join(caches, 'vtex-session-mock'), '');
    },
    /cannot be (kept|read).*ENOTDIR/,
  ],
])('%s is an error, and no port stays open', async (_, damage, message) => {
  await listening();
  damage();
  const manager = createSessionManager({ tls: true });
  await expect(manager.listen()).rejects.toMatchObject({
    code: 'CERTIFICATE_AUTHORITY',
    message: expect.stringMatching(message),
  });
  expect(() => manager.url).toThrow();
});

/** Made by openssl, for 30 days. */
function pemOf(name: string): { key: string; cert: string } {
  const [key, cert] = [join(caches, `${name}.key`), join(caches, `${name}.crt`)];
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout ${key} -out ${cert}`;
  if (!readdirSync(caches).includes(`${name}.key`))
    execFileSync('openssl', made.split(' '), { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
const keyOf = (name: string) => pemOf(name).key;
const certOf = (name: string) => pemOf(name).cert;

test("a certificate of one's own is used as it is, and no CA is made", async () => {
  const { tls } = await listening({ tlsCert: certOf('own'), tlsKey: keyOf('own') });
  expect(tls).toEqual({ url: `https://127.0.0.1:${tls.port}`, port: tls.port });
  expect(await status(`https://localhost:${tls.port}/_mock/health`, certOf('own'))).toBe(200);
  expect(readdirSync(caches)).not.toContain('vtex-session-mock');
});

test('if the port of https is in use, that of http is closed again, and another one may be tried', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const manager = createSessionManager({ tls: true });
  managers.push(manager);
  await expect(manager.listen({ tlsPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  await expect(manager.listen({ tlsPort: 0 })).resolves.toHaveProperty('tls');
  other.close();
});

test('a client of the wrong scheme, or one that does not trust the CA, is a notice once', async () => {
  const notices: string[] = [];
  const { tls, http } = await listening({ tls: true, onNotice: (message) => notices.push(message) });
  const failed = (port: number, text?: string) =>
    new Promise<void>((resolve) => {
      const socket =
        text === undefined ? connect({ port, host: '127.0.0.1' }) : connectPlain(port, '127.0.0.1');
      socket
        .on('error', () => undefined)
        .on('close', () => resolve())
        .resume();
      if (text !== undefined) socket.write(text);
    });
  for (let time = 0; time < 2; time += 1) {
    await failed(tls.port, 'GET / HTTP/1.1\r\n\r\n');
    await failed(http);
    await expect(promisify(execFile)('curl', ['-s', tls.url])).rejects.toMatchObject({ code: 60 });
  }
  expect(notices).toEqual([
    'a client spoke http to the https port: write https:// in its URL',
    'a client spoke https to the http port: use the https port',
    `a client does not trust the certificate of the https port: let it trust ${tls.caFile}`,
  ]);
});

test('/_mock answers pages of the https port, by its loopback names and those of tlsHost', async () => {
  const { tls } = await listening({ tlsHost: ['store.local'] });
  const at = (host: string, origin: string) =>
    status(`${tls.url}/_mock/browser`, tls.ca, { host: `${host}:${tls.port}`, origin });
  expect(await at('localhost', `https://localhost:${tls.port}`)).toBe(200);
  expect(await at('store.local', `https://store.local:${tls.port}`)).toBe(200);
  expect(await at('localhost', `https://localhost:${tls.port + 1}`)).toBe(403);
  expect(await at('other.local', `https://other.local:${tls.port}`)).toBe(403);
});

test.each([
  [{ XDG_CACHE_HOME: '/x' }, 'linux', '/x/vtex-session-mock/ca'],
  [{ XDG_CACHE_HOME: 'x' }, 'linux', '/home/me/.cache/vtex-session-mock/ca'],
  [{}, 'darwin', '/home/me/Library/Caches/vtex-session-mock/ca'],
  [{ LOCALAPPDATA: '/local' }, 'win32', '/local/vtex-session-mock/ca'],
  [{}, 'win32', '/home/me/.cache/vtex-session-mock/ca'],
] as const)('with %j on %s the CA is in %s', (env, platform, path) => {
  expect(authorityFolder(env, platform, '/home/me')).toBe(path);
});
