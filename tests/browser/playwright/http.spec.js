// A store on http: cookies cannot be Secure.
const { expect, test: fixtures } = require('vtex-session-mock/playwright');
const { shown, storeAtPort } = require('./store.js');

const test = fixtures.extend({
  store: [
    // biome-ignore lint/correctness/noEmptyPattern: as Playwright wants it
    async ({}, use) => {
      const store = await storeAtPort();
      await use(store);
      await store.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ store }, use) => use(store.url),
});

const jar = async (context, url) =>
  (await context.cookies(url))
    .map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))
    .sort((a, b) => a.name.localeCompare(b.name));

test('a visitor keeps their session over a reload', async ({ page, context, store, sessionManager }) => {
  await page.goto('/');
  const first = await shown(page);
  await page.reload();
  expect((await shown(page)).id).toBe(first.id);
  const marks = { httpOnly: true, secure: false, sameSite: 'Lax' };
  expect(await jar(context, store.url)).toEqual([
    { name: 'vtex_segment', ...marks },
    { name: 'vtex_session', ...marks },
  ]);
  expect(await page.evaluate('document.cookie')).toBe('');
  expect((await sessionManager.sessions()).count).toBe(1);
  expect(store.asked.filter((line) => line.includes('/api/'))).toEqual([]);
});

test('the next test begins without sessions and cookies', async ({ context, sessionManager }) => {
  expect((await sessionManager.sessions()).count).toBe(0);
  expect(await context.cookies()).toEqual([]);
});

test.describe('a port that a test opens', () => {
  test.describe.configure({ mode: 'serial' });
  let url;

  test('answers in it', async ({ sessionManager }) => {
    ({ url } = await sessionManager.listen());
    expect((await fetch(`${url}/_mock/health`)).status).toBe(200);
  });

  test('is closed behind it', async () => {
    await expect(fetch(`${url}/_mock/health`)).rejects.toThrow('fetch failed');
  });
});

test('a write, in whichever letters, is read back, and the segment follows', async ({ page }) => {
  await page.goto('/');
  const { id } = await shown(page);
  const [status, session, segment] = await page.evaluate(async () => {
    const body = JSON.stringify({ public: { name: { value: 'São João €' }, sc: { value: '3' } } });
    const edited = await fetch('/api/sessions', {
      method: 'PATCH',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const read = await fetch('/api/sessions?items=public.name');
    return [edited.status, await read.json(), await (await fetch('/api/segments')).json()];
  });
  expect([status, segment.channel]).toEqual([200, '3']);
  expect(session).toEqual({ id, namespaces: { public: { name: { value: 'São João €' } } } });
});

test('HEAD, a method that is not allowed, bad JSON', async ({ page }) => {
  await page.goto('/');
  await shown(page);
  const answers = await page.evaluate(async () => {
    const ask = async (path, init) => {
      const answer = await fetch(path, init);
      return [answer.status, answer.headers.get('allow'), (await answer.text()).length > 0];
    };
    return [
      await ask('/api/sessions?items=*', { method: 'HEAD' }),
      await ask('/api/sessions', { method: 'HEAD' }),
      await ask('/api/segments', { method: 'PUT' }),
      await ask('/api/sessions', {
        method: 'POST',
        body: '{',
        headers: { 'content-type': 'application/json' },
      }),
    ];
  });
  expect(answers).toEqual([
    [200, null, false],
    [400, null, false],
    [405, 'GET, HEAD, OPTIONS', true],
    [400, null, true],
  ]);
});

test('what a server redirects, Playwright does not route', async ({ page, store }) => {
  await page.goto('/');
  expect(await page.evaluate(async () => (await fetch('/moved', { method: 'POST' })).status)).toBe(418);
  expect(store.asked).toContain('POST /api/sessions');
});

test('a page may be gone before it is answered', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => {
    for (let n = 0; n < 20; n += 1) fetch('/api/sessions', { method: 'POST' });
  });
});

test.describe('a shopper', () => {
  test.use({ persona: 'shopper' });

  test('is known on the first page, by one session', async ({ page, context, store, sessionManager }) => {
    await page.goto('/');
    const { namespaces } = await shown(page);
    expect(namespaces.profile.email.value).toBe('ann@example.com');
    const names = (await jar(context, store.url)).map(({ name }) => name);
    expect(names).toEqual(['vtex_segment', 'vtex_session', 'VtexIdclientAutCookie_acme']);
    expect((await sessionManager.sessions()).count).toBe(1);
  });
});

test.describe('an account of a describe', () => {
  test.use({ sessionManagerOptions: { account: 'b2b', cookieProfile: 'live' } });

  test('is served, with cookies of the profile that it asks for', async ({
    page,
    sessionManager,
    context,
  }) => {
    expect(sessionManager.account.name).toBe('b2b');
    await page.goto('/');
    await shown(page);
    // Chromium trusts 127.0.0.1, and so holds Secure cookies of it
    expect((await context.cookies()).map(({ secure }) => secure)).toEqual([true, true]);
  });
});

test.describe('hosts', () => {
  test.use({ sessionManagerOptions: { hosts: ['www.acme.example'] } });

  test('that are named are answered, and no others', async ({ page }) => {
    await page.goto('/');
    expect(await page.evaluate(async () => (await fetch('/api/sessions')).status)).toBe(418);
  });
});
