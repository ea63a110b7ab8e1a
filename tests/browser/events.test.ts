import type { Browser } from 'playwright-core';
import { createSessionManager } from '../../mock/index';
import { launched } from './launched';

let browser: Browser;
beforeAll(async () => {
  browser = await launched();
});
afterAll(() => browser?.close());

const collects = (query: string) => `
  const heard = [];
  const events = new EventSource('/_mock/events${query}');
  for (const type of ['request', 'clock', 'reset'])
    events.addEventListener(type, ({ data, lastEventId }) => {
      const { status, now, dropped } = JSON.parse(data);
      heard.push(type === 'request' ? [Number(lastEventId), status] : [type, now ?? dropped.sessions]);
    });`;

test('an EventSource hears each request once, also when it reconnects, and clock and reset', async () => {
  const manager = createSessionManager();
  const { url } = await manager.listen();
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.goto(`${url}/_mock/health`);
    await fetch(`${url}/api/sessions`, { method: 'POST' });
    await fetch(`${url}/api/sessions`);
    await tab.evaluate(`{${collects('?path=/api/*&since=0&limit=1')} globalThis.again = heard; }`); // ends behind each event
    await tab.waitForFunction('again.length === 2');
    await tab.evaluate(
      `{${collects('?path=/api/*')} globalThis.open = heard; events.onopen = () => heard.push('open'); }`,
    );
    await tab.waitForFunction('open.length === 1');
    await fetch(`${url}/api/segments`);
    manager.clock.freeze();
    manager.clock.set('2026-01-31T12:00:00Z');
    await manager.reset();
    await tab.waitForFunction('open.length === 6');
    expect(await tab.evaluate('open')).toEqual([
      'open',
      [expect.any(Number), 200],
      ['clock', expect.any(String)],
      ['clock', '2026-01-31T12:00:00.000Z'],
      ['clock', expect.any(String)], // put back by the reset
      ['reset', 1],
    ]);
    const again: [number, number][] = await tab.evaluate('again.slice(0, 2)');
    expect(again.map(([, status]) => status)).toEqual([201, 400]);
    expect(new Set(again.map(([seq]) => seq)).size).toBe(2);
  } finally {
    await context.close();
    await manager.close();
  }
});
