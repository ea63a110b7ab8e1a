import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import acme from '../../fixtures/accounts/acme.json';
import { until } from '../../tests/until';
import { createSessionManager, type SessionManager } from '../index';

let folder: string;
let file: string;
let manager: SessionManager;
const notices: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'account-'));
  file = join(folder, 'account.jsonc');
  notices.length = 0;
  write(acme);
  manager = createSessionManager({ account: file, onNotice: (notice) => notices.push(notice) });
  await manager.listen({ port: 0 });
});
afterEach(async () => {
  await manager.close();
  rmSync(folder, { recursive: true });
});

const write = (fixture: object | string) =>
  writeFileSync(file, typeof fixture === 'string' ? fixture : `// a comment\n${JSON.stringify(fixture)}`);

/** Writes the file, and waits for the notice. */
async function noticeAfter(fixture: object | string): Promise<string> {
  write(fixture);
  await until('the file is re-read', () => notices.length > 0);
  return (notices.splice(0)[0] as string).replaceAll(file, 'FILE');
}

const euro = { ...acme, tradePolicies: acme.tradePolicies.map((one) => ({ ...one, currencyCode: 'EUR' })) };
const currencyOf = async (method: string, cookie = '') => {
  const path = '/api/sessions?items=store.currencyCode';
  const answer = await manager.fetch(`http://x${path}`, { method, headers: { cookie } });
  return ((await answer.json()) as { namespaces: { store: { currencyCode: { value: string } } } }).namespaces
    .store.currencyCode.value;
};

test('a changed file is served; a live session keeps its values, and a reset does not undo the change', async () => {
  const { cookie } = await manager.persona('shopper');
  const ann = { ...acme.personas[1], id: 'ann' };
  expect(await noticeAfter({ ...euro, personas: [ann] })).toBe('FILE was re-read');
  expect([await currencyOf('POST'), await currencyOf('GET', cookie)]).toEqual(['EUR', 'BRL']);
  expect(manager.account.personas.map(({ id }) => id)).toEqual(['ann']);
  await manager.reset();
  expect(await currencyOf('POST')).toBe('EUR');
});

test('a session whose trade policy has gone can still be written', async () => {
  const { cookie } = await manager.persona('anonymous');
  const patch = (query: string) =>
    manager.fetch(`http://x/api/sessions?${query}`, { method: 'PATCH', headers: { cookie } });
  expect((await patch('sc=3')).status).toBe(200);
  await noticeAfter({ ...acme, tradePolicies: acme.tradePolicies.filter(({ id }) => id !== '3') });
  expect((await patch('utm_source=x')).status).toBe(200);
  expect((await patch('sc=2')).status).toBe(200);
});

test.each<[string, object | string, string]>([
  ['no JSON', '{', 'is not JSON at line 1, column 2'],
  ['an error', { ...acme, tradePolicies: [] }, 'tradePolicies is empty'],
  ['another account', { ...acme, account: 'other' }, 'account and id cannot change while the emulator runs'],
])('with %s the last valid account stays, until the file is valid again', async (_, broken, problem) => {
  expect(await noticeAfter(broken)).toContain(
    `FILE is invalid, its last valid content stays active: ${problem}`,
  );
  expect(await currencyOf('POST')).toBe('BRL');
  expect(await noticeAfter(acme)).toBe('FILE was re-read');
});

test('seeded data stays; a file that it does not fit is not served', async () => {
  await manager.seed({
    account: { personas: [{ id: 'eve', description: 'Eve', shopper: 'ben@example.com' }] },
  });
  await noticeAfter(euro);
  expect(manager.account.personas.map(({ id }) => id)).toContain('eve');
  const [ann] = acme.shoppers;
  expect(await noticeAfter({ ...acme, shoppers: [ann], personas: [] })).toMatch(
    /^FILE is invalid, its last valid content stays active: seeded data\..*ben@example\.com/,
  );
  expect(await currencyOf('POST')).toBe('EUR');
});

test('cells read it again, and a closed manager does not', async () => {
  const cell = manager.cell('one');
  write(euro);
  await until('the cell serves it', () => cell.account.tradePolicies[0]?.currencyCode === 'EUR');
  await manager.close();
  notices.length = 0;
  write(acme);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(notices).toEqual([]);
});
