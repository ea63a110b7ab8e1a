// `next dev` with the emulator of SESSION_MANAGER_URL.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
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

before(async () => {
  const port = await freePort();
  store = `http://localhost:${port}`;
  dev = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'dev', '--port', port], {
    env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((ready, failed) => {
    dev.stdout.on('data', (chunk) => String(chunk).includes('Ready') && ready());
    dev.on('exit', (code) => failed(new Error(`next dev ended with ${code}`)));
  });
});

after(() => dev.kill());

/** What Chromium shows of the page once its scripts have run. */
async function shownAt(host) {
  const profile = mkdtempSync(join(tmpdir(), 'next-dev-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`];
  const page = [...flags, '--virtual-time-budget=20000', '--dump-dom', store.replace('localhost', host)];
  const { stdout } = await promisify(execFile)(chromium, page, { timeout: 60_000 });
  rmSync(profile, { recursive: true, maxRetries: 20 });
  return /<pre id="session">([^<]*)/.exec(stdout)?.[1];
}

const cookiesOf = (answer) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

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

// Next.js serves the page at both, but at 127.0.0.1 it blocks what the page needs to run.
for (const [host, what, shown] of [
  ['localhost', 'the session', /"currencyCode":{"value":"BRL"}/],
  ['127.0.0.1', 'nothing', /^$/],
]) {
  test(`the page at ${host} shows ${what}`, {
    skip: !existsSync(chromium) && `there is no ${chromium}`,
  }, async () => {
    assert.match(await shownAt(host), shown);
  });
}

test('the login page logs the visitor in at the store', {
  skip: !existsSync(chromium) && `there is no ${chromium}`,
}, async () => {
  const browser = await launcher.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const emulator = process.env.SESSION_MANAGER_URL.replace('127.0.0.1', 'localhost');
    await page.goto(`${emulator}/_mock/login?return=${store}/`);
    await page.click('button[value=shopper]');
    await page.waitForURL(`${store}/`);
    await page.waitForSelector('#session:has-text("ann@example.com")');
  } finally {
    await browser.close();
  }
});
