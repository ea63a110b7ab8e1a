import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createSessionManager, type SessionManager } from '../../index';
import { begunWait, managerWith, newVisitor } from '../../server/testing/visitor';

const opened: SessionManager[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
});

async function listening() {
  const manager = createSessionManager();
  opened.push(manager);
  return { manager, ...(await manager.listen()) };
}

const segment = (manager: SessionManager, query = '') =>
  manager.fetch(`http://x.example/api/segments${query}`);

describe('waitFor', () => {
  test('resolves with the entry that arrives', async () => {
    const manager = managerWith();
    const waiting = manager.journal.waitFor({ operation: 'getSegment' });
    await newVisitor(manager);
    await segment(manager);
    await segment(manager);
    expect(await waiting).toMatchObject({ seq: 2, operation: 'getSegment', status: 200 });
  });

  test('resolves with the first recorded entry, or a later one with since', async () => {
    const manager = managerWith();
    await segment(manager);
    await segment(manager);
    expect((await manager.journal.waitFor()).seq).toBe(1);
    const later = manager.journal.waitFor({ since: 2 });
    const muchLater = manager.journal.waitFor({ since: 3 });
    await segment(manager);
    expect((await later).seq).toBe(3);
    await segment(manager);
    expect((await muchLater).seq).toBe(4);
  });

  test('rejects after the timeout and lists the entries that arrived', async () => {
    const manager = managerWith();
    const none = manager.journal.waitFor({ method: 'PUT' }, { timeout: 1 });
    await expect(none).rejects.toMatchObject({
      status: 504,
      code: 'JOURNAL_TIMEOUT',
      message: 'No matching entry within 1 ms; the journal is empty',
    });
    for (let count = 0; count < 12; count++) await segment(manager);
    const some = manager.journal.waitFor({ method: 'PUT', since: 10 }, { timeout: 1 });
    await expect(some).rejects.toThrow(
      'No matching entry within 1 ms; the journal has: 11 GET /api/segments 200, 12 GET /api/segments 200',
    );
    const many = manager.journal.waitFor({ method: 'PUT' }, { timeout: 1 });
    await expect(many).rejects.toThrow('the journal has: the last 10 of 12: 3 GET /api/segments 200, 4 GET');
  });

  test('does not keep the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const manager = managerWith();
    const before = timers();
    const waiting = manager.journal.waitFor();
    expect(timers()).toBe(before);
    await segment(manager);
    await waiting;
  });

  test.each([0, 60_001, 1.5])('refuses a timeout of %d', async (timeout) => {
    await expect(managerWith().journal.waitFor({}, { timeout })).rejects.toThrow(
      `timeout must be a whole number from 1 to 60000, not ${timeout}`,
    );
  });

  test('rejects when its signal aborts, or is already aborted', async () => {
    const { journal } = managerWith();
    const gone = new AbortController();
    const waiting = journal.waitFor({}, { signal: gone.signal });
    gone.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(journal.waitFor({}, { signal: gone.signal })).rejects.toThrow('enough');
  });

  test('rejects when the manager closes, listening or not', async () => {
    const manager = managerWith();
    const closed = { status: 503, code: 'CONTROL_CLOSED' };
    const waiting = manager.journal.waitFor();
    await Promise.all([manager.close(), expect(waiting).rejects.toMatchObject(closed)]);
  });

  test('allows 100 waits at a time', async () => {
    const manager = managerWith();
    const { journal } = manager;
    const waiting = Array.from({ length: 100 }, () => journal.waitFor());
    await expect(journal.waitFor()).rejects.toMatchObject({
      status: 503,
      code: 'CONTROL_BUSY',
      message: '100 requests already wait for an entry: wait for fewer at once',
    });
    await segment(manager);
    expect((await Promise.all(waiting)).map(({ seq }) => seq)).toEqual(Array(100).fill(1));
    const others = Array.from({ length: 100 }, () => journal.waitFor({ since: 1 }));
    await segment(manager);
    await Promise.all(others);
  });
});

describe('GET /_mock/journal/await', () => {
  test('stops waiting when its client has gone', async () => {
    const { manager, url } = await listening();
    const asking = await begunWait(() =>
      get(`${url}/_mock/journal/await?timeout=60000`).on('error', () => undefined),
    );
    asking.destroy();
    const others = Array.from({ length: 99 }, () => manager.journal.waitFor());
    const isRefused = (wait: Promise<unknown>) =>
      Promise.race([pause(20, false), wait.then(() => false).catch(() => true)]);
    let last = manager.journal.waitFor(); // one of 100, once the server has seen its client go
    for (let attempt = 0; attempt < 1500 && (await isRefused(last)); attempt++) {
      await pause(20);
      last = manager.journal.waitFor();
    }
    await segment(manager);
    await Promise.all([...others, last]);
  });

  test('is answered when the manager closes', async () => {
    const { manager, url } = await listening();
    const waiting = await begunWait(() => [fetch(`${url}/_mock/journal/await?timeout=60000`)] as const);
    await manager.close();
    const answer = await waiting[0];
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      503,
      'CONTROL_CLOSED',
    ]);
  });
});
