import type { Cell, SessionManager } from '../api';
import { createSessionManager } from '../session-manager';

const cellCount = 200;
const suites = 20;

/** What one suite does in one of its cells; `canary` is in every value that it writes. */
async function journey({ fetch }: SessionManager, { url, controlUrl }: Cell, canary: string) {
  const send = async (target: string, method: string, body?: object, cookie?: string) => {
    const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
    const answer = await fetch(target, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { answer, text: await answer.text() };
  };
  const created = await send(`${url}/api/sessions`, 'POST', { public: { canary: { value: canary } } });
  const cookie = created.answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  await send(`${url}/api/sessions`, 'PATCH', { public: { second: { value: `${canary}-2` } } }, cookie);
  const personas = [{ id: canary, description: canary }];
  await send(`${controlUrl}/seed`, 'POST', { account: { personas } });
  await send(`${controlUrl}/faults`, 'POST', { status: 503, path: `/${canary}` });
  await send(`${controlUrl}/clock`, 'PUT', { advance: 'PT1H' });
  const seen = await Promise.all([
    send(`${url}/api/sessions?items=*`, 'GET', undefined, cookie),
    ...['sessions', 'personas', 'faults', 'journal', 'snapshot'].map((at) =>
      send(`${controlUrl}/${at}`, 'GET'),
    ),
  ]);
  return { cookie, texts: seen.map(({ text }) => text) };
}

test('twenty suites side by side in 200 cells of one server see nothing of each other', async () => {
  const manager = createSessionManager();
  await manager.listen();
  const cells = Array.from({ length: cellCount }, (_, i) => manager.cell(`cell-${i}`));
  const visits: Awaited<ReturnType<typeof journey>>[] = [];
  const suite = async (first: number) => {
    for (let i = first; i < cellCount; i += suites)
      visits[i] = await journey(manager, cells[i] as Cell, `canary-${i}-`);
  };
  await Promise.all(Array.from({ length: suites }, (_, i) => suite(i)));

  for (const [i, { texts }] of visits.entries()) {
    expect(texts[0]).toContain(`canary-${i}--2`);
    const canaries = new Set(texts.join('').match(/canary-\d+-/g));
    expect([i, ...canaries]).toEqual([i, `canary-${i}-`]);
  }
  for (const [i, cell] of cells.entries()) {
    expect((await cell.sessions()).count).toBe(1);
    const { cookie } = visits[(i + 1) % cellCount] as { cookie: string };
    if (i % 10 === 0)
      expect((await cell.fetch('http://x/api/sessions?items=*', { headers: { cookie } })).status).toBe(401);
  }
  expect((await manager.sessions()).count).toBe(0);
  expect(manager.journal.count()).toBe(0);
  await manager.close();
}, 120_000);
