// Test environments with a DOM, whose globals are not those of Node.
import { green, installedStore, type Store } from './store';

let store: Store;
beforeAll(() => {
  store = installedStore(['jest', 'vitest'], {}, [
    ...['jest-environment-jsdom@30', 'jest-fixed-jsdom@0.0.11', '@happy-dom/jest-environment@20'],
    ...['jsdom@26', 'happy-dom@20'],
  ]);
});
afterAll(() => store.remove());

const body = `
const session = useSessionManager({ account: 'acme', listen: true });
test('a visitor in a page', async () => {
  expect(typeof document).toBe('object');
  const { fetch } = session.manager;
  const url = 'http://store.example/api/sessions';
  const answer = await fetch(url + '?sc=2', { method: 'POST' });
  expect(answer).toHaveSegment({ channel: '2', currencyCode: 'USD' });
  expect(answer).toFitInCookie();
  const { sessionToken, segmentToken } = await answer.json();
  const headers = { cookie: 'vtex_session=' + sessionToken, 'content-type': 'application/json' };
  await fetch(url, { method: 'PATCH', headers, body: '{"public":{"name":{"value":"São €"}}}' });
  expect(await (await fetch(url + '?items=public.name', { headers })).json()).toHavePublic('name', 'São €');
  expect((await fetch('http://store.example/api/segments/' + segmentToken)).status).toBe(200);
  const overPort = (path, method) =>
    new Promise((resolve, reject) => {
      const answered = (response) => response.resume().on('end', () => resolve(response));
      request(session.url + path, { method }, answered).on('error', reject).end();
    });
  expect(await overPort('/api/sessions?sc=2', 'POST')).toHaveSegment({ channel: '2' });
  expect((await overPort('/_mock/health', 'GET')).statusCode).toBe(200);
});
test('a page that sees no Set-Cookie', () => {
  expect(() => expect({ headers: {} }).toHaveSegment({})).toThrow('call session.manager.fetch(url) instead of');
});`;

test.each(['jsdom', 'jest-fixed-jsdom', '@happy-dom/jest-environment'])('Jest with %s', (environment) => {
  const head = `const { request } = require('node:http');
const { useSessionManager } = require('vtex-session-mock/jest');`;
  store.write({ 'dom.test.js': head + body });
  const printed = green(store.run('npx', ['jest', '--ci', '--env', environment, 'dom.test.js']));
  expect(printed).toMatch(/^Tests: +2 passed, 2 total$/m);
});

test.each(['jsdom', 'happy-dom'])('Vitest with %s', (environment) => {
  const head = `import { request } from 'node:http';
import { expect, test } from 'vitest';
import { useSessionManager } from 'vtex-session-mock/vitest';`;
  store.write({ 'vitest/dom.test.js': head + body });
  const run = store.run('npx', ['vitest', 'run', '--root', 'vitest', '--environment', environment]);
  expect(green(run)).toContain('2 passed');
});
