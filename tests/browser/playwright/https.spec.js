// A store at a made-up host: its page comes by routing too, so that nothing reaches a network.
const { test: plain } = require('@playwright/test');
const { createSessionManager } = require('vtex-session-mock');
const { addPersona, expect, routeSessionManager, test } = require('vtex-session-mock/playwright');
const { page: html, shown } = require('./store.js');

const store = 'https://www.acme.example';
const vtex = 'https://acme.myvtex.com';

const serve = (page, origin = store) =>
  page.route(new RegExp(`^${origin}/(\\?.*)?$`), (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  );

test.use({ baseURL: store });

test('cookies are as the live service marks them', async ({ page, context }) => {
  await serve(page);
  await page.goto('/');
  const { id } = await shown(page);
  await page.reload();
  expect((await shown(page)).id).toBe(id);
  const cookies = await context.cookies(store);
  expect(
    cookies.map(({ name, domain, httpOnly, secure, sameSite }) => [name, domain, httpOnly, secure, sameSite]),
  ).toEqual(['vtex_session', 'vtex_segment'].map((name) => [name, 'www.acme.example', true, true, 'None']));
});

test('a page that asks another origin with credentials keeps its session there, one without does not', async ({
  page,
  context,
}) => {
  await serve(page);
  await page.goto(`/?api=${vtex}`);
  const { id } = await shown(page);
  await page.reload();
  expect((await shown(page)).id).toBe(id);
  expect((await context.cookies(vtex)).length).toBe(2);
  expect(await context.cookies(store)).toEqual([]);
  const ask = (credentials) =>
    page.evaluate(
      async ([url, init]) => (await (await fetch(url, init)).json()).id,
      [
        `${vtex}/api/sessions?items=*`,
        { method: 'PATCH', credentials, headers: { 'content-type': 'application/json' }, body: '{}' },
      ],
    );
  expect(await ask('include')).toBe(id);
  expect(await ask('omit')).not.toBe(id);
});

test.describe('a shopper', () => {
  test.use({ persona: 'shopper', sessionManagerOptions: { hosts: ['www.acme.example', 'acme.myvtex.com'] } });

  test('is logged in at the store and at each of the hosts, and has one session after a write', async ({
    page,
    context,
  }) => {
    await serve(page);
    for (const path of ['/', `/?api=${vtex}`]) {
      await page.goto(path);
      expect((await shown(page)).namespaces.profile.email.value).toBe('ann@example.com');
    }
    for (const url of [store, vtex]) {
      const names = (await context.cookies(url)).map(({ name }) => name).sort();
      expect(names).toEqual(['VtexIdclientAutCookie_acme', 'vtex_segment', 'vtex_session']);
    }
  });
});

test.describe('a persona that is none', () => {
  test('is refused by name', async ({ context, sessionManager }) => {
    await expect(addPersona(context, sessionManager, 'shoper', [store])).rejects.toThrow(
      'did you mean shopper?',
    );
  });
});

plain(
  'a test of one’s own: a page is routed to a manager until that is restored',
  async ({ page, context }) => {
    const manager = createSessionManager({ account: 'b2b' });
    await serve(page);
    await page.route(`${store}/api/**`, (route) => route.fulfill({ status: 418 }));
    const { restore } = await routeSessionManager(page, manager, { hosts: [store] });
    await page.goto(store);
    await shown(page);
    expect((await manager.sessions()).count).toBe(1);
    await addPersona(context, manager, manager.account.personas[1].id, [store]);
    expect((await manager.sessions()).count).toBe(2);
    await restore();
    expect(await page.evaluate(async () => (await fetch('/api/sessions')).status)).toBe(418);
  },
);

plain(
  'faults reach the page as a connection that breaks off, and the next request is answered',
  async ({ page }) => {
    const manager = createSessionManager();
    await serve(page);
    await routeSessionManager(page, manager);
    await page.goto(store);
    await shown(page);
    const ask = () =>
      page.evaluate(() =>
        fetch('/api/sessions', { method: 'POST' }).then(
          ({ status }) => status,
          ({ name }) => name,
        ),
      );
    for (const fault of [{ drop: 'request' }, { drop: 'answer' }, { truncate: true }]) {
      manager.faults.add(fault);
      expect([fault, await ask(), await ask()]).toEqual([fault, 'TypeError', 201]);
    }
    manager.faults.add({ malformed: true });
    expect(
      await page.evaluate(() =>
        fetch('/api/segments')
          .then((answer) => answer.json())
          .catch(({ name }) => name),
      ),
    ).toBe('SyntaxError');
  },
);

plain('a page may be closed before it is answered', async ({ page }) => {
  await serve(page);
  const { fetch: answer } = createSessionManager();
  let asked = () => {};
  const isAsked = new Promise((resolve) => {
    asked = resolve;
  });
  const closed = new Promise((resolve) => page.once('close', resolve));
  const late = async (request) => {
    asked();
    await closed;
    return answer(request);
  };
  await routeSessionManager(page, { fetch: late });
  await page.goto(store);
  await isAsked;
  await page.close();
  await new Promise((resolve) => setTimeout(resolve, 300)); // for the answer to come too late
});

plain('a value of hosts that is no host is refused', async ({ page }) => {
  const routed = routeSessionManager(page, createSessionManager(), { hosts: ['a b'] });
  await expect(routed).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: 'hosts ["a b"] is invalid',
  });
});
