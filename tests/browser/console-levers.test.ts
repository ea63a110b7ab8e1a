import { readFileSync } from 'node:fs';
import { type ConsolePage, consolePerTest, visitorOf } from './console-page';

const openOne = consolePerTest();
let opened: ConsolePage;

test('a fault that is added strikes once, its use is seen, and it is cleared', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  await show('levers');
  await page.getByLabel('Operation').selectOption('createSession');
  await page.getByLabel('Status or milliseconds').fill('502');
  await page.getByRole('button', { name: 'Add fault' }).click();
  const fault = page.getByRole('listitem').filter({ hasText: 'status 502 for createSession' });
  await fault.getByText('used 0, 1 left').waitFor();
  const create = () => fetch(`${url}/api/sessions`, { method: 'POST' });
  expect((await create()).status).toBe(502);
  await fault.getByText('used 1, 0 left').waitFor();
  expect((await create()).status).toBe(201);
  await page.getByLabel('Times').fill('every');
  await page.getByRole('button', { name: 'Add fault' }).click();
  await page.getByText('no end').waitFor();
  await page.getByRole('button', { name: 'Clear all faults' }).click();
  await page.getByText('No faults: every request is served.').waitFor();
  expect((await create()).status).toBe(201);
});

test('a jump to the next expiry expires the session, and a frozen clock stands still', async () => {
  opened = await openOne();
  const { page, url, show, manager } = opened;
  const visitor = await visitorOf(url);
  await show('levers');
  await page.getByText('1 sessions are stored.').waitFor();
  await page.getByRole('button', { name: 'Jump to the next expiry' }).click();
  await page.getByText('0 sessions are stored.').waitFor();
  expect((await visitor.send('GET', undefined, '/api/sessions?items=*')).status).toBe(401);
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByText('Clock frozen').waitFor();
  const { now } = manager.clock.freeze();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  const later = new Date(Date.parse(now) + 86_400_000).toISOString();
  await page.getByText(`${later.slice(0, 10)} ${later.slice(11, 19)} UTC frozen`).waitFor();
  await show(`sessions/${visitor.id}`);
  await page.getByRole('heading', { name: 'This session is gone' }).waitFor();
});

test('a snapshot is downloaded, everything is reset, and the upload brings the sessions back', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  const visitor = await visitorOf(url);
  await show('levers');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a snapshot' }).click();
  const path = await (await downloading).path();
  expect(readFileSync(path, 'utf8')).toContain(visitor.id);
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await page.getByText('0 sessions are stored.').waitFor();
  const upload = page.getByLabel('Upload a snapshot');
  await upload.setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await page.getByText('broken.json is not JSON').waitFor();
  await upload.setInputFiles(path);
  await page.getByText('1 sessions are stored.').waitFor();
  expect((await visitor.send('GET', undefined, '/api/sessions?items=*')).status).toBe(200);
});

test('each assumption is shown with its value, its alternatives and its evidence', async () => {
  opened = await openOne({ options: { assumptions: { statusOfForeignToken: 401 } } });
  const { page, show, url } = opened;
  await show('levers');
  const changed = page.getByRole('row', { name: /statusOfForeignToken/ });
  expect(await changed.innerText()).toMatch(/401\s+changed\s+403, 404\s+R-\d{3}/);
  await changed.getByText('Why, and how to settle it').click();
  await changed.getByLabel('Request that settles statusOfForeignToken').waitFor();
  const { assumptions } = (await (await fetch(`${url}/_mock/assumptions`)).json()) as { assumptions: [] };
  expect(await page.locator('tbody tr').count()).toBe(assumptions.length);
});

test('the data of the account can be read: trade policies, sellers and shoppers', async () => {
  opened = await openOne();
  const { page, show, manager } = opened;
  await show('levers');
  for (const list of ['tradePolicies', 'sellers', 'shoppers'] as const) {
    await page.locator('summary', { hasText: list }).click();
    const shown = JSON.parse(await page.getByLabel(list, { exact: true }).innerText());
    expect(shown).toEqual(JSON.parse(JSON.stringify(manager.account[list])));
  }
});

test('an added document is shown with its operations and tools, and nothing where there is none', async () => {
  opened = await openOne();
  const { page, show, manager } = opened;
  await show('levers');
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Added documents' }).count()).toBe(0);
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  const spec = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/shop/products/{id}': {
        get: {
          operationId: 'findProduct',
          summary: 'One product',
          parameters,
          responses: { 200: { description: 'OK' } },
        },
      },
    },
  };
  await manager.documents.add({ id: 'shop', spec: JSON.stringify(spec) });
  await page.reload();
  await page.getByText('1 operation').click();
  await page.getByText('GET /shop/products/{id}').waitFor();
  await page.getByText('1 tool').click();
  await page.getByText('One product').waitFor();
  const [tool] = (await manager.tools.list()).filter(({ source }) => source === 'shop');
  expect(JSON.parse(await page.getByLabel(`Arguments of ${tool?.name}`).innerText())).toEqual(
    tool?.inputSchema,
  );
});
