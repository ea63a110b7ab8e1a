import { setImmediate } from 'node:timers/promises';
import type { Session } from '../rules/session';
import { managerWith } from '../server/testing/visitor';
import { snapshotText } from './snapshot-text';

/** How often the event loop turns meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (; !isDone; turns++) await setImmediate();
  await done;
  return turns;
}

test('the event loop turns while a large snapshot is taken, written and restored', async () => {
  const manager = managerWith({});
  await manager.fetch('http://localhost/api/sessions', { method: 'POST' });
  const [session] = (await manager.snapshot()).sessions;
  if (session === undefined) throw new Error('no session');
  const sessions = Array.from({ length: 1500 }, (_, index) => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const claims = Buffer.from(JSON.stringify({ id })).toString('base64url');
    return { ...session, id, token: `e30.${claims}.x` };
  });
  const snapshot = { ...(await manager.snapshot()), sessions };
  const written: string[] = [];
  const write = async () => {
    for await (const part of await manager.snapshotText()) written.push(part);
  };
  async function* chunks() {
    yield* written;
  }
  expect(await turnsDuring(manager.restore(snapshot))).toBeGreaterThan(2);
  expect(await turnsDuring(manager.snapshot())).toBeGreaterThan(2);
  expect(await turnsDuring(write())).toBeGreaterThan(2);
  expect(await turnsDuring(manager.restore(chunks()))).toBeGreaterThan(2);
  expect(JSON.stringify((await manager.snapshot()).sessions)).toBe(JSON.stringify(sessions));
});

describe('a snapshot that could not be restored is refused before any of it is written', () => {
  const head = { version: 1, account: 'acme', takenAt: '', clock: { ahead: 0 } } as const;
  const tooLong = 'x'.repeat(16 * 1_048_576);
  const none = async function* () {};
  const one = (value: string) =>
    async function* () {
      const namespaces = new Map([['public', new Map([['a', { value }]])]]);
      yield { id: 'a', version: 1, token: 't', expiresAt: 0, namespaces } as unknown as Session;
    };

  test.each<[string, Parameters<typeof snapshotText>]>([
    ['$.sources[0]', [head, [{ spec: tooLong }], none(), none()]],
    ['$', [{ ...head, account: tooLong }, [], none(), none()]],
    ['The session a', [head, [], one(tooLong)(), one(tooLong)()]],
  ])('%s', async (path, given) => {
    await expect(snapshotText(...given)).rejects.toMatchObject({
      code: 'SNAPSHOT_TOO_LARGE',
      message: expect.stringMatching(new RegExp(`^${path.replace(/[$[\]]/g, '\\$&')} `)),
    });
  });

  test('one that is as long as is allowed is written', async () => {
    const long = tooLong.slice(0, -1000);
    const parts: string[] = [];
    for await (const part of await snapshotText(head, [], one(long)(), one(long)())) parts.push(part);
    expect(parts.join('').length).toBeGreaterThan(long.length);
  });
});
