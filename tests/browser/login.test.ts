import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { type BrowserContext, chromium } from 'playwright-core';
import { createSessionManager, type SessionManager } from '../../mock/index';
import { installed } from './launched';

/** A user's Chromium, which trusts the CA of the emulator as docs/clients.md says, and a store on another port. */
let home: string;
let manager: SessionManager;
let context: BrowserContext;
let store: string;
const { XDG_CACHE_HOME } = process.env;
/** Of Debian's libnss3-tools; without it the test of https is left out, by its name. */
const hasCertutil = existsSync('/usr/bin/certutil');
const servers: { close(): unknown }[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'login-'));
  process.env['XDG_CACHE_HOME'] = join(home, '.cache');
  manager = createSessionManager({ tls: true, tlsHost: ['store.localhost'] });
  const { url, tls } = await manager.listen();
  const database = join(home, '.pki/nssdb');
  mkdirSync(database, { recursive: true });
  if (hasCertutil) execFileSync('certutil', ['-d', `sql:${database}`, '-N', '--empty-password']);
  if (hasCertutil)
    execFileSync(
      'certutil',
      `-d sql:${database} -A -t C,, -n vtex-session-mock -i ${tls?.caFile}`.split(' '),
    );
  const app = express();
  app.get('/', async (req, res) => {
    const answer = await fetch(`${url}/api/sessions?items=profile.email,profile.isAuthenticated`, {
      headers: { cookie: req.headers.cookie ?? '' },
    });
    const { namespaces } = (await answer.json()) as {
      namespaces: Record<string, Record<string, { value: string }>>;
    };
    const { email, isAuthenticated } = namespaces['profile'] ?? {};
    const name = isAuthenticated?.value.toLowerCase() === 'true' ? email?.value : 'nobody';
    res.send(
      `<!doctype html><title>Store</title><h1>Hello ${name}</h1><a href="${url.replace('127.0.0.1', 'localhost')}/_mock/login?return=http://localhost:${req.socket.localPort}/">Log in</a>`,
    );
  });
  const server = app.listen(0);
  await once(server, 'listening');
  servers.push(server);
  store = `http://localhost:${(server.address() as AddressInfo).port}/`;
  context = await chromium.launchPersistentContext(join(home, 'profile'), {
    ...installed,
    env: { ...process.env, HOME: home } as Record<string, string>,
  });
});

afterAll(async () => {
  await context?.close();
  for (const server of servers) server.close();
  await manager?.close();
  rmSync(home, { recursive: true, force: true });
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
});

test('a link of the store leads to the login page, and a button back to the store, logged in', async () => {
  const tab = await context.newPage();
  const problems: string[] = [];
  tab.on('console', (message) => problems.push(message.text()));
  const heading = () => tab.textContent('h1');
  await tab.goto(store);
  expect(await heading()).toBe('Hello nobody');
  await tab.click('text=Log in');
  expect(await tab.textContent('p')).toBe('You are without a session in this browser.');
  await tab.click('button[value=shopper]');
  await tab.waitForURL(store);
  expect(await heading()).toMatch(/^Hello \S+@example\.com$/);
  await tab.click('text=Log in');
  expect(await tab.textContent('p')).toMatch(
    /^You are \S+@example\.com in this browser \(persona shopper\)\.$/,
  );
  if (process.env['SCREENSHOTS'])
    await tab.screenshot({ path: join(process.env['SCREENSHOTS'], 'login.png') });
  await tab.click('text=Log out');
  await tab.waitForURL(store);
  expect(await heading()).toBe('Hello nobody');
  expect(problems.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  await tab.close();
});

const overHttps =
  'over https Chromium trusts the CA, keeps the Secure cookies, and logs in at a name of tlsHost';
const trusting = hasCertutil ? test : (name: string, _: unknown) => test.todo(`${name} (needs certutil)`);
trusting(overHttps, async () => {
  const tab = await context.newPage();
  const url = String(manager.tls?.url).replace('127.0.0.1', 'store.localhost');
  await tab.goto(`${url}/_mock/login`);
  await tab.click('button[value=shopper]');
  await tab.waitForSelector('text=persona shopper');
  const read = async () => {
    const answer = await tab.goto(`${url}/api/sessions?items=profile.isAuthenticated`);
    return (await answer?.json()) as { id: string };
  };
  expect(await read()).toMatchObject({ namespaces: { profile: { isAuthenticated: { value: 'true' } } } });
  expect(await read()).toEqual(await read());
  const cookies = await context.cookies(url);
  expect(cookies.map(({ secure, httpOnly, sameSite }) => ({ secure, httpOnly, sameSite }))).toEqual(
    cookies.map(() => ({ secure: true, httpOnly: true, sameSite: 'None' })),
  );
  expect(cookies.map(({ name }) => name).sort()).toEqual([
    'VtexIdclientAutCookie_acme',
    'vtex_segment',
    'vtex_session',
  ]);
  await tab.close();
});

test('a page that says to return elsewhere, or is framed, gets nothing', async () => {
  const tab = await context.newPage();
  const answer = await tab.goto(`${manager.url}/_mock/login?return=https://example.com/`);
  expect(answer?.status()).toBe(400);
  const framed = await fetch(`${manager.url}/_mock/login`, {
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
  });
  expect(framed.status).toBe(403);
  await tab.close();
});
