import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../package/emulator-process';
import { openPage } from './console-page';
import { launched } from './launched';

test('the demo shows an app that fails and two in conflict', async () => {
  const demo = spawn(process.execPath, ['scripts/demo.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
  });
  const browser = await launched();
  try {
    const [printed] = await once(demo.stdout.setEncoding('utf8'), 'data');
    const [address = ''] = /http:\S+/.exec(printed) ?? [];
    const { page, problems } = await openPage(browser, address);
    await page.getByRole('link', { name: '@example.com' }).click();
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('App tax-service failed').waitFor();
    await page.getByRole('link', { name: /^Version 4/ }).click();
    await page.getByRole('button', { name: /^price-by-warehouse/ }).focus();
    await page.getByText('pricing.list is in conflict').waitFor();
    expect(problems).toEqual([]);
  } finally {
    const ended = once(demo, 'exit');
    demo.kill();
    await Promise.all([ended, browser.close()]);
  }
});

test('the script of the screenshots makes the pictures of the docs, each under 150 kB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
  try {
    await promisify(execFile)(process.execPath, ['scripts/screenshots.mjs', folder], { cwd: root });
    const made = readdirSync(folder);
    expect(made).toEqual(readdirSync(join(root, 'docs/images')));
    for (const name of made) expect(statSync(join(root, 'docs/images', name)).size).toBeLessThan(150_000);
    expect(made.filter((name) => statSync(join(folder, name)).size < 20_000)).toEqual([]); // an empty page
  } finally {
    rmSync(folder, { recursive: true });
  }
});
