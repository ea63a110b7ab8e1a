// Writes docs/images: the console with the demo in it. `npm run screenshots`, after `npm run build`; `--all` writes each
// view also in dark mode and at the width of a phone.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { demoManager, visit } from './demo.mjs';

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean' } }, allowPositionals: true });
const folder = positionals[0] ?? fileURLToPath(new URL('../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });

let made = 0;
const hash = () => createHash('sha256').update(String(++made)).digest('hex');
const ids = () => hash().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5');
const manager = demoManager({ ids });
const { url } = await manager.listen();
manager.clock.set('2026-01-31T12:00:00Z');
manager.clock.freeze();
for (let number = 0; number < 6; number++) await visit(manager, number, () => manager.clock.advance('PT37S'));
manager.clock.unfreeze();
manager.faults.add({ operation: 'createSession', status: 503, times: 2 });
const { sessions } = await manager.sessions();
const { id } = sessions.find(({ email }) => email !== undefined);
const { seq } = manager.journal.entries({ status: 502 })[0];

const views = [
  ['sessions', `sessions/${id}`],
  ['cascade', `sessions/${id}/cascade/2`],
  ['versions', `sessions/${id}/versions`],
  ['journal', `journal/${seq}`],
  ['browser', 'browser'],
  ['levers', 'levers'],
];
const ofTheDocs = ['sessions', 'cascade', 'cascade-dark'];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
for (const look of ['light', 'dark', 'phone']) {
  const context = await browser.newContext({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    viewport: look === 'phone' ? { width: 360, height: 740 } : { width: 1180, height: 920 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (const [name, hash] of views) {
    const file = look === 'light' ? name : `${name}-${look}`;
    if (!values.all && !ofTheDocs.includes(file)) continue;
    if (name === 'browser') await page.request.post(`${url}/_mock/browser`, { data: { persona: 'shopper' } });
    await page.goto(`${url}/_mock/#/${hash}`);
    await page.getByRole('status').getByText('Live').waitFor();
    if (name === 'cascade') await page.getByRole('button', { name: /^price-by-warehouse/ }).focus();
    await page.waitForTimeout(700);
    const clip =
      look === 'phone' || name === 'cascade' ? {} : { clip: { x: 0, y: 0, width: 1180, height: 760 } };
    await page.screenshot({ path: `${folder}/console-${file}.png`, ...clip });
  }
  await context.close();
}
await browser.close();
await manager.close();
