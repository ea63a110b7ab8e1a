import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { createSessionManager } from '../../mock/index';
import { root } from '../package/emulator-process';
import { type ConsolePage, openConsole, openPage, visitorOf } from './console-page';
import { launched } from './launched';

let browser: Browser;
let opened: ConsolePage | undefined;
beforeAll(async () => {
  browser = await launched();
});
afterEach(async () => {
  const problems = opened?.problems;
  await opened?.close();
  opened = undefined;
  expect(problems ?? []).toEqual([]);
});
afterAll(() => browser?.close());

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against WCAG 2.2 AA: the rule and the elements. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  return page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target.join(' '))))`);
}

test.each([
  ['light', 360],
  ['light', 1280],
  ['dark', 360],
  ['dark', 1280],
] as const)(
  'every view meets WCAG 2.2 AA and fits the window: %s, %d pixels wide',
  async (colorScheme, width) => {
    const tax = {
      name: 'tax',
      input: { public: ['taxId'] },
      output: { tax: ['rate'] },
      transform: () => {
        throw new Error('no rate');
      },
    };
    opened = await openConsole(browser, {
      options: { apps: [tax] },
      context: { colorScheme, viewport: { width, height: 800 } },
    });
    const { page, url, show, manager } = opened;
    const visitor = await visitorOf(url, '?utm_source=google');
    await visitor.send('PATCH', { country: 'BRA', postalCode: '01310-100', sc: '2' });
    await visitor.send('PATCH', { taxId: '1' });
    manager.faults.add({ status: 503 });
    await page.request.post(`${url}/_mock/browser`, { data: { persona: 'shopper' } });
    const failed = manager.journal.entries({ status: 502 })[0]?.seq;
    const views = [
      ['sessions', 'With e-mail'],
      [`sessions/${visitor.id}`, 'Written by'],
      [`sessions/${visitor.id}/versions`, 'Difference'],
      [`sessions/${visitor.id}/cascade`, 'Failed: no rate'],
      ['journal', 'Wait for the next'],
      [`journal/${failed}`, 'Copy as curl'],
      ['browser', 'Logged in to the store'],
      ['levers', 'statusOfForeignToken'],
    ];
    const found: Record<string, unknown> = {};
    for (const [view = '', text = ''] of views) {
      await show(view);
      await page.getByText(text).first().waitFor({ state: 'attached' });
      await page.evaluate(`for (const part of document.querySelectorAll('details')) part.open = true`);
      if (view.startsWith('journal/')) await page.getByRole('button', { name: 'Copy as test' }).click();
      const wide: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      const problems = await violations(page);
      if (problems.length > 0 || wide > 0) found[view] = { problems, wide };
    }
    expect(found).toEqual({});
  },
  120_000,
);

/** Presses Tab until an element of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused: string = await page.evaluate(`(({ ariaLabel, innerText, textContent }) =>
      ariaLabel ?? innerText ?? textContent)(document.activeElement)`);
    if (name.test(focused)) return;
    seen.push(focused);
  }
  throw new Error(`Tab does not reach ${name}: ${JSON.stringify(seen)}`);
}

test('the keyboard alone opens a session, its cascade and the output of an app, and adds a fault', async () => {
  opened = await openConsole(browser);
  const { page, url, manager } = opened;
  const first = await visitorOf(url);
  await visitorOf(url);
  await page.getByRole('link', { name: first.id }).waitFor();
  await tabTo(page, /^Skip to content$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /Anonymous visitor/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Anonymous visitor' }).waitFor();
  await tabTo(page, /^Cascade$/);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Cascade of the write' }).waitFor();
  await tabTo(page, /^store-session/);
  await page.getByLabel('Output of store-session').waitFor();
  expect(new URL(page.url()).hash).toContain(first.id);

  await tabTo(page, /^Skip to content$/);
  await tabTo(page, /^Levers$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Add fault$/);
  await page.keyboard.press('Enter');
  await page.getByText('used 0, 1 left').waitFor();
  expect(manager.faults.list()).toHaveLength(1);
});

test('the policy allows scripts and styles of the emulator only, none of them inline', async () => {
  opened = await openConsole(browser);
  const { page, url } = opened;
  const answer = await fetch(`${url}/_mock/`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  const ran = await page.evaluate(`new Promise((done) => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => done(violatedDirective));
    const script = document.createElement('script');
    script.src = 'data:text/javascript,1';
    document.head.append(script);
  }).catch((error) => error.name)`);
  expect(['TypeError', 'script-src-elem']).toContain(ran);
  (opened.problems as string[]).length = 0; // the violation that this test made
});

test('with a token the console asks for it once, names a wrong one, and keeps it over a reload', async () => {
  opened = await openConsole(browser, { options: { controlToken: 'let-me-in' }, host: '0.0.0.0' });
  const { page, url } = opened;
  await visitorOf(url);
  await page.getByRole('heading', { name: 'Control token' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('Authorization is missing');
  const enter = async (token: string) => {
    await page.getByLabel('Token', { exact: true }).fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await enter('wrong');
  await page.getByText('does not hold the token').waitFor();
  await enter('let-me-in');
  await page.getByText('Anonymous visitor').waitFor();
  await page.reload();
  await page.getByText('Anonymous visitor').waitFor();
  await page.getByRole('status').getByText('Live').waitFor();
});

test('a cell has a console of its own below its path', async () => {
  const manager = createSessionManager();
  const { url } = await manager.listen();
  const cell = `${url}/cells/one`;
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/_mock/cells`, { method: 'POST', headers, body: '{"name":"one","account":"b2b"}' });
  await visitorOf(url);
  const { page, problems } = await openPage(browser, `${cell}/_mock`);
  try {
    await page.getByText(`${cell}/api/sessions`).waitFor();
    expect(page.url()).toBe(`${cell}/_mock/`);
    const { id } = await visitorOf(cell);
    await page.getByRole('link', { name: id }).click();
    await page.getByText('Written by').first().waitFor();
    for (const [view, text] of [
      ['Journal', 'createSession'],
      ['This browser', 'b2b-representative'],
      ['Levers', 'statusOfForeignToken'],
    ] as const) {
      await page.getByRole('link', { name: view }).click();
      await page.getByText(text).first().waitFor();
    }
    expect(problems).toEqual([]);
  } finally {
    await page.context().close();
    await manager.close();
  }
});

test('without a journal the console looks for changes itself', async () => {
  opened = await openConsole(browser, { options: { journal: false } });
  const { page, url } = opened;
  await page.getByText('No journal: every 2 s').waitFor();
  const { id } = await visitorOf(url);
  await page.getByRole('link', { name: id }).waitFor();
});

test('the root leads a browser to the console', async () => {
  const manager = createSessionManager();
  const { url } = await manager.listen();
  const { page } = await openPage(browser, url);
  try {
    await page.getByRole('link', { name: 'Open its console' }).click();
    await page.getByText('No sessions yet').waitFor();
    expect(page.url()).toBe(`${url}/_mock/`);
  } finally {
    await page.context().close();
    await manager.close();
  }
});

test('the page is at most 90 kB with gzip', () => {
  const folder = join(root, 'dist/console');
  const sizes = readdirSync(folder).map((name) => gzipSync(readFileSync(join(folder, name))).length);
  expect(sizes).toHaveLength(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(90_000);
});

test('the emulator loads nothing of the console until a browser asks for it', () => {
  const script = `(async () => {
    const { createSessionManager } = require('./dist/mock/index.cjs');
    const manager = createSessionManager();
    const { url } = await manager.listen();
    const fs = require('node:fs');
    const has = () => Object.values(require.cache).some(({ filename }) => fs.readFileSync(filename, 'utf8').includes('trusted-types'));
    await fetch(url + '/api/sessions', { method: 'POST' });
    await fetch(url + '/_mock/health');
    const before = has();
    await (await fetch(url + '/_mock/')).text();
    console.log(JSON.stringify([before, has()]));
    await manager.close();
  })()`;
  const printed = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual([false, true]);
});
