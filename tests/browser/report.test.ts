import type { Browser } from 'playwright-core';
import { behaviours } from '../../contracts/behaviours';
import { htmlReport } from '../../contracts/verify/reports/html';
import type { Trial } from '../../contracts/verify/result';
import { assumptionTable } from '../../mock/index';
import { launched } from './launched';

const failed = {
  outcome: 'failed',
  milliseconds: 3,
  message: '',
  differences: [{ path: '$.namespaces.store.channel', expected: '"1"', actual: `"${'long'.repeat(80)}"` }],
  after: 'GET /api/sessions?items=*: 200',
} as const;
const trials: readonly Trial[] = [
  { outcome: 'passed', milliseconds: 1 },
  { outcome: 'not tried', reason: 'it needs a clock that can be moved' },
  failed,
];

const page = htmlReport({
  suite: '1.2.3',
  target: 'https://a-long-name-of-a-server.example.com:9910/with/a/path',
  date: new Date(0),
  answered: true,
  results: behaviours.map((behaviour, index) => ({ behaviour, trial: trials[index % 3] as Trial })),
  settings: Object.entries(assumptionTable).map(([setting, { question, default: assumed }]) => ({
    ...{ setting: setting as keyof typeof assumptionTable, question, assumed },
    ...{ seen: true, did: assumed, differs: false },
  })),
});

let browser: Browser;
beforeAll(async () => {
  browser = await launched();
});
afterAll(() => browser?.close());

test("verify's page is as wide as a telephone, and shows no backticks", async () => {
  const tab = await browser.newPage({ viewport: { width: 420, height: 800 } });
  await tab.setContent(page);
  await tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
  const text = (await tab.textContent('body')) ?? '';
  expect(text.length).toBeGreaterThan(10_000);
  expect(text).not.toContain('`');
  expect(await tab.textContent('main h2')).toMatch(/^Failed/);
  await tab.click('label[for=outcome-failed]');
  const seen = await tab.$$eval('article', (articles) =>
    articles.filter((one) => one.getClientRects().length > 0).map((one) => one.className.split(' ')[1]),
  );
  expect(new Set(seen)).toEqual(new Set(['failed']));
  if (process.env['REPORT_PNG']) await tab.screenshot({ path: process.env['REPORT_PNG'] });
  await tab.close();
});
