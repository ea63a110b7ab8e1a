// `next dev` with the emulator of SESSION_MANAGER_URL.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { chromium as launcher } from 'playwright-core';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

let store;
let dev;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function start(scheme, ...flags) {
  const port = await freePort();
  store = `${scheme}://localhost:${port}`;
  dev = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'dev', '--port', port, ...flags], {
    env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((ready, failed) => {
    dev.stdout.on('data', (chunk) => String(chunk).includes('Ready') && ready());
    dev.on('exit', (code) => failed(new Error(`next dev ended with ${code}`)));
  });
}

/** One at a time: Next.js starts no second one in a folder. */
async function stop() {
  const ended = once(dev, 'exit');
  if (dev.kill()) await ended;
}

/** What Chromium shows of the page once its scripts have run. */
async function shownAt(host) {
  const profile = mkdtempSync(join(tmpdir(), 'next-dev-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`];
  const page = [...flags, '--virtual-time-budget=20000', '--dump-dom', store.replace('localhost', host)];
  const { stdout } = await promisify(execFile)(chromium, page, { timeout: 60_000 });
  rmSync(profile, { recursive: true, maxRetries: 20 });
  return /<pre id="session">([^<]*)/.exec(stdout)?.[1];
}

const inChromium = { skip: !existsSync(chromium) && `there is no ${chromium}` };

async function withPage(work) {
  const browser = await launcher.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    page.setDefaultTimeout(120_000); // the first request compiles the page
    await work(page);
  } finally {
    await browser.close();
  }
}

const cookiesOf = (answer) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

describe('at http', () => {
  before(() => start('http'));
  after(stop);

  test('the page’s request gets a session, whose cookies every browser keeps over http', async () => {
    const answer = await fetch(`${store}/api/sessions?items=store.currencyCode`, { method: 'POST' });
    assert.equal(answer.status, 201);
    assert.equal((await answer.json()).namespaces.store.currencyCode.value, 'BRL');
    for (const line of answer.headers.getSetCookie()) assert.doesNotMatch(line, /; Secure/);
    const again = await fetch(`${store}/api/segments`, { headers: { cookie: cookiesOf(answer) } });
    assert.equal((await again.json()).currencyCode, 'BRL');
  });

  test('server code that calls VTEX’s host sees the visitor’s session', async () => {
    const answer = await fetch(`${store}/api/sessions?country=BRA`, { method: 'POST' });
    const visitor = await fetch(`${store}/visitor`, { headers: { cookie: cookiesOf(answer) } });
    assert.equal(visitor.status, 200);
    assert.equal((await visitor.json()).namespaces.public.country.value, 'BRA');
  });

  // Next.js serves the page at both, but at 127.0.0.1 it blocks the scripts of the page.
  for (const [host, what, shown] of [
    ['localhost', 'the session', /"currencyCode":{"value":"BRL"}/],
    ['127.0.0.1', 'nothing', /^$/],
  ]) {
    test(`the page at ${host} shows ${what}`, inChromium, async () => {
      assert.match(await shownAt(host), shown);
    });
  }

  test('the login page logs the visitor in at the store', inChromium, () =>
    withPage(async (page) => {
      const emulator = process.env.SESSION_MANAGER_URL.replace('127.0.0.1', 'localhost');
      await page.goto(`${emulator}/_mock/login?return=${store}/`);
      await page.click('button[value=shopper]');
      await page.waitForURL(`${store}/`);
      await page.waitForSelector('#session:has-text("ann@example.com")');
    }),
  );
});

describe('at https', () => {
  const folder = mkdtempSync(join(tmpdir(), 'next-dev-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`;
  const flags = { key, cert, ca: cert };

  before(async () => {
    execFileSync('openssl', made.split(' '), { stdio: 'ignore' });
    const given = Object.entries(flags).flatMap(([name, file]) => [`--experimental-https-${name}`, file]);
    await start('https', '--experimental-https', ...given);
  });
  after(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  test('the cookies are those of plain http, as Next.js does not say that the page is at https', async () => {
    const options = { method: 'POST', ca: readFileSync(cert) };
    const answer = await new Promise((resolve, reject) => {
      request(`${store}/api/sessions`, options, resolve).on('error', reject).end();
    });
    answer.resume();
    assert.equal(answer.statusCode, 201);
    const lines = answer.headers['set-cookie'];
    assert.equal(lines.length, 2);
    for (const line of lines) assert.doesNotMatch(line, /; Secure/);
  });

  test('Chromium keeps them, and so the session', inChromium, () =>
    withPage(async (page) => {
      await page.goto(`${store}/api/segments`); // at the same origin, without scripts that make sessions
      const post = () => fetch('/api/sessions?items=*', { method: 'POST' }).then((answer) => answer.json());
      const { id } = await page.evaluate(post);
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.equal((await page.evaluate(post)).id, id);
      await page.goto(store);
      await page.waitForSelector('#session:has-text("BRL")');
    }),
  );
});
