import type { InProcessApp } from '../../mock/index';
import { type ConsolePage, consolePerTest, visitorOf } from './console-page';

const openOne = consolePerTest();
let opened: ConsolePage;

test('a session that is created outside appears in the list at once, and search and filter find it', async () => {
  opened = await openOne();
  const { page, url, manager } = opened;
  await page.getByText('No sessions yet').waitFor();
  const { id } = await visitorOf(url);
  await page.getByRole('link', { name: id }).waitFor();
  await manager.persona('shopper');
  const known = page.getByRole('link', { name: '@example.com' });
  await known.waitFor();
  await page.getByRole('radio', { name: 'Anonymous' }).check();
  await known.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'With e-mail' }).check();
  await page.getByRole('link', { name: id }).waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'All' }).check();
  await page.getByRole('searchbox', { name: 'Search by id or e-mail' }).fill(id.slice(0, 13));
  expect(await page.locator('.virtual a').allInnerTexts()).toEqual([expect.stringContaining(id)]);
});

test('the keys of a session say which app wrote checkout.regionId, in which round, and lead to that write', async () => {
  opened = await openOne();
  const { page, url } = opened;
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { country: 'BRA', postalCode: '01310-100' });
  await page.getByRole('link', { name: visitor.id }).click();
  await page.getByRole('searchbox', { name: 'Search keys and apps' }).fill('regionId');
  const row = page.getByRole('row', { name: /regionId/ });
  expect(await row.innerText()).toMatch(/checkout-session\s+round 1/);
  await row.getByRole('link', { name: /^v\d/ }).click();
  await page.getByRole('button', { name: /^checkout-session.*checkout\.regionId/ }).waitFor();
});

test('two versions of a session show what differs, whichever way they are compared', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { sc: '2' });
  await visitor.send('PATCH', { colour: 'green' });
  await show(`sessions/${visitor.id}/versions`);
  const rows = () => page.locator('.diff tbody tr').allInnerTexts();
  await page.getByRole('cell', { name: 'green' }).waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: 'by editSession' }).count()).toBe(2);
  expect((await rows()).map((row) => row.split(/\s+/))).toEqual([['public.colour', 'absent', 'green']]);
  const versions = await page.getByLabel('from').locator('option').allInnerTexts();
  await page.getByLabel('from').selectOption(versions[1] as string);
  const currency = page.getByRole('row', { name: /store\.currencyCode/ });
  expect((await currency.innerText()).split(/\s+/)).toEqual(['store.currencyCode', 'BRL', 'USD']);
  await page.getByLabel('from').selectOption(versions.at(-1) as string);
  await page.getByLabel('to').selectOption(versions[1] as string);
  expect((await currency.innerText()).split(/\s+/)).toEqual(['store.currencyCode', 'USD', 'BRL']);
});

/** Twelve apps in five rounds: each reads what the app before it in its chain wrote. */
const chains: readonly InProcessApp[] = ['price', 'stock', 'delivery'].flatMap((chain, place) =>
  [1, 2, 3, 4].map((step) => ({
    name: `${chain}-step-${step}`,
    input: step === 1 ? { public: ['start'] } : { [chain]: [`after${step - 1}`] },
    output: { [chain]: [`after${step}`], shared: ['winner'] },
    transform: (input) => ({
      [chain]: { [`after${step}`]: { value: `${step} of ${JSON.stringify(input).length}` } },
      ...(step === 2 && { shared: { winner: { value: `chain ${place}` } } }),
    }),
  })),
);
const last: InProcessApp = {
  name: 'last',
  input: { price: ['after4'] },
  output: { end: ['reached'] },
  transform: () => {
    throw new Error('the end is out of order');
  },
};

test.each([1280, 1600])(
  'a cascade of twelve apps and five rounds fits a window %d pixels wide, and no box covers another',
  async (width) => {
    opened = await openOne({
      options: { apps: [...chains.slice(0, 11), last] },
      context: { viewport: { width, height: 900 } },
    });
    const { page, url, show } = opened;
    const visitor = await visitorOf(url);
    await visitor.send('PATCH', { start: 'now' });
    await show(`sessions/${visitor.id}/cascade`);
    await page.getByText('refused', { exact: true }).waitFor();
    const labels = await page.locator('.column').allTextContents();
    expect(labels).toEqual(['Caller', 'Round 1', 'Round 2', 'Round 3', 'Round 4', 'Round 5']);
    const picture = page.locator('.picture');
    expect(await picture.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    const boxes = await page.locator('.box > rect').evaluateAll((all) =>
      all.map((box) => {
        const { left, right, top, bottom } = box.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
    expect(boxes).toHaveLength(13);
    const covered = boxes.filter((one, index) =>
      boxes.some(
        (other, at) =>
          at !== index &&
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      ),
    );
    expect(covered).toEqual([]);
    const drawn = page.locator('.box .line').first();
    expect((await drawn.boundingBox())?.height).toBeGreaterThan(10);
  },
);

test('the picture of a cascade names the failure and the conflict, and shows input and output on hover', async () => {
  opened = await openOne({ options: { apps: [...chains, last] } });
  const { page, url, show } = opened;
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { start: 'now' });
  await show(`sessions/${visitor.id}/cascade`);
  await page.getByText('Failed: the end is out of order').waitFor();
  await page.getByRole('button', { name: /^stock-step-2/ }).hover();
  const detail = page.locator('.box-detail');
  await detail.getByText('shared.winner is in conflict').waitFor();
  expect(await detail.getByLabel('Input of stock-step-2').innerText()).toContain('stock.after1');
  expect(await detail.getByLabel('Output of stock-step-2').innerText()).toContain('"stock.after2"');
  expect(await page.locator('.box', { has: page.locator('.lost') }).count()).toBe(2);
});

test('values and names that visitors send are text', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { '<i>key</i>': markup, colour: markup });
  for (const tab of ['keys', 'versions', 'cascade']) {
    await show(`sessions/${visitor.id}/${tab}`);
    await (tab === 'cascade'
      ? page.locator('.line', { hasText: '<i>key</i>' })
      : page.getByText(markup).first()
    ).waitFor();
    expect(await page.locator('main :is(img, b, i)').count()).toBe(0);
  }
  await fetch(`${url}/api/sessions?utm_source=${encodeURIComponent(markup)}`, { method: 'POST' });
  await show('journal');
  await page.getByRole('link', { name: /POST/ }).first().click();
  await page.getByText(JSON.stringify(markup)).waitFor();
  expect(await page.locator('main :is(img, b, i)').count()).toBe(0);
  expect(await page.title()).toBe('Journal · vtex-session-mock');
});

test('a list of 10,000 sessions scrolls with a few rows in the document and little work a frame', async () => {
  opened = await openOne();
  const { page, url } = opened;
  await visitorOf(url);
  await page.route('**/_mock/sessions?*', async (route) => {
    const [session] = (await (await route.fetch()).json()).sessions;
    const id = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
    const sessions = Array.from({ length: 10_000 }, (_, place) => ({ ...session, id: id(place) }));
    await route.fulfill({ json: { count: 10_000, sessions } });
  });
  await page.reload();
  await page.getByText('10,000', { exact: true }).waitFor();

  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const seconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const frames = 90;
  const before = await seconds();
  const most = await page.locator('.virtual').evaluate(async (list, count) => {
    let rows = 0;
    for (let frame = 0; frame < count; frame++) {
      list.scrollTop += 300;
      await new Promise((done) =>
        (
          globalThis as unknown as { requestAnimationFrame(next: (at: number) => void): void }
        ).requestAnimationFrame(done),
      );
      rows = Math.max(rows, list.childElementCount);
    }
    return rows;
  }, frames);
  const milliseconds = (((await seconds()) - before) * 1000) / frames;
  expect(milliseconds).toBeLessThan(16); // of processor time, so that it does not depend on what else runs
  expect(most).toBeLessThan(60);

  await page.locator('.virtual').evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  await page.locator('li[aria-posinset="10000"]').getByText('000000009999').waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
