// Vite's dev server, over http and https, with the emulator of SESSION_MANAGER_URL.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createServer } from 'vite';

let vite;
let store;

async function start(server) {
  const started = await createServer({ server: { port: 0, ...server }, logLevel: 'warn' });
  return started.listen();
}

before(async () => {
  vite = await start();
  store = vite.resolvedUrls.local[0];
});
after(() => vite.close());

test('the page’s request gets a session, whose cookies every browser keeps over http', async () => {
  const answer = await fetch(`${store}api/sessions?items=store.currencyCode`, { method: 'POST' });
  assert.equal(answer.status, 201);
  assert.equal((await answer.json()).namespaces.store.currencyCode.value, 'BRL');
  const lines = answer.headers.getSetCookie();
  for (const line of lines) assert.doesNotMatch(line, /; Secure/);
  const cookie = lines.map((line) => line.split(';')[0]).join('; ');
  const segment = await fetch(`${store}api/segments`, { headers: { cookie } });
  assert.equal((await segment.json()).currencyCode, 'BRL');
});

test('the page is served', async () => {
  assert.match(await (await fetch(store)).text(), /id="session"/);
});

test('at https the cookies are marked as VTEX marks them', async () => {
  const { key, cert } = certificate();
  const secure = await start({ https: { key, cert } });
  try {
    const url = `${secure.resolvedUrls.local[0]}api/sessions`;
    assert.match(url, /^https:\/\/localhost:/);
    const answer = await new Promise((resolve, reject) => {
      request(url, { method: 'POST', ca: cert }, resolve).on('error', reject).end();
    });
    answer.resume();
    assert.equal(answer.statusCode, 201);
    const lines = answer.headers['set-cookie'];
    assert.equal(lines.length, 2);
    for (const line of lines) assert.match(line, /; Secure.*; SameSite=None/i);
  } finally {
    await secure.close();
  }
});

/** For localhost, of one's own. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'vite-dev-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`;
  try {
    execFileSync('openssl', made.split(' '), { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
