import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { createSessionManager, type SessionManager } from '../../mock/index';
import { launched } from './launched';

/** A page as stores have it: it posts at load, and shows the session it got. */
const page = readFileSync(join(__dirname, 'playwright/store.html'), 'utf8');

let browser: Browser;
const open: { server: Server; manager: SessionManager }[] = [];

beforeAll(async () => {
  browser = await launched();
});

afterAll(async () => {
  await browser?.close();
  for (const { server, manager } of open) {
    server.close();
    server.closeAllConnections();
    await manager.close();
  }
});

/** A storefront's server with the emulator's middleware in it. */
async function storefront(manager: SessionManager): Promise<string> {
  const server = createServer((req, res) => {
    manager.middleware(req, res, () => {
      res.setHeader('Content-Type', 'text/html');
      res.end(page);
    });
  });
  open.push({ server, manager });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Session {
  id: string;
  namespaces: Record<string, Record<string, { value: unknown }>>;
}

/** The session as a page shows it, at first sight and after a reload, and the cookies the browser holds then. */
async function visit(url: string): Promise<{ first: Session; reloaded: Session; cookies: string[] }> {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const shown = async () => {
      await tab.waitForSelector('#session:not(:empty)');
      return JSON.parse((await tab.textContent('#session')) as string) as Session;
    };
    await tab.goto(url);
    const first = await shown();
    await tab.reload();
    const reloaded = await shown();
    const cookies = (await context.cookies(new URL(url).searchParams.get('api') ?? url))
      .map(({ name }) => name)
      .sort();
    return { first, reloaded, cookies };
  } finally {
    await context.close();
  }
}

test.each(['live', 'auto'] as const)(
  'a page keeps its session over a reload, with %s cookies',
  async (cookieProfile) => {
    const origin = await storefront(createSessionManager({ cookieProfile }));
    const { first, reloaded, cookies } = await visit(`${origin}/?utm_source=ignored-by-the-page`);
    expect(reloaded.id).toBe(first.id);
    expect(reloaded.namespaces['store']?.['currencyCode']).toEqual({ value: 'BRL' });
    expect(cookies).toEqual(['vtex_segment', 'vtex_session']);
  },
);

test.each(['live', 'auto'] as const)(
  'a page of another port that --cors names keeps it too, with %s cookies',
  async (cookieProfile) => {
    const origin = await storefront(createSessionManager());
    const emulator = createSessionManager({ cookieProfile, cors: [origin] });
    const { url } = await emulator.listen();
    try {
      const { first, reloaded, cookies } = await visit(`${origin}/?api=${url}`);
      expect(reloaded.id).toBe(first.id);
      expect(cookies).toEqual(['vtex_segment', 'vtex_session']);
    } finally {
      await emulator.close();
    }
  },
);

test('scripts of the page cannot read the cookies', async () => {
  const origin = await storefront(createSessionManager());
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(origin);
  await tab.waitForSelector('#session:not(:empty)');
  expect(await tab.evaluate('document.cookie')).toBe('');
  await context.close();
});
