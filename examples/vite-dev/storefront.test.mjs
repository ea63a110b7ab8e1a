// Vite's dev server, over http and https, with the emulator of SESSION_MANAGER_URL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'vite';

let vite;
let store;

before(async () => {
  vite = await createServer({ server: { port: 0 }, logLevel: 'warn' });
  await vite.listen();
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
