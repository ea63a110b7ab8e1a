import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type ConsolePage, openConsole, visitorOf } from './console-page';
import { launched } from './launched';

let browser: Browser;
let opened: ConsolePage;
beforeAll(async () => {
  browser = await launched();
});
afterEach(() => opened.close());
afterAll(() => browser?.close());

const store = readFileSync(join(__dirname, 'playwright/store.html'), 'utf8');

test('who logs in as a persona is logged in on the page of a store, until they log out', async () => {
  opened = await openConsole(browser);
  const { page, manager, show, problems } = opened;
  const server = createServer((req, res) => {
    manager.middleware(req, res, () => res.setHeader('Content-Type', 'text/html').end(store));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const tab = await page.context().newPage();
  const onTheStore = async () => {
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await tab.waitForSelector('#session:not(:empty)');
    const { id, namespaces } = JSON.parse((await tab.textContent('#session')) as string);
    return { id, email: namespaces.profile?.email?.value, known: namespaces.profile?.isAuthenticated?.value };
  };
  try {
    await show('browser');
    await page.getByText('It has no session yet.').waitFor();
    await page.getByRole('button', { name: /^shopper / }).click();
    const email = (await page.getByText('Logged in to the store as').innerText()).split(' as ')[1];
    const loggedIn = await onTheStore();
    expect(loggedIn).toEqual({ id: expect.any(String), email, known: 'true' });
    expect(await page.getByRole('button', { name: /^shopper / }).getAttribute('aria-pressed')).toBe('true');
    const segment = JSON.parse(await page.getByLabel('Segment of this browser').innerText());
    expect(segment).toMatchObject({ channel: '1', currencyCode: 'BRL' });
    await page.getByText('What fills the segment').click();
    await page.getByRole('row', { name: /currencySymbol/ }).waitFor();

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('Not logged in.').waitFor();
    const loggedOut = await onTheStore();
    expect(loggedOut.id).toBe(loggedIn.id);
    expect(loggedOut.known).not.toBe('true');

    await page.getByRole('button', { name: 'New visitor' }).click();
    await page.getByRole('link', { name: loggedIn.id }).waitFor({ state: 'detached' });
    expect((await onTheStore()).id).not.toBe(loggedIn.id);
    expect(problems).toEqual([]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('the size of both cookies is measured against 4,096 bytes, and a full one is reported', async () => {
  opened = await openConsole(browser);
  const { page, url, show } = opened;
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { utm_campaign: 'x'.repeat(3000) });
  await show(`sessions/${visitor.id}`);
  const meter = page.locator('.meter', { hasText: 'vtex_segment' });
  const [, bytes = ''] = /([\d,]+) \/ 4,096 bytes/.exec(await meter.innerText()) ?? [];
  expect(Number(bytes.replace(',', ''))).toBeGreaterThan(4096);
  await meter.getByText('Browsers refuse this cookie.').waitFor();
  await page.getByText('What fills the segment').click();
  expect(await page.locator('.sizes tbody tr').first().innerText()).toMatch(/^utm_campaign\s/);
});

test('a pasted token is decoded and checked', async () => {
  opened = await openConsole(browser);
  const { page, url, show } = opened;
  const visitor = await visitorOf(url);
  await show('browser');
  const box = page.getByRole('textbox', { name: /Session token/ });
  await box.fill(`vtex_session=${visitor.token}; Path=/; HttpOnly`);
  await page.getByText('A session token').waitFor();
  await page.getByText('accepted', { exact: true }).waitFor();
  expect(JSON.parse(await page.getByLabel('Content of the token').innerText())).toMatchObject({
    id: visitor.id,
  });
  const [header, , signature] = visitor.token.split('.');
  const forged = Buffer.from(JSON.stringify({ id: visitor.id })).toString('base64url');
  await box.fill(`${header}.${forged}.${signature}`);
  await page.getByText('not accepted').waitFor();
  await box.fill('nonsense');
  await page.getByText('Unknown token').waitFor();
});
