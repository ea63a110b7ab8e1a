import { setImmediate } from 'node:timers/promises';
import { managerWith } from '../server/testing/visitor';

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
