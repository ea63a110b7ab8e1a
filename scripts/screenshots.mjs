// Writes docs/images: the console with the demo in it, at a fixed time. `npm run screenshots`, after `npm run build`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { demoManager, visit } from './demo.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });

const manager = demoManager();
const { url } = await manager.listen();
manager.clock.set('2026-01-31T12:00:00Z');
for (let number = 0; number < 6; number++) await visit(manager, number, () => manager.clock.advance('PT37S'));
manager.faults.add({ operation: 'createSession', status: 503, times: 2 });
const { sessions } = await manager.sessions();
const whole = sessions.find(({ email }) => email !== undefined);

const pictures = [
  ['sessions', `sessions/${whole.id}`],
  ['cascade', `sessions/${whole.id}/cascade/2`],
  ['versions', `sessions/${whole.id}/versions`],
  ['journal', `journal/${manager.journal.entries({ status: 502 })[0].seq}`],
  ['browser', 'browser'],
  ['levers', 'levers'],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const sizes = process.argv.includes('--all') ? ['light', 'dark', 'phone'] : ['light', 'dark'];
for (const look of sizes) {
  const context = await browser.newContext({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    viewport: look === 'phone' ? { width: 360, height: 740 } : { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}/_mock/`);
  await page.request.post(`${url}/_mock/browser`, { data: { persona: 'shopper' } });
  for (const [name, hash] of pictures) {
    if (look === 'dark' && !process.argv.includes('--all') && name !== 'cascade') continue;
    await page.goto(`${url}/_mock/#/${hash}`);
    await page.getByRole('status').getByText('Live').waitFor();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${folder}/console-${name}${look === 'light' ? '' : `-${look}`}.png` });
  }
  await context.close();
}
await browser.close();
await manager.close();
