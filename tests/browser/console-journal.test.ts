import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../package/emulator-process';
import { type Project, packedProject, plain } from '../package/packed';
import { type ConsolePage, consolePerTest, visitorOf } from './console-page';

/** Not in the way of the emulator, which this process runs. */
const run = promisify(execFile);

const openOne = consolePerTest();
let opened: ConsolePage;

const rows = () => opened.page.locator('.virtual a').allInnerTexts();

test('requests appear as they are answered, the filters select among them, and Clear empties the list', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  await show('journal');
  const visitor = await visitorOf(url, '?utm_source=google');
  await page.getByRole('link', { name: /POST \/api\/sessions/ }).waitFor();
  await visitor.send('PATCH', { sc: '2' });
  await fetch(`${url}/api/sessions`); // without items and session
  await page.getByRole('link', { name: /GET \/api\/sessions.*400/s }).waitFor();
  expect(await rows()).toHaveLength(3);
  await page.getByLabel('Status').selectOption('4xx');
  expect(await rows()).toEqual([expect.stringContaining('getSession')]);
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Method').selectOption('PATCH');
  expect(await rows()).toEqual([expect.stringContaining('editSession')]);
  await page.getByLabel('Method').selectOption('');
  await page.getByRole('searchbox').fill('createSession');
  expect(await rows()).toHaveLength(1);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('No requests').waitFor();
});

test('one exchange is shown in full, without the values of cookies and tokens', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  await show('journal');
  const visitor = await visitorOf(url, '?utm_source=google');
  await visitor.send('PATCH', { sc: '2' });
  await page.getByRole('link', { name: /PATCH/ }).click();
  const shown = (label: string) => page.getByLabel(label, { exact: true }).innerText();
  expect(JSON.parse(await shown('Request: body'))).toEqual({ public: { sc: { value: '2' } } });
  expect(await shown('Request: headers')).toContain('vtex_session=<redacted>');
  expect(await shown('Answer: Set-Cookie')).toContain('vtex_session=<redacted>');
  expect(await page.locator('main').innerText()).not.toMatch(/eyJ[\w-]{20}/);
  await page.getByRole('link', { name: visitor.id }).click();
  await page.getByRole('heading', { name: 'Anonymous visitor' }).waitFor();
});

test('Wait opens the next request that the filters select, and can be stopped', async () => {
  opened = await openOne();
  const { page, url, show } = opened;
  await show('journal');
  await page.getByLabel('Method').selectOption('PATCH');
  await page.getByRole('button', { name: 'Wait for the next' }).click();
  await page.getByRole('button', { name: /Stop/ }).waitFor();
  const visitor = await visitorOf(url);
  await visitor.send('PATCH', { colour: 'green' });
  await page.getByRole('heading', { name: 'PATCH /api/sessions' }).waitFor();
  await page.getByRole('button', { name: 'Wait for the next' }).click();
  await page.getByRole('button', { name: /Stop/ }).click();
  await page.getByRole('button', { name: 'Wait for the next' }).waitFor();
});

describe('copied', () => {
  let packed: Project;
  let folder: string;
  beforeAll(() => {
    packed = packedProject();
    folder = mkdtempSync(join(tmpdir(), 'console-'));
  });
  afterAll(() => {
    packed.remove();
    rmSync(folder, { recursive: true });
  });

  /** The text that the button copies, of the newest request that is named. */
  async function copied(button: string, request: RegExp): Promise<string> {
    const { page, url } = opened;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    await page.getByRole('link', { name: request }).first().click();
    await page.getByRole('button', { name: button }).click();
    const shown = await page.getByLabel(`Text of: ${button}`).innerText();
    const clipboard: string = await page.evaluate('navigator.clipboard.readText()');
    expect(clipboard.trimEnd()).toBe(shown.trimEnd());
    return clipboard;
  }

  async function afterAVisit(): Promise<void> {
    opened = await openOne();
    const visitor = await visitorOf(opened.url, "?utm_source=the%20visitor's");
    await visitor.send('PATCH', { country: 'BRA', colour: "the visitor's" });
    await visitor.send('GET', undefined, '/api/sessions?items=public.country');
    opened.manager.faults.add({ operation: 'getSegment', status: 503 });
    opened.manager.faults.add({ operation: 'editSession', drop: 'answer' });
    await visitor.send('GET', undefined, '/api/segments');
    await visitor.send('PATCH', { country: 'USA' }).catch(() => undefined);
    await opened.show('journal');
    await opened.page.getByRole('link', { name: /cut/ }).waitFor();
  }

  test('as curl, a request is sent again with the same result', async () => {
    await afterAVisit();
    for (const [request, status] of [
      [/POST/, 201],
      [/PATCH.*200/s, 200],
      [/GET \/api\/sessions/, 200],
      [/503/, 503],
    ] as const) {
      const command = await copied('Copy as curl', request);
      const { stdout: printed } = await run('sh', ['-c', command], { cwd: folder });
      expect(printed).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'm'));
      const { path, request: again } = opened.manager.journal.entries().at(-1) ?? {};
      const first = opened.manager.journal.entries({ path: path ?? '' })[0];
      if (status !== 200)
        expect({ path, query: again?.query }).toEqual({ path: first?.path, query: first?.request.query });
      else expect(JSON.stringify(again)).toMatch(/the visitor's|public\.country/);
    }
  }, 60_000);

  test('as test, a request is a test file that passes with the helper of the package', async () => {
    await afterAVisit();
    const files: Record<string, string> = {};
    for (const request of [/POST/, /PATCH.*200/s, /GET \/api\/sessions/, /503/, /cut/]) {
      files[`${Object.keys(files).length}.test.js`] = await copied('Copy as test', request);
    }
    const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', '--json'];
    const { stdout: printed } = await run(process.execPath, jest, {
      cwd: packed.with({}, files),
      env: { ...plain, CI: '1' },
    });
    expect(JSON.parse(printed)).toMatchObject({ numPassedTests: 5, numTotalTests: 5 });
    expect(Object.values(files).filter((file) => file.includes('x-mock-fault'))).toHaveLength(2);
  }, 120_000);
});
